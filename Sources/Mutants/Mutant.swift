import Networks
public import Verification

/// A correct implementation but for one bug that people are known to write.
public struct Mutant: Sendable {
  /// Its row in the list of known bugs; a row may have several mutants.
  public let number: Int
  /// "missing-division-by-m"
  public let name: String
  /// What is wrong, in one sentence.
  public let bug: String
  /// What a problem must have for the bug to be visible at all.
  public let showsWhen: String
  public let rarity: Rarity
  /// What a good diagnosis says about it. Written down before any diagnosis was measured.
  public let expected: ExpectedDiagnosis
  /// Makes the implementation; its name is "mutant:" and the name of the mutant.
  public let factory: ImplementationFactory

  /// How soon the bug must be found.
  public enum Rarity: String, Hashable, Sendable, CaseIterable {
    /// About one problem in five shows it, or more: hardly a seed misses it in 20.
    case ordinary
    /// It takes a rare activation, an extreme number, a coincidence of shapes or many calls.
    case rare

    /// Within so many problems of all regimes.
    public var budget: Int {
      switch self {
      case .ordinary: 20
      case .rare: 5000
      }
    }
  }

  /// Where a good diagnosis sends its reader.
  public struct ExpectedDiagnosis: Hashable, Sendable {
    /// The equations that may depart first, one or another by the problem at hand.
    public let equations: Set<Equation>
    /// The patterns that describe it; empty where it looks like none of them, and nothing should be guessed.
    public let patterns: Set<Pattern>
  }

  /// - Parameters:
  ///   - form: dA where the bug is in that form of the backward pass.
  ///   - change: what turns the correct steps into the wrong ones.
  init(
    _ number: Int, _ name: String, _ bug: String, showsWhen: String, rarity: Rarity = .ordinary,
    departs equations: Set<Equation>, looksLike patterns: Set<Pattern> = [], form: BackwardForm = .dZ,
    change: (inout Steps) -> Void
  ) {
    var steps = Steps()
    change(&steps)
    let changed = steps
    self.number = number
    self.name = name
    self.bug = bug
    self.showsWhen = showsWhen
    self.rarity = rarity
    expected = ExpectedDiagnosis(equations: equations, patterns: patterns)
    factory = ImplementationFactory(name: "mutant:\(name)", form: form) { Plain(changed) }
  }
}

extension Mutant {
  /// Every mutant, in the order of the list.
  public static let all =
    cost + outputLayer + chainRule + weightGradient + bias + activation + state + precision + slips

  /// The implementation without a bug, which nothing may be found against.
  public static let unmutated = ImplementationFactory(name: "unmutated", form: .dZ) { Plain() }
}
