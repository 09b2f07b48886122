import Fixtures

extension Inspection {
  /// Ids and flags: a file that is sound by itself may still not be what its name, its set or flags.json says.
  mutating func inspectNames(_ folder: FixtureFolder) {
    var owners: [String: String] = [:]
    for (path, stored) in cases.sorted(by: { $0.key < $1.key }) {
      var faults = Self.unknownFlags(stored)
      let expected = Identity.id(slug: FixtureFolder.slug(of: path), of: stored)
      if stored.id != expected {
        faults.append(
          Fault(
            path: "/id", found: "\"\(stored.id)\"",
            expected: "\"\(expected)\", the file's name and the hash of what it asks",
            advice: "the name or the problem was changed; restore it, or let nnverify fixtures regenerate write the id")
        )
      }
      if let other = owners.updateValue(path, forKey: stored.id) {
        faults.append(
          Fault(
            path: "/id", found: "\"\(stored.id)\", the id of \(printable(other)) too", expected: "an id of its own",
            advice: "remove one of the two"))
      }
      guard !faults.isEmpty else { continue }
      malformed.append(CaseFileError(kind: .malformed, file: "\(folder.root)/\(path)", faults: faults))
    }
  }

  private static func unknownFlags(_ stored: StoredCase) -> [Fault] {
    stored.flags.enumerated().filter { BugFlag(id: $0.element) == nil }.map { index, flag in
      Fault(
        path: "/flags/\(index)", found: "\"\(printable(flag))\"", expected: "a flag of flags.json",
        advice: nearestWord(to: flag, among: BugFlag.all.map(\.id)).map { "did you mean \"\($0)\"?" }
          ?? "choose one of those, or remove it")
    }
  }

  /// Where a case comes from, and that it has an answer at all.
  mutating func inspectProvenance() {
    for (path, stored) in cases.sorted(by: { $0.key < $1.key }) {
      for key in FixtureFolder.isMade(path) ? ["proven", "made by", "generator", "version", "seed"] : ["proven"]
      where stored.source[key] == nil {
        add([FixtureDeparture(stored.id, "provenance", "source lacks \"\(key)\"")])
      }
      if stored.proven == nil {
        add([FixtureDeparture(stored.id, "proof", "states no proven answer; run nnverify fixtures regenerate")])
      }
    }
  }
}
