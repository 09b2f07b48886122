import Foundation

/// Failures as case files, kept so that the next run begins with them: a folder for every implementation, a file for every
/// problem, named by its content, so that a failure met twice is stored once.
public struct FailureStore: Sendable {
  /// ".nnverify/failures" in the current folder, unless somebody says otherwise.
  public static let customaryFolder = ".nnverify/failures"

  public let folder: String

  public init(folder: String = customaryFolder) { self.folder = folder }

  /// Writes a failure, whole or not at all.
  ///
  /// - Returns: the path of the file.
  public func save(_ failure: StoredCase, of implementation: String) throws(CaseFileError) -> String {
    let place = place(of: implementation)
    do {
      try FileManager.default.createDirectory(atPath: place, withIntermediateDirectories: true)
    } catch {
      throw CaseFileError(
        inputOutput: place, found: "a folder that cannot be made: \(error.localizedDescription)",
        expected: "a folder that can be written")
    }
    var named = failure
    named.id = Self.address(of: failure)
    let path = "\(place)/\(named.id).json"
    try named.write(to: path)
    return path
  }

  /// The failures of an implementation, in the order of their names, and what is wrong with files that cannot be read.
  public func failures(of implementation: String) -> (
    cases: [(path: String, stored: StoredCase)], damaged: [CaseFileError]
  ) {
    let place = place(of: implementation)
    guard FileManager.default.fileExists(atPath: place) else { return ([], []) }
    var (cases, damaged): ([(path: String, stored: StoredCase)], [CaseFileError]) = ([], [])
    do throws(CaseFileError) {
      // The folder of the store may begin with a dot; what is hidden below it is none of ours.
      for path in try CaseFolder.paths(under: [place]) {
        do throws(CaseFileError) { cases.append((path, try StoredCase.read(path: path))) } catch {
          damaged.append(error)
        }
      }
    } catch { damaged.append(error) }
    return (cases, damaged)
  }

  /// Drops a failure that is none any more.
  public func forget(_ path: String) { unlink(path) }

  private func place(of implementation: String) -> String {
    let name = String(
      implementation.map { $0.isASCII && ($0.isLetter || $0.isNumber || "._-".contains($0)) ? $0 : "_" })
    return "\(folder)/\(name)"
  }

  /// A name that equal problems share: FNV-1a over the text of problem and history. It has to tell a few hundred files apart,
  /// not to withstand an attack.
  static func address(of failure: StoredCase) -> String {
    let bare = StoredCase(id: "x", history: failure.history, problem: failure.problem)
    let hash = bare.text.utf8.reduce(0xcbf2_9ce4_8422_2325 as UInt64) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
    let digits = String(hash, radix: 16)
    return "failure-" + String(repeating: "0", count: 16 - digits.count) + digits
  }
}
