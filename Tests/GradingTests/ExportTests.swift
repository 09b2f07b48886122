import Foundation
import GradientVerification
@testable import Grading
import Testing

private let provesTruth =
  Oracles.standard.truth(Doctor.sampleProblems[0].problem, 128) { _ in true } != nil

@Suite struct ExportTests {
  @Test func equalExportsAreEqual() throws {
    let export = try ProblemExport(
      generator: ProblemGenerator(seed: 7, options: Folder.small()), count: 9, writesArrays: true, version: "v")
    let files = try export.files(.standard)
    #expect(try export.files(.standard) == files)
    #expect(files.count == 9 * 2 + 2)
    #expect(files["problems/p09.npz"] != nil && files["problems/p9.json"] == nil)
    var without = export
    without.writesArrays = false
    #expect(try without.files(.standard).count == 9 + 2)
  }

  /// The derivatives of a softmax of one neuron are zero, of which no bound is a small part; a right answer would be undecided.
  @Test(.enabled(if: provesTruth, "needs the package trait Arb")) func whatCannotBeDecidedIsLeftOut() throws {
    let options = try GeneratorOptions(maxDepth: 3, maxWidth: 5, maxCases: 4, maxWork: ProblemExport.mostWork)
    let generator = ProblemGenerator(seed: 11, options: options)
    // 3-1-4-1, the last a softmax.
    #expect(try !Oracles.standard.decide(generator.problem(99).problem, in: .binary64))
    let export = ProblemExport(generator: generator, count: 100, writesArrays: false, version: "v")
    let text = String(decoding: try #require(try export.files(.standard)["problems/p100.json"]), as: UTF8.self)
    #expect(text.contains("\"100 of seed 11\""))
  }

  /// What a case file may hold at most is never exceeded, so that grade can read what export wrote.
  @Test func largeNetworksFit() throws {
    let options = try GeneratorOptions(
      regimes: [.ordinary], maxDepth: 32, maxWidth: 8192, maxCases: 65_536, maxWork: ProblemExport.mostWork)
    let export = ProblemExport(
      generator: ProblemGenerator(seed: 1, options: options), count: 8, writesArrays: false, version: "v")
    for (path, bytes) in try export.files(.standard) { #expect(bytes.count <= StoredCase.mostBytes, "\(path)") }
  }

  @Test func aFolderThatIsTaken() throws {
    try Folder.with(Folder.small(), problems: 1) { folder in
      for path in [folder.path, folder.path + "/README.md"] {
        #expect(throws: CaseFileError.self) { try FolderExchange.make(path, with: ["a": []]) }
      }
      try FileManager.default.createDirectory(atPath: folder.path + "/empty", withIntermediateDirectories: true)
      try FolderExchange.make(folder.path + "/empty", with: ["a/b": [1]])
      try FolderExchange.make(folder.path + "/new/er", with: ["a/b": [1]])
      #expect(try Data(contentsOf: URL(fileURLWithPath: folder.path + "/empty/a/b")) == Data([1]))
      // Nothing half-made stays.
      let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
      #expect(names.allSatisfy { !$0.hasPrefix(".") })
    }
  }

  static let malformed: [(text: String, message: String)] = [
    ("", "no JSON text"), ("[]", "another kind of value"), ("{}", "no key \"format\""),
    (manifest("nnverify-export-2", "binary64", "p1"), "found \"nnverify-export-2\""),
    (manifest("nnverify-export-1", "binary16", "p1"), "/precision: found \"binary16\""),
    (manifest("nnverify-export-1", "binary64", "../p1"), "/problems/0/name: found \"../p1\""),
    (manifest("nnverify-export-1", "binary64", nil), "/problems: found 0 problems"),
    (String(repeating: "[", count: 100_000), "no JSON text"),
  ]

  private static func manifest(_ format: String, _ precision: String, _ name: String?) -> String {
    let problems = name.map { "{\"name\": \"\($0)\", \"regime\": \"\", \"network\": \"\", \"json\": \"\"}" } ?? ""
    return
      "{\"format\": \"\(format)\", \"nnverify\": \"\", \"generator\": 1, \"seed\": \"1\", \"precision\": \"\(precision)\", \"options\": {}, \"conventions\": {}, \"problems\": [\(problems)]}"
  }

  @Test(arguments: malformed)
  func malformedManifests(_ text: String, _ message: String) throws {
    do throws(CaseFileError) {
      _ = try ExportManifest(json: Array(text.utf8), file: "export.json")
      Issue.record("read \(text)")
    } catch {
      #expect(error.kind == .malformed && "\(error)".contains(message), "\(error)")
    }
  }
}
