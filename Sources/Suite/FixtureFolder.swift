public import Fixtures
import Foundation

/// The files of a fixture folder as they stand.
public struct FixtureFolder: Sendable {
  public let root: String
  /// From the path below the root to the content. What is hidden is left out.
  public internal(set) var files: [String: [UInt8]] = [:]
  /// What could not be read, and what does not belong there.
  public private(set) var faults: [CaseFileError] = []

  /// More files than this are no fixture folder.
  public static let mostFiles = 100_000

  /// Reads everything below the folder.
  ///
  /// - Throws: ``CaseFileError`` where there is no folder; what is wrong with single files becomes a fault.
  public init(reading root: String) throws(CaseFileError) {
    self.root = root
    for path in try Self.paths(below: root) {
      let full = "\(root)/\(path)"
      do throws(CaseFileError) {
        try Self.expectRegularFile(full)
        files[path] = try WholeFile.read(full, limit: StoredCase.mostBytes)
      } catch { faults.append(error) }
    }
  }

  /// The cases, by their paths, and the faults of those that are none.
  public func cases() -> (cases: [String: StoredCase], faults: [CaseFileError]) {
    var (cases, faults): ([String: StoredCase], [CaseFileError]) = ([:], [])
    for path in casePaths {
      do throws(CaseFileError) { cases[path] = try StoredCase(json: files[path] ?? [], file: "\(root)/\(path)") } catch
      {
        faults.append(error)
      }
    }
    return (cases, faults)
  }

  /// What should be a case: "group/name.json", of the groups that hold cases.
  public var casePaths: [String] {
    files.keys.filter { path in
      let parts = path.split(separator: "/", omittingEmptySubsequences: false)
      return parts.count == 2 && SuiteGroup(rawValue: String(parts[0])) != nil && path.hasSuffix(".json")
    }.sorted()
  }

  /// What the manifest covers: everything but itself, what may differ between machines, and what people read.
  static func hashed(_ files: [String: [UInt8]]) -> [String: [UInt8]] {
    files.filter { $0.key != Manifest.name && $0.key != ProofRecord.name && !$0.key.hasSuffix(".md") }
  }

  private static func paths(below root: String) throws(CaseFileError) -> [String] {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: root, isDirectory: &isFolder), isFolder.boolValue else {
      throw CaseFileError(inputOutput: root, found: "no folder", expected: "a folder of fixtures")
    }
    guard let walk = FileManager.default.enumerator(atPath: root + "/") else {
      throw CaseFileError(inputOutput: root, found: "a folder that cannot be listed", expected: "a readable folder")
    }
    var paths: [String] = []
    while let path = walk.nextObject() as? String {
      if path.split(separator: "/").contains(where: { $0.hasPrefix(".") }) { continue }
      if walk.fileAttributes?[.type] as? FileAttributeType == .typeDirectory { continue }
      paths.append(path)
      guard paths.count <= mostFiles else {
        throw CaseFileError(
          inputOutput: root, found: "more than \(mostFiles) files", expected: "a folder of fixtures")
      }
    }
    return paths.sorted()
  }

  /// A link may lead out of the folder, and a pipe may never end.
  private static func expectRegularFile(_ path: String) throws(CaseFileError) {
    let type = (try? FileManager.default.attributesOfItem(atPath: path))?[.type] as? FileAttributeType
    guard type != .typeRegular else { return }
    throw CaseFileError(
      kind: .malformed, file: path,
      faults: [
        Fault(
          path: "", found: type == .typeSymbolicLink ? "a symbolic link" : "no regular file",
          expected: "a regular file", advice: "put the file itself there; nothing outside of the folder is read")
      ])
  }
}
