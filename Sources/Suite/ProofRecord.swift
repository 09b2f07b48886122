/// The file proofs.json: what the proofs took and with what. It may differ between machines, and no hash covers it.
public struct ProofRecord: Sendable {
  public static let name = "proofs.json"

  /// "Arb 2.23.0"
  public var library: String
  /// By the id of the case.
  public var efforts: [String: ProofEffort]

  public init(library: String, efforts: [String: ProofEffort]) { (self.library, self.efforts) = (library, efforts) }

  /// One line per case.
  public var text: String {
    let lines = efforts.sorted { $0.key < $1.key }.map { id, effort in
      let bits = effort.largestRadius > 0 ? "\(effort.largestRadius.exponent)" : "null"
      return "    \"\(id)\": {\"precision\": \(effort.bits), \"largest_relative_radius\": \(bits)}"
    }
    return """
      {
        "format": "nnverify-proofs-1",
        "comment": "precision: bits of the enclosures' midpoints; largest_relative_radius: e of 2^e, null where all is exact.",
        "library": "\(library)",
        "cases": {
      \(lines.joined(separator: ",\n"))
        }
      }

      """
  }
}
