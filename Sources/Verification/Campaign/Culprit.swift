/// A check that an implementation failed, however many problems show it.
public struct Culprit: Hashable, Sendable {
  /// Who failed what.
  public struct Key: Hashable, Sendable {
    public var implementation: String
    public var check: Check

    public init(implementation: String, check: Check) {
      self.implementation = implementation
      self.check = check
    }
  }

  /// How many problems show it.
  public var problems: Int
  /// The first of them, as `replay` takes it, and what departed there first.
  public var name: String
  public var quantity: String
  public var entry: String

  public init(problems: Int, name: String, quantity: String, entry: String) {
    self.problems = problems
    self.name = name
    self.quantity = quantity
    self.entry = entry
  }
}

extension [Culprit.Key: Culprit] {
  /// Books the findings of one problem.
  mutating func note(_ findings: [Finding], of name: String) {
    var seen: Set<Culprit.Key> = []
    for finding in findings {
      let key = Culprit.Key(implementation: finding.implementation, check: finding.check)
      guard seen.insert(key).inserted else { continue }
      self[key, default: Culprit(problems: 0, name: name, quantity: finding.quantity, entry: finding.entry)].problems +=
        1
    }
  }

  /// Adds those of later problems.
  mutating func add(_ later: Self) {
    for (key, culprit) in later {
      guard let own = self[key] else {
        self[key] = culprit
        continue
      }
      self[key]?.problems = own.problems + culprit.problems
    }
  }
}
