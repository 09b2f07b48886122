import Networks

// The ends of the floating-point numbers: subnormal, close to overflow, and cancellation between numbers of two sizes.

extension Suite {
  static let edgeRange =
    [
      single(
        "subnormal-input", "An input of 2⁻¹⁴⁹, the smallest number of binary32: dW is as small, and not 0.",
        [.subnormalFlushed], weight: 0.5, bias: 0.25, x: [0x1p-149, 1], y: [1, -1]),
      single(
        "subnormal-weight", "A weight of 2⁻¹⁴⁹: z is the bias in binary32, dX is as small.", [.subnormalFlushed],
        weight: 0x1p-149,
        bias: 0.25, x: [1, -0.5], y: [1, -1]),
      single(
        "subnormal-product", "2⁻¹⁴⁹ times 2⁻¹⁴⁹: binary32 has no such number, binary64 has.",
        [.subnormalFlushed, .underflow],
        weight: 0x1p-149, bias: 0, x: [0x1p-149, -0x1p-149], y: [1, -1]),
      single(
        "product-underflows-in-binary32", "2⁻⁸⁰ times 2⁻⁸⁰ is 0 in binary32: 0, not NaN.", [.underflow],
        weight: 0x1p-80, bias: 0,
        x: [0x1p-80, -0x1p-80], y: [0x1p-80, 0]),
      single(
        "subnormal-input-of-binary64", "An input of 2⁻¹⁰⁷⁴, the smallest number there is.",
        [.subnormalFlushed, .binary64Only],
        weight: 0.5, bias: 0.25, x: [0x1p-1074, 1], y: [1, -1]),
      single(
        "subnormal-weight-of-binary64", "A weight of 3 · 2⁻¹⁰⁷⁴: dX is a subnormal number with two bits.",
        [.subnormalFlushed, .binary64Only], weight: 3 * 0x1p-1074, bias: 0.25, x: [1, -0.5], y: [1, -1]),
      single(
        "large-in-binary32", "Outputs of 2⁶²: their squares are just within binary32.", [.largeNumbers], weight: 0x1p32,
        bias: 0.5,
        x: [0x1p30, 1], y: [0, 1]),
      single(
        "large-in-binary64", "Outputs of 2⁵⁰⁰: their squares are just within binary64.",
        [.largeNumbers, .binary64Only],
        weight: 0x1p260, bias: 0.5, x: [0x1p240, 1], y: [0, 1]),
      SuiteProblem.edge(
        "weights-of-a-millionth",
        "Four layers of weights about 2⁻⁴⁰: the gradient of the first is 2⁻¹⁶⁰ of the last, below binary32.",
        [.absoluteTolerance, .underflow],
        [
          Layer(.tanh, [[0x1.8p-40, -0x1p-41]], [0x1p-3]), Layer(.softplus, [[0x1.4p-40]], [0.5]),
          Layer(.silu, [[-0x1.cp-40]], [1]), Layer(.linear, [[0x1p-40]], [0.25]),
        ], x: [[1, -2], [0.5, 1]], y: [[1, 0]]),
      SuiteProblem.edge(
        "everything-small",
        "Inputs, weights and targets about 2⁻³⁰: gradients of 10⁻¹⁸ and less, below any absolute tolerance.",
        [.absoluteTolerance],
        [
          Layer(.tanh, [[0x1.8p-30, -0x1p-29], [0x1.4p-31, 0x1p-30]], [0x1p-30, -0x1p-32]),
          Layer(.linear, [[0x1.4p-30, 0x1.8p-29]], [0x1p-31]),
        ], x: [[0x1p-28, -0x1p-30], [0x1p-31, 0x1p-29]], y: [[0x1p-30, -0x1p-29]]),
      SuiteProblem.edge(
        "cancelling-sum", "2²² + ½ − 2²²: in binary32 the order of the sum decides what is left of the ½.",
        [.cancelledDerivative, .largeNumbers],
        [Layer(.tanh, [[0x1p22, 1, -0x1p22]], [0.25])], x: [[1, 1], [0.5, -0.5], [1, 1]], y: [[0, 0.5]]),
      SuiteProblem.edge(
        "cancelling-residual", "Output and target differ by 2⁻²²: the residual keeps two bits in binary32.",
        [.cancelledDerivative],
        [Layer(.linear, [[1]], [0x1p-22])], x: [[1, 2]], y: [[1, 2]]),
      SuiteProblem.edge(
        "inputs-of-two-sizes",
        "One feature a million times the other: their gradients differ as much, in the other direction dX does not.",
        [.largeNumbers, .absoluteTolerance], [Layer(.tanh, [[0x1p-20, 0.5], [-0x1.8p-20, 1]], [0.25, -0.5])],
        x: [[0x1p20, -0x1p19], [1, 0.5]], y: [[0, 0.5], [1, -1]]),
      SuiteProblem.edge(
        "balanced-extremes", "Weights of 2⁴⁰ below weights of 2⁻⁴⁰: outputs of order 1, gradients 2⁸⁰ apart.",
        [.largeNumbers, .absoluteTolerance, .scaleOfNeurons],
        [
          Layer(.leakyReLU(alpha: 0.25), [[0x1p40, -0x1p39], [0x1.8p40, 0x1p40]], [0x1p40, -0x1p38]),
          Layer(.linear, [[0x1p-40, -0x1.8p-40]], [0.5]),
        ], x: [[1, -2], [0.5, 1]], y: [[0, 1]]),
    ]

  /// One linear neuron, as many cases as there are inputs.
  private static func single(
    _ name: String, _ comment: String, _ flags: [BugFlag], weight: Double, bias: Double, x: [Double], y: [Double]
  ) -> SuiteProblem {
    .edge(name, comment, flags, [Layer(.linear, [[weight]], [bias])], x: [x], y: [y], .squaredError, .sum)
  }
}
