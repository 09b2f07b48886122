/// An .npz file: arrays by their names. Each is read when it is asked for.
public struct ArrayArchive {
  private let contents: ZipContents

  /// - Parameter limit: how many bytes the arrays may have together; an archive that claims more is refused before one is made.
  public init(npz bytes: [UInt8], limit: Int) throws(ArchiveFault) { contents = try ZipContents(bytes, limit: limit) }

  /// The names of the arrays, without ".npy".
  public var names: [String] { contents.names.map { $0.hasSuffix(".npy") ? String($0.dropLast(4)) : $0 } }

  /// An array; nil where there is none of that name.
  public func array(_ name: String) throws(ArchiveFault) -> NumberArray? {
    do throws(ArchiveFault) {
      guard let bytes = try contents.content(of: name + ".npy") else { return nil }
      return try NumberArray(npy: bytes, name: name)
    } catch {
      throw ArchiveFault(name, found: error.found, expected: error.expected)
    }
  }
}
