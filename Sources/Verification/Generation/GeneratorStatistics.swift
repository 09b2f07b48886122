import Networks

/// How often each thing was met in a set of problems. Two of them merge into that of both sets, in any order.
public struct GeneratorStatistics: Hashable, Sendable {
  /// The number of problems recorded.
  public private(set) var problemCount = 0
  /// The sum over the problems of their weights and biases.
  public private(set) var parameterSum = 0
  /// The sum over the problems of (weights and biases) × cases.
  public private(set) var workSum = 0
  /// In how many problems each trait was met; parallel to `GeneratorTrait.all`.
  private var counts = [Int](repeating: 0, count: GeneratorTrait.all.count)

  public init() {}

  /// Statistics as they were written down.
  ///
  /// - Parameter count: in how many problems a trait was met, by its group and name.
  public init(problemCount: Int, parameterSum: Int, workSum: Int, count: (_ group: String, _ name: String) -> Int) {
    (self.problemCount, self.parameterSum, self.workSum) = (problemCount, parameterSum, workSum)
    counts = GeneratorTrait.all.map { count($0.group.name, $0.name) }
  }

  public mutating func record(_ generated: GeneratedProblem) {
    problemCount += 1
    let parameters = generated.problem.network.parameterCount
    parameterSum += parameters
    workSum += parameters * generated.problem.caseCount
    // A trait counts once in a problem, however many layers have it.
    var met = [Bool](repeating: false, count: counts.count)
    GeneratorTrait.visit(generated) { met[$0] = true }
    for index in met.indices where met[index] { counts[index] += 1 }
  }

  public func merging(_ other: GeneratorStatistics) -> GeneratorStatistics {
    var sum = self
    sum.problemCount += other.problemCount
    sum.parameterSum += other.parameterSum
    sum.workSum += other.workSum
    for index in counts.indices { sum.counts[index] += other.counts[index] }
    return sum
  }

  /// One line of a table.
  public struct Row: Hashable, Sendable {
    /// "regime", "depth", "output and loss" …
    public let group: String
    /// "near_kink", "3", "sigmoid, binary_cross_entropy" …
    public let name: String
    /// The problems in which it was met.
    public let count: Int
    /// `count` / `problemCount`, 0 where nothing was recorded.
    public let share: Double
  }

  /// Every trait, those never met included, in a fixed order.
  public var rows: [Row] {
    zip(GeneratorTrait.all, counts).map { trait, count in
      Row(
        group: trait.group.name, name: trait.name, count: count,
        share: problemCount == 0 ? 0 : Double(count) / Double(problemCount))
    }
  }

  /// The share of the problems that have a trait; nil where no trait is called so.
  public func share(_ group: String, _ name: String) -> Double? {
    rows.first { $0.group == group && $0.name == name }?.share
  }
}
