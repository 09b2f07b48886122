import Networks

/// Reduces a failing problem to one that a person can compute by hand.
///
/// Greedy: of every kind of reduction the most drastic first, over and over until none helps. It takes no decision by a clock
/// or by chance, so that the same failure always ends as the same problem.
public struct Shrinker: Hashable, Sendable {
  /// How often it may be asked whether a candidate still fails.
  public var budget: Int

  /// - Parameter budget: the default suffices for most failures of generated problems.
  public init(budget: Int = 2000) { self.budget = budget }

  /// Larger sequences are asked again rather than remembered.
  private static let remembered = 4096

  /// - Parameter fails: whether a candidate still shows the same failure. It is asked only of sequences smaller than the one
  ///   at hand, by a measure under which nothing shrinks for ever.
  public func shrink(
    _ sequence: ProblemSequence, while fails: (ProblemSequence) throws -> Bool
  ) rethrows -> Shrunk {
    var (current, measure, asked) = (sequence, Measure(of: sequence), 0)
    var refused: Set<ProblemSequence> = []
    var before: Measure
    repeat {
      before = measure
      for steps in Self.passes {
        for step in steps(current) {
          for candidate in step.candidates(current) {
            let smaller = Measure(of: candidate)
            guard smaller < measure, !refused.contains(candidate) else { continue }
            guard asked < budget else { return Shrunk(sequence: current, asked: asked, isMinimal: false) }
            asked += 1
            if try fails(candidate) {
              (current, measure) = (candidate, smaller)
              break
            }
            if smaller.numbers <= Self.remembered { refused.insert(candidate) }
          }
        }
      }
    } while measure < before
    return Shrunk(sequence: current, asked: asked, isMinimal: true)
  }

  private static var passes: [(ProblemSequence) -> [ShrinkStep]] {
    [
      \.historySteps, \.leapSteps, \.caseSteps, \.layerSteps, \.widthSteps, \.functionSteps, \.numberSteps,
    ]
  }
}

/// What shrinking came to.
public struct Shrunk: Hashable, Sendable {
  public var sequence: ProblemSequence
  /// How often it was asked whether a candidate still fails.
  public var asked: Int
  /// Whether nothing that was tried makes it smaller; otherwise the budget was spent.
  public var isMinimal: Bool

  public init(sequence: ProblemSequence, asked: Int, isMinimal: Bool) {
    self.sequence = sequence
    self.asked = asked
    self.isMinimal = isMinimal
  }
}
