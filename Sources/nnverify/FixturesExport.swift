import ArgumentParser
import Foundation
import GradientVerification

struct FixturesExport: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Write the cases for NumPy: one .npz file for each, those that every filter lets through.",
    discussion: """
      Arrays W1, b1, …, X, Y; cost, Z1, …, A1, … (the last are the outputs), delta1, …, dW1, …, db1, …, dX; each of the answer \
      again with _limit64 and _limit32, the exponents of its limits (32767: no limit), and with _lower and _upper where it may \
      be a range; meta, the bytes of a JSON text. The same bytes on every machine. Exit code 65 where a file is malformed; the \
      others are written all the same.
      """)

  @Option(
    name: .customLong("npz"),
    help: ArgumentHelp("The folder to write to, made where it is missing.", valueName: "folder"),
    completion: .directory)
  var target: String

  @OptionGroup var filters: FixtureFilters
  @OptionGroup var folder: FixtureFolderOptions

  func validate() throws {
    if target.isEmpty { throw ValidationError("--npz is empty; name a folder") }
  }

  func run() throws {
    let set = try folder.read()
    let (cases, malformed) = set.cases()
    let chosen = cases.sorted { $0.key < $1.key }.filter { path, stored in filters.lets(path, stored) }
    let proven = chosen.filter { $0.value.proven != nil }
    for (path, _) in chosen.filter({ $0.value.proven == nil }) {
      Output.error("nnverify: \(printable(path)): skipped, nothing is proven of it; run nnverify fixtures regenerate\n")
    }
    try expectDistinctNames(proven.map(\.key))
    try makeFolder()
    for (path, stored) in proven {
      do { try WholeFile.save(stored.npz() ?? [], to: "\(target)/\(Self.name(of: path)).npz") } catch let failure
        as ZipArchive.Failure
      {
        throw Failure(message: "\(printable(path)) does not fit a ZIP archive: \(failure)", code: Failure.internalError)
      }
    }
    try Output.standard(
      "EXPORTED: \(NumberFormat.count(proven.count, "case")) to \(printable(target))"
        + (proven.count < chosen.count ? ", \(chosen.count - proven.count) skipped\n" : "\n"))
    let faults = set.faults + malformed
    guard faults.isEmpty else {
      throw Failure(message: faults.map(\.description).joined(separator: "\n"), code: Failure.malformed)
    }
  }

  /// "width-one" of "edge/width-one.json": unique in a sound set, and the same when the problem changes.
  private static func name(of path: String) -> String {
    ((path as NSString).lastPathComponent as NSString).deletingPathExtension
  }

  private func expectDistinctNames(_ paths: [String]) throws {
    let same = Dictionary(grouping: paths, by: Self.name).filter { $0.value.count > 1 }
    guard let (name, paths) = same.min(by: { $0.key < $1.key }) else { return }
    throw Failure(
      message:
        "\(paths.map(printable).joined(separator: " and ")) would both become \(printable(name)).npz; rename one",
      code: Failure.malformed)
  }

  private func makeFolder() throws {
    do { try FileManager.default.createDirectory(atPath: target, withIntermediateDirectories: true) } catch {
      throw Failure(
        message: "\(printable(target)): no folder can be made there: \(error.localizedDescription)",
        code: Failure.inputOutput)
    }
  }
}
