public import Fixtures

/// A failure that is known, and stays where it is for a reason.
public struct ExpectedFailure: Hashable, Sendable {
  /// Of the item that fails.
  public var id: String
  /// What fails, in the words of the gate: another failure of the same item is none that was expected.
  public var fails: String
  public var reason: String
  /// The last day on which it is expected, "2027-01-31"; nil for no end.
  public var expires: String?

  public init(id: String, fails: String, reason: String, expires: String? = nil) {
    (self.id, self.fails, self.reason, self.expires) = (id, fails, reason, expires)
  }

  /// Reads a file of them: a list `expected` of `id`, `fails`, `reason` and, if wanted, `expires`.
  ///
  /// - Throws: ``CaseFileError`` that names the key.
  public static func read(path: String) throws(CaseFileError) -> [ExpectedFailure] {
    let bytes = try WholeFile.read(path, limit: GateConfiguration.mostBytes)
    let root = try ConfigurationTable(file: path, text: GateConfiguration.text(bytes, file: path))
    try root.expectKeys(["expected"])
    var all: [ExpectedFailure] = []
    for table in try root.tables("expected") {
      try table.expectKeys(["id", "fails", "reason", "expires"])
      func text(_ key: String, _ what: String) throws(CaseFileError) -> String {
        guard let text = try table.string(key), !text.isEmpty else {
          throw table.fault(key, "nothing", expected: what)
        }
        return text
      }
      let id = try text("id", "the id of what fails, as nnverify gate prints it")
      guard !all.contains(where: { $0.id == id }) else {
        throw table.fault("id", "\(quoted(id)) a second time", expected: "every id once", "remove one of the two")
      }
      all.append(
        ExpectedFailure(
          id: id, fails: try text("fails", "what fails, as nnverify gate prints it behind the id"),
          reason: try text("reason", "why it is left so"), expires: try table.date("expires")))
    }
    return all
  }
}
