public import Networks
public import Verification

/// What became of one mutant: how soon it was found, by what, and what was said about it.
public struct MutantTrial: Sendable {
  public let mutant: Mutant
  /// How many problems it was asked.
  public internal(set) var tried = 0
  /// How many problems it took until a check failed for the first time, for those that did.
  public internal(set) var kills: [Check: Int] = [:]
  /// The failure that was looked into; nil where there was none.
  public internal(set) var examined: ExaminedKill?

  init(_ mutant: Mutant) { self.mutant = mutant }

  /// How many problems it took until anything was found.
  public var firstKill: Int? { kills.values.min() }

  /// The checks that found it first.
  public var firstKillers: [Check] { Check.allCases.filter { kills[$0] != nil && kills[$0] == firstKill } }

  /// Whether it was found as soon as it must be.
  public var isKilled: Bool { firstKill.map { $0 <= mutant.rarity.budget } ?? false }

  /// Whether the diagnosis names an equation that was expected.
  public var namesEquation: Bool {
    diagnosis.map { mutant.expected.equations.contains($0.equation) } ?? false
  }

  /// Whether the diagnosis names a pattern that was expected.
  public var namesPattern: Bool {
    diagnosis?.pattern.map(mutant.expected.patterns.contains) ?? false
  }

  /// Whether the diagnosis sends its reader to the right place.
  public var isDiagnosed: Bool { namesEquation || namesPattern }

  /// Whether everything that the diagnosis says was expected, and nothing that was is missing.
  public var isDiagnosedExactly: Bool {
    guard let diagnosis, namesEquation else { return false }
    return mutant.expected.patterns.isEmpty ? diagnosis.pattern == nil : namesPattern
  }

  public var diagnosis: Diagnosis? { examined?.failure.diagnosis }

  /// Whether a person can compute the shrunk failure by hand: at most two layers, at most two neurons or inputs wide.
  public var isShrunkToHand: Bool {
    guard let problem = examined?.failure.shrunk?.problem else { return false }
    return problem.depth <= 2 && problem.network.widths.allSatisfy { $0 <= 2 }
  }
}

/// A failure of a mutant, looked into.
public struct ExaminedKill: Sendable {
  /// What `replay` takes.
  public let name: String
  public let failure: ExaminedFailure
}
