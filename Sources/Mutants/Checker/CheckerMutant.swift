/// A sabotage of the checker: a mistake that makes it blind without making it fail.
public struct CheckerMutant: Sendable {
  /// "C1", "C11a"
  public let number: String
  /// "nan-equals-nan"
  public let name: String
  /// What is wrong with the checker, in one sentence.
  public let statement: String
  /// Makes a healthy suite a sabotaged one.
  public let sabotage: @Sendable (CheckerSuite) -> CheckerSuite

  init(_ number: String, _ name: String, _ statement: String, change: @escaping @Sendable (inout CheckerSuite) -> Void)
  {
    self.number = number
    self.name = name
    self.statement = statement
    sabotage = { healthy in
      var suite = healthy
      change(&suite)
      return suite
    }
  }
}

extension CheckerMutant {
  /// Every sabotage, in the order of the list.
  public static let all = (judgement + sampling + numeric + oracles + generator).sorted { $0.ordinal < $1.ordinal }

  /// C2 stands before C10, and C11a before C11b.
  private var ordinal: Int {
    let digits = number.dropFirst().prefix { $0.isNumber }
    return (Int(digits) ?? 0) * 256 + Int(number.last.flatMap(\.asciiValue) ?? 0)
  }
}
