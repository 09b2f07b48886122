public import Networks

/// Random problems. Problem i of a seed is a pure function of (version, seed, i, options): it depends neither on the
/// problems before it nor on the platform, and may be asked for in any order from any thread.
public struct ProblemGenerator: Hashable, Sendable {
  /// Increases with every change that makes an equal seed give other problems.
  public static let version = 1

  public let seed: UInt64
  public let options: GeneratorOptions

  public init(seed: UInt64, options: GeneratorOptions = .standard) {
    self.seed = seed
    self.options = options
  }

  /// Problem `index` of the seed. Every index has one.
  public func problem(_ index: Int) -> GeneratedProblem {
    var random = RandomSource(version: Self.version, seed: seed, index: index)
    let regime = random.pick(weighted: options.regimes.map { (weight: $0.weight, item: $0) })
    let features = Features.drawn(from: &random)
    let drawn = problem(in: regime, features: features, from: &random)
    let problem = options.precision == .binary32 ? drawn.roundedToBinary32 : drawn
    return GeneratedProblem(index: index, regime: regime, features: features, problem: problem)
  }

  private func problem(
    in regime: Regime, features: Features, from random: inout RandomSource
  ) -> Problem<Double> {
    if regime == .real { return random.realProblem(features: features, options: options) }
    let design = Design.drawn(features: features, options: options, from: &random)
    switch regime {
    case .dyadic:
      return design.dyadic(options: options, features: features, from: &random)
        .dyadicProblem(features: features, from: &random)
    case .nearKink:
      let (kinked, layer) = design.kinked(
        scope: options.scope, work: options.maxWork, features: features, from: &random)
      var problem = kinked.ordinaryProblem(features: features, from: &random)
      random.approachKink(of: layer, in: &problem)
      return problem
    case .ordinary, .saturated, .tiny, .huge, .sparse, .duplicated, .real:
      var problem = design.ordinaryProblem(features: features, from: &random)
      switch regime {
      case .saturated: random.saturate(&problem)
      case .tiny: random.shrink(&problem)
      case .huge: random.enlarge(&problem)
      case .sparse: random.thin(&problem)
      case .duplicated: random.duplicate(&problem)
      case .ordinary, .nearKink, .dyadic, .real: break
      }
      return problem
    }
  }
}

extension Problem<Double> {
  /// Every number rounded to binary32, and within its range: a program that computes in it is asked what it can be told exactly.
  var roundedToBinary32: Problem {
    func rounded(_ number: Double) -> Double {
      let limit = Double(Float.greatestFiniteMagnitude)
      return Double(Float(min(max(number, -limit), limit)))
    }
    var copy = map(rounded)
    for index in copy.network.layers.indices {
      switch copy.network.layers[index].activation {
      case .leakyReLU(let alpha): copy.network.layers[index].activation = .leakyReLU(alpha: rounded(alpha))
      case .elu(let alpha): copy.network.layers[index].activation = .elu(alpha: rounded(alpha))
      default: break
      }
    }
    return copy
  }
}

/// A problem, and how it came about.
public struct GeneratedProblem: Hashable, Sendable {
  public let index: Int
  public let regime: Regime
  /// What the problem was allowed to have; not all of it need have come to pass.
  public let features: Features
  public let problem: Problem<Double>

  public init(index: Int, regime: Regime, features: Features, problem: Problem<Double>) {
    self.index = index
    self.regime = regime
    self.features = features
    self.problem = problem
  }
}
