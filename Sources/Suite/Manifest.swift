/// The file SHA256SUMS: one line per file, as `sha256sum` writes and checks it.
public struct Manifest: Hashable, Sendable {
  public static let name = "SHA256SUMS"

  /// From the path of a file, relative to the folder, to its hash.
  public private(set) var hashes: [String: String] = [:]

  public init(of files: [String: [UInt8]]) { hashes = files.mapValues(Identity.sha256) }

  /// - Returns: nil with the first line that is none.
  public init(parsing text: String) throws(Malformed) {
    for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: true).enumerated() {
      let hash = line.prefix(64)
      let rest = line.dropFirst(64)
      guard hash.utf8.count == 64, hash.allSatisfy({ $0.isHexDigit && $0.isASCII }), rest.hasPrefix("  "),
        rest.count > 2
      else { throw Malformed(line: index + 1, reason: "no line of sha256sum") }
      let path = String(rest.dropFirst(2))
      guard hashes.updateValue(hash.lowercased(), forKey: path) == nil else {
        throw Malformed(line: index + 1, reason: "a second line for one file")
      }
    }
  }

  /// What is wrong with a manifest.
  public struct Malformed: Error, Hashable, Sendable {
    public var line: Int
    public var reason: String
  }

  /// Sorted by path, byte for byte the same for equal files.
  public var text: String {
    hashes.sorted { Array($0.key.utf8).lexicographicallyPrecedes(Array($1.key.utf8)) }
      .map { "\($0.value)  \($0.key)\n" }.joined()
  }
}
