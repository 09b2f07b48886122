import Crypto
public import Fixtures
import Foundation

/// Permanent names. A case's id is its slug and the hash of what it asks: it changes exactly when the problem does.
public enum Identity {
  /// "width-one" and 6f2a90c41b77de03 give "width-one-6f2a90c41b77de03".
  public static func id(slug: String, of stored: StoredCase) -> String { "\(slug)-\(contentHash(stored))" }

  /// The slug of an id, and the hash; nil where the text ends in no hash.
  public static func parts(of id: String) -> (slug: String, hash: String)? {
    guard let dash = id.lastIndex(of: "-") else { return nil }
    let (slug, hash) = (String(id[..<dash]), String(id[id.index(after: dash)...]))
    guard !slug.isEmpty, hash.utf8.count == hashDigits,
      hash.utf8.allSatisfy({ (0x30...0x39).contains($0) || (0x61...0x66).contains($0) })
    else { return nil }
    return (slug, hash)
  }

  /// The first sixteen digits of the SHA-256 of ``StoredCase/question``.
  static func contentHash(_ stored: StoredCase) -> String {
    String(sha256(Array(stored.question.utf8)).prefix(hashDigits))
  }

  private static let hashDigits = 16

  /// SHA-256 in 64 hexadecimal digits.
  package static func sha256(_ bytes: [UInt8]) -> String {
    SHA256.hash(data: bytes).map { byte in
      let digits = String(byte, radix: 16)
      return digits.count == 1 ? "0" + digits : digits
    }.joined()
  }
}
