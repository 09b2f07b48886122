import Fixtures

extension Inspection {
  /// Every case that this program makes is there and asks what it makes it ask, and its groups hold no other.
  ///
  /// The manifest cannot tell: whoever takes a case away can take its line away, too.
  ///
  /// - Parameter made: the problems of the groups that this program makes.
  mutating func inspectCompleteness(_ folder: FixtureFolder, made: [SuiteProblem]) {
    let expected = Dictionary(
      made.map { ("\($0.group.rawValue)/\($0.slug).json", StoredCase($0).id) }, uniquingKeysWith: { first, _ in first })
    // What is there and cannot be read is a fault already.
    let unreadable = Set(malformed.map { String($0.file.dropFirst(folder.root.count + 1)) })
    for group in SuiteGroup.allCases where FixtureFolder.isMade(group.rawValue) {
      let ids = expected.filter { $0.key.hasPrefix("\(group.rawValue)/") }
      let actual = Dictionary(
        uniqueKeysWithValues: cases.filter { $0.key.hasPrefix("\(group.rawValue)/") }.map { path, stored in
          (path, Identity.id(slug: FixtureFolder.slug(of: path), of: stored))
        })
      let lost = ids.filter { path, id in actual[path] != id && !unreadable.contains(path) }
      let alien = actual.filter { path, id in ids[path] != id }
      if !lost.isEmpty {
        note(group, "lacks \(Self.list(lost)); nnverify fixtures regenerate writes what is missing")
      }
      if !alien.isEmpty {
        note(
          group,
          "has \(Self.list(alien)), which nnverify does not make; cases of others belong into published, real or regressions"
        )
      }
    }
  }

  private mutating func note(_ group: SuiteGroup, _ message: String) {
    add([FixtureDeparture(group.rawValue, "set", message)])
  }

  /// A damaged set may lack all of them.
  private static let mostListed = 20

  /// "2 cases: a-…, b-…", sorted.
  private static func list(_ ids: [String: String]) -> String {
    let sorted = ids.values.sorted()
    let rest = sorted.count > mostListed ? " and \(sorted.count - mostListed) more" : ""
    return "\(sorted.count) \(sorted.count == 1 ? "case" : "cases"): "
      + sorted.prefix(mostListed).joined(separator: ", ") + rest
  }
}
