import Networks

// Pre-activations of relu, leaky_relu and elu at exactly 0, and just beside it.

extension Suite {
  static let edgeKinks =
    hiddenAtZero + [
      SuiteProblem.edge(
        "relu-at-zero-by-zero-input", "z is 0 because the input is: dW is 0 with any derivative there, db is not.",
        [.reluAtZero, .severalAnswers], [Layer(.relu, [[0.75]], [0]), Layer(.linear, [[1.5]], [0.25])], x: [[0, 1]],
        y: [[1, -1]]),
      SuiteProblem.edge(
        "relu-two-neurons-at-zero", "Two neurons are at 0 in one case, each with a choice of its own.",
        [.reluAtZero, .severalAnswers],
        [Layer(.relu, [[1.5, -0.5], [0.25, 1]], [-1, -1.25]), Layer(.linear, [[0.75, -1.25]], [0.5])],
        x: [[1, -1.5], [1, 2]],
        y: [[1, 0.5]]),
      SuiteProblem.edge(
        "relu-three-cases-at-zero",
        "One neuron is at 0 in three cases: a derivative that depended on the case would show.",
        [.reluAtZero, .severalAnswers], [Layer(.relu, [[0.5, 0.5]], [-1]), Layer(.linear, [[2]], [-0.5])],
        x: [[1, 0.5, 3, 2], [1, 1.5, -1, 1]], y: [[1, 2, -1, 0.25]], .squaredError, .sum),
      SuiteProblem.edge(
        "relu-zero-above-zero",
        "A neuron at 0 above a neuron at 0: only if both let the gradient through does it arrive.",
        [.reluAtZero, .severalAnswers],
        [Layer(.relu, [[1]], [-0.5]), Layer(.relu, [[2]], [0]), Layer(.linear, [[1.25]], [0.75])], x: [[0.5, 1]],
        y: [[-1, 2]]),
      output(.relu, "relu", [.reluAtZero, .severalAnswers]),
      output(.leakyReLU(alpha: 0.25), "leaky-relu", [.leakyReLUAtZero, .severalAnswers]),
      output(.elu(alpha: 0.5), "elu", [.eluAtZero, .severalAnswers]),
      SuiteProblem.edge(
        "relu-at-zero-under-softmax", "A kink below a softmax: the gradients of all classes pass through one choice.",
        [.reluAtZero, .severalAnswers],
        [
          Layer(.relu, [[1, -1], [0.5, 0.25]], [0.5, 0.25]),
          Layer(.softmax, [[1, -0.5], [-0.75, 0.25]], [0, 0.125]),
        ],
        x: [[0.5, 1.5], [1, -0.5]], y: [[1, 0], [0, 1]], .categoricalCrossEntropy),
      SuiteProblem.edge(
        "relu-at-zero-unheard", "At 0 a neuron that nothing listens to: every choice gives the same gradient.",
        [.reluAtZero, .silentNeuron],
        [Layer(.relu, [[1, -1], [0.5, 1]], [0, 0.25]), Layer(.linear, [[0, 1.5]], [0.25])], x: [[1, 2], [1, 0.5]],
        y: [[1, -1]]),
      SuiteProblem.edge(
        "relu-at-zero-without-residual", "At 0 where the output equals the target: δ is 0 whatever the derivative is.",
        [.reluAtZero, .residualOfZero], [Layer(.relu, [[1]], [-1]), Layer(.linear, [[2]], [0.5])], x: [[1, 2]],
        y: [[0.5, 1]]),
      SuiteProblem.edge(
        "relu-at-negative-zero", "z is −0: it is not negative, and no more than 0.",
        [.reluAtZero, .negativeZero, .severalAnswers],
        [Layer(.relu, [[1]], [-0.0]), Layer(.linear, [[1.5]], [0.5])], x: [[-0.0, 1]], y: [[1, 1]]),
      SuiteProblem.edge(
        "leaky-relu-at-negative-zero", "z is −0 with a slope of −½ below: αz is 0, and its sign is nothing to go by.",
        [.leakyReLUAtZero, .negativeZero, .negativeSlope, .severalAnswers],
        [Layer(.leakyReLU(alpha: -0.5), [[1]], [-0.0]), Layer(.linear, [[1.5]], [0.5])], x: [[-0.0, -1]], y: [[1, 1]]),
      SuiteProblem.edge(
        "relu-dead-layer",
        "No neuron of the layer lets anything through in any case: all below it has a gradient of 0.",
        [.zeroSkipped, .reluAtZero],
        [
          Layer(.tanh, [[0.5], [-1]], [0.25, 0.5]), Layer(.relu, [[0.5, -0.25], [-0.75, 0.5]], [-2, -3]),
          Layer(.linear, [[1, -1]], [0.5]),
        ], x: [[1, -2]], y: [[1, -1]]),
      beside(.relu, "relu", [.nearKink, .reluAtZero]),
      beside(.leakyReLU(alpha: -0.5), "leaky-relu", [.nearKink, .negativeSlope]),
      beside(.elu(alpha: 1.75), "elu", [.nearKink, .eluScale]),
    ]

  /// Every kinked activation with every kind of α, its neuron at 0 in the first case and on either side in the others.
  private static let hiddenAtZero: [SuiteProblem] = [
    hidden(
      .relu, "relu", "The subdifferential at 0 is [0, 1]; the customary choice is 0.", [.reluAtZero, .severalAnswers]),
    hidden(
      .leakyReLU(alpha: 0.25), "leaky-relu", "Between α and 1 at 0, so not 0.", [.leakyReLUAtZero, .severalAnswers]),
    hidden(
      .leakyReLU(alpha: -0.5), "leaky-relu-falling", "α is negative: the output is positive on both sides of 0.",
      [.leakyReLUAtZero, .negativeSlope, .severalAnswers]),
    hidden(
      .leakyReLU(alpha: 1.5), "leaky-relu-steep", "α exceeds 1: between 1 and α at 0.",
      [.leakyReLUAtZero, .slopeAboveOne, .severalAnswers]),
    hidden(
      .leakyReLU(alpha: 1), "leaky-relu-straight", "α is 1: a line, without a kink, and only 1 is right at 0.",
      [.leakyReLUAtZero]),
    hidden(
      .leakyReLU(alpha: 0), "leaky-relu-flat", "α is 0: this is relu.",
      [.leakyReLUAtZero, .slopeOfZero, .severalAnswers]),
    hidden(.elu(alpha: 1), "elu", "α is 1: smooth, and only 1 is right at 0.", [.eluAtZero]),
    hidden(.elu(alpha: 0.5), "elu-flat", "Between α and 1 at 0.", [.eluAtZero, .eluScale, .severalAnswers]),
    hidden(
      .elu(alpha: -0.75), "elu-falling", "α is negative: the output is positive on both sides of 0.",
      [.eluAtZero, .negativeSlope, .severalAnswers]),
    hidden(
      .elu(alpha: 1.75), "elu-steep", "α exceeds 1: between 1 and α at 0.",
      [.eluAtZero, .slopeAboveOne, .severalAnswers]),
  ]

  private static func hidden(
    _ activation: Activation, _ name: String, _ comment: String, _ flags: [BugFlag]
  ) -> SuiteProblem {
    .edge(
      "\(name)-at-zero", "z is exactly 0 in the first case. \(comment)", flags,
      [Layer(activation, [[0.5, 1.5]], [-1]), Layer(.linear, [[1.25]], [0.5])], x: [[-1, 1, -2], [1, 0.5, 0.25]],
      y: [[2, -1, 0.5]])
  }

  private static func output(_ activation: Activation, _ name: String, _ flags: [BugFlag]) -> SuiteProblem {
    .edge(
      "\(name)-output-at-zero",
      "An output is exactly at its kink: δ of the output itself has more than one right answer.",
      flags, [Layer(activation, [[1, -0.5], [0.25, 0.75]], [-0.5, 0.5])], x: [[1, -1], [1, 0.5]],
      y: [[1, 0.25], [-1, 2]])
  }

  private static func beside(_ activation: Activation, _ name: String, _ flags: [BugFlag]) -> SuiteProblem {
    .edge(
      "\(name)-beside-zero", "z is ±2⁻¹² to ±2⁻¹⁰⁰: not 0, and each side has one derivative.", flags,
      [Layer(activation, [[1]], [0]), Layer(.linear, [[1.5]], [0.5])], x: [[0x1p-12, -0x1p-20, 0x1p-60, -0x1p-100]],
      y: [[1, 1, -1, -1]])
  }
}
