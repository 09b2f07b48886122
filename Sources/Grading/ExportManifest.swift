public import Fixtures
import Foundation
public import Networks

/// What a folder of exported problems says of itself: `export.json`.
public struct ExportManifest: Codable, Hashable, Sendable {
  public static let name = "export.json"
  static let format = "nnverify-export-1"
  /// As many problems as a folder may have.
  public static let mostProblems = 10_000

  /// What of a problem was written, by the SHA-256 of its files.
  public struct Entry: Codable, Hashable, Sendable {
    /// "p001"; the files have its name.
    public var name: String
    public var regime: String
    /// "3-4-2, m = 4, …", for people.
    public var network: String
    public var json: String
    /// nil where there is no such file.
    public var npz: String?
  }

  public var format: String
  public var nnverify: String
  public var generator: Int
  /// As text: it may exceed what other languages read from a JSON number.
  public var seed: String
  /// What answers are judged by: "binary64" or "binary32".
  public var precision: String
  /// What the generator was told, and the conventions of the answers; both for people.
  public var options: [String: String]
  public var conventions: [String: String]
  public var problems: [Entry]

  /// What every formula is meant to be; written into each folder, so that it can be read years later.
  static let conventions = [
    "weights": "W[l] is n_l × n_(l−1): W[l][j][i] leads to neuron j from neuron i",
    "cases": "columns: X is n_0 × m, Y is n_L × m",
    "squared_error": "½ Σ_j (a_j − y_j)² of a case",
    "mean": "the cost is Σ over the cases / m, and so are all derivatives",
    "sum": "the cost is Σ over the cases",
  ]

  public var judgedIn: Precision { Precision(rawValue: precision) ?? .binary64 }

  /// The file's text: the same for equal manifests.
  var text: [UInt8] {
    get throws {
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
      return Array(try encoder.encode(self)) + [UInt8(ascii: "\n")]
    }
  }
}

extension ExportManifest {
  /// Reads the manifest of a folder.
  public static func read(in folder: String) throws(CaseFileError) -> ExportManifest {
    let path = "\(folder)/\(name)"
    guard FileManager.default.fileExists(atPath: path) else {
      throw CaseFileError(
        kind: .inputOutput, file: path,
        faults: [
          Fault(
            path: "", found: "nothing", expected: "a folder that nnverify export has written",
            advice: "name that folder, the one in which problems/ is")
        ])
    }
    return try ExportManifest(json: WholeFile.read(path, limit: StoredCase.mostBytes), file: path)
  }

  init(json bytes: [UInt8], file: String) throws(CaseFileError) {
    func fault(_ path: String, _ found: String, _ expected: String) -> CaseFileError {
      CaseFileError(
        kind: .malformed, file: file,
        faults: [
          Fault(path: path, found: found, expected: expected, advice: "take \(Self.name) as nnverify export wrote it")
        ])
    }
    let manifest: ExportManifest
    do { manifest = try JSONDecoder().decode(ExportManifest.self, from: Data(bytes)) } catch {
      let (path, what) = (error as? DecodingError)?.place ?? ("", "no JSON text")
      throw fault(path, what, "a manifest of the format \(Self.format)")
    }
    guard manifest.format == Self.format else {
      throw fault("/format", quoted(manifest.format), quoted(Self.format))
    }
    guard Precision(rawValue: manifest.precision) != nil else {
      throw fault("/precision", quoted(manifest.precision), "\"binary64\" or \"binary32\"")
    }
    guard (1...Self.mostProblems).contains(manifest.problems.count) else {
      throw fault("/problems", "\(manifest.problems.count) problems", "1 to \(Self.mostProblems)")
    }
    var names: Set<String> = []
    for (index, entry) in manifest.problems.enumerated() {
      // It becomes a part of paths.
      guard StoredCase.isIdentifier(entry.name), names.insert(entry.name).inserted else {
        throw fault("/problems/\(index)/name", quoted(entry.name), "a name of letters and digits, each once")
      }
    }
    self = manifest
  }
}

extension DecodingError {
  /// Where and what, in words.
  fileprivate var place: (path: String, found: String) {
    switch self {
    case .keyNotFound(let key, let context): (Self.pointer(context), "no key \(quoted(key.stringValue))")
    case .typeMismatch(_, let context), .valueNotFound(_, let context): (Self.pointer(context), "another kind of value")
    case .dataCorrupted(let context): (Self.pointer(context), "no JSON text")
    @unknown default: ("", "no manifest")
    }
  }

  private static func pointer(_ context: Context) -> String {
    context.codingPath.map { "/\($0.intValue.map(String.init) ?? $0.stringValue)" }.joined()
  }
}
