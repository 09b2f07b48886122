/// What is worth knowing about the evaluations of one rule.
struct Samples {
  private var smallestStep = Double.infinity
  private var allFinite = true
  private(set) var evaluations = 0

  mutating func record(step: Double) {
    evaluations += 1
    smallestStep = min(smallestStep, abs(step))
  }

  mutating func record(value: Double) {
    if !value.isFinite { allFinite = false }
  }

  /// The estimate that these samples support.
  ///
  /// GSL's second round may stumble over a NaN and fall back to the first. A function that is not finite so near has no
  /// derivative to speak of, so one bad value is enough to know nothing.
  func estimate(value: Double, error: Double) -> DerivativeEstimate {
    let known = allFinite && value.isFinite && error.isFinite
    return DerivativeEstimate(
      value: known ? value : .nan, error: known ? error : .infinity, smallestStep: smallestStep,
      evaluations: evaluations)
  }
}

/// Stands between GSL and a Swift function: passes each question on and remembers what must outlive the C call.
struct Sampler {
  let function: (Double) throws -> Double
  let centre: Double
  private(set) var samples = Samples()
  /// The error that the function threw.
  private(set) var failure: (any Error)?

  init(function: @escaping (Double) throws -> Double, centre: Double) {
    self.function = function
    self.centre = centre
  }

  /// The function's value, or NaN for ever after it has thrown: GSL has no way to stop early.
  mutating func answer(at point: Double) -> Double {
    guard failure == nil else { return .nan }
    samples.record(step: point - centre)
    do {
      let value = try function(point)
      samples.record(value: value)
      return value
    } catch {
      failure = error
      return .nan
    }
  }
}
