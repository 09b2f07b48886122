import Foundation

extension JSONValue {
  /// Parses a file.
  ///
  /// - Parameter file: the name that messages give it.
  /// - Throws: ``CaseFileError`` with what breaks JSON's rules, and where.
  static func document(_ bytes: [UInt8], file: String) throws(CaseFileError) -> JSONValue {
    func malformed(_ faults: [Fault]) -> CaseFileError { CaseFileError(kind: .malformed, file: file, faults: faults) }

    guard String(validating: bytes, as: UTF8.self) != nil else {
      throw malformed([
        Fault(path: "", found: "bytes that are not UTF-8", expected: "a JSON text in UTF-8", advice: "save it as UTF-8")
      ])
    }
    let slips = JSONScan.faults(in: bytes)
    guard slips.isEmpty else { throw malformed(slips) }
    do {
      return try JSONDecoder().decode(JSONValue.self, from: Data(bytes))
    } catch {
      throw malformed([
        Fault(
          path: "", found: "no JSON document", expected: "a JSON document",
          advice: "check it with a JSON tool: \(error)")
      ])
    }
  }
}
