import Networks

// Which bugs a problem of the dense set shows.

extension DenseRow {
  func flags(of problem: Problem<Double>) -> [BugFlag] {
    regime.flags + shape.traits.flatMap(\.flags) + outputFlags + problem.network.layers.flatMap(\.activation.flags)
      + divisorFlags
  }

  private var divisorFlags: [BugFlag] {
    if shape.caseCount == 1 { return [.singleCaseDivisor] }
    return reduction == .mean ? [.missingMeanDivisor] : [.meanDivisorUnderSum]
  }

  private var outputFlags: [BugFlag] {
    switch output.loss {
    case .squaredError:
      switch output.activation {
      case Activation.linear.name: []
      case Activation.softmax.name: [.softmaxJacobianDiagonal, .softmaxOverWrongAxis]
      default: [.outputDerivativeMissing]
      }
    case .binaryCrossEntropy: [.derivativeAfterFusedDelta] + (targets == .soft ? [.softTargets] : [])
    case .categoricalCrossEntropy:
      // With one case the targets sum to 1.
      [.derivativeAfterFusedDelta, .softmaxOverWrongAxis]
        + (targets == .soft ? [.softTargets] + (shape.caseCount > 1 ? [.unnormalizedTargets] : []) : [])
    }
  }
}

extension DenseRegime {
  fileprivate var flags: [BugFlag] {
    switch self {
    case .ordinary: [.wrongDerivative]
    case .sparse: [.zeroSkipped]
    case .duplicated: [.casesMerged]
    case .dyadic: [.exactArithmetic]
    case .tiny: [.absoluteTolerance]
    case .saturated: [.cancelledDerivative, .tableRange]
    case .huge: [.largeNumbers]
    case .nearKink: [.nearKink]
    }
  }
}

extension ShapeTrait {
  fileprivate var flags: [BugFlag] {
    switch self {
    case .noHiddenLayer: [.noHiddenLayer]
    case .deep: [.layerIndex]
    case .unitWidth: [.widthOne]
    case .equalWidths: [.transposedWeights]
    case .squareBatch: [.axisConfusion]
    case .singleCase, .tall, .unequalWidths, .widening, .narrowing: []
    }
  }
}

extension Activation {
  /// What may be wrong with this activation, by its α.
  fileprivate var flags: [BugFlag] {
    switch self {
    case .leakyReLU(let alpha), .elu(let alpha):
      (alpha < 0 ? [BugFlag.negativeSlope] : alpha > 1 ? [.slopeAboveOne] : [.slopeForgotten])
        + (name == Activation.elu(alpha: 1).name && alpha != 1 ? [.eluScale] : [])
    case .gelu: [.geluApproximation]
    case .linear, .sigmoid, .tanh, .relu, .softplus, .silu, .softmax: []
    }
  }
}
