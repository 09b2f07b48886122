public import Verification

/// What is asked of a function at a point.
public enum FunctionCheck: String, CaseIterable, Hashable, Sendable {
  case answers
  case repetition
  case entries
  case tensors
  case directions
  case taylor

  /// What holds for every correct program.
  public var statement: String {
    switch self {
    case .answers: "Every question is answered."
    case .repetition:
      "The same point gives the same value and gradient again, alone or with the gradient, whatever was asked in between."
    case .entries: "Every ∂f/∂θᵢ equals a numeric derivative of f."
    case .tensors: "⟨∇f, d⟩ equals a numeric derivative along d, for a random d in every tensor."
    case .directions: "⟨∇f, d⟩ equals a numeric derivative along d, for random d in all parameters together."
    case .taylor: "|f(θ + t d) − f(θ) − t ⟨∇f, d⟩| vanishes like t²."
    }
  }
}

/// A disagreement at a point. A value, never an error.
public struct FunctionFinding: Hashable, Sendable {
  public var check: FunctionCheck
  /// "kernel[1][2]", "along kernel", "along all parameters", "the value"
  public var entry: String
  /// Which tensor; nil where it is about several.
  public var tensor: Int?
  public var observed: Double
  public var expected: Double
  public var allowance: Double
  /// The order with which the Taylor remainder falls, where it was measured.
  public var order: Double?
  /// For `answers`: why there is none.
  public var reason: String?

  public var error: Double { (observed - expected).magnitude }
}

/// A point at which something departs.
public struct FailedPoint: Sendable {
  public var token: String
  public var findings: [FunctionFinding]
  /// What it looks like, tensor by tensor.
  public var diagnoses: [FunctionDiagnosis] = []
}

/// What a run over many points came to. Reports of later points merge.
public struct FunctionReport: Sendable {
  public internal(set) var points = 0
  public internal(set) var failedPoints = 0
  /// The first of them.
  public internal(set) var failures: [FailedPoint] = []
  public private(set) var tallies: [FunctionCheck: Tally] = [:]
  /// Of `entries` and `tensors`, per parameter tensor.
  public private(set) var byTensor: [Tally]
  /// The largest noise of a value, relative to the value.
  public private(set) var noise = 0.0
  /// How often an answer came back a little different: a nondeterministic order of summation.
  public internal(set) var wavering = 0

  init(tensors: Int) { byTensor = Array(repeating: Tally(), count: tensors) }

  public var total: Tally { tallies.values.reduce(into: Tally()) { $0.merge($1) } }

  mutating func count(
    _ verdict: Verdict, _ check: FunctionCheck, tensor: Int? = nil, error: Double = 0, allowance: Double = 0
  ) {
    func noted(_ tally: inout Tally) {
      tally.count(verdict)
      if verdict == .pass || verdict == .fail { tally.note(error: error, allowance: allowance) }
    }
    noted(&tallies[check, default: Tally()])
    if let tensor { noted(&byTensor[tensor]) }
  }

  mutating func note(noise: Double) { self.noise = max(self.noise, noise) }

  mutating func merge(_ later: FunctionReport, keeping limit: Int) {
    points += later.points
    failedPoints += later.failedPoints
    failures += later.failures.prefix(max(limit - failures.count, 0))
    tallies.merge(later.tallies) { first, second in
      var both = first
      both.merge(second)
      return both
    }
    for index in byTensor.indices { byTensor[index].merge(later.byTensor[index]) }
    noise = max(noise, later.noise)
    wavering += later.wavering
  }
}
