public import Foundation

/// How documents become bytes, and bytes documents.
public enum DocumentFile {
  /// Keys in alphabetical order, numbers in their shortest form that reads back the same; "nan", "inf" and "-inf" as text.
  public static func data(_ document: some Encodable) throws -> Data {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    encoder.nonConformingFloatEncodingStrategy = .convertToString(
      positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
    return try encoder.encode(document) + Data("\n".utf8)
  }

  static func read<Document: Decodable>(_: Document.Type, _ bytes: [UInt8]) throws -> Document {
    let decoder = JSONDecoder()
    decoder.nonConformingFloatDecodingStrategy = .convertFromString(
      positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
    return try decoder.decode(Document.self, from: Data(bytes))
  }
}
