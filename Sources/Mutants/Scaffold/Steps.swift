import Networks

/// A program that trains networks, taken apart into its equations, so that each can be replaced by a wrong one. As it stands
/// every step is the correct one, from `Correct`.
///
/// Layers count from 1, neurons and cases from 0. A column is what belongs to one case n.
struct Steps: Sendable {
  /// What is done to a problem on its way in.
  var prepare: @Sendable (_ memory: inout Memory, _ problem: inout Problem<Double>) -> Void = { _, _ in }
  /// Σₖ term(k) over 0 ..< count. Every product of matrices uses it.
  var sum: @Sendable (_ count: Int, _ term: (Int) -> Double) -> Double = Correct.sum
  /// A column of Z[l] = W[l] A[l−1] + b[l].
  var preactivation: @Sendable (_ pass: Pass, _ l: Int, _ n: Int) -> [Double] = Correct.preactivation
  /// a = g(z) of one neuron.
  var g: @Sendable (_ activation: Activation, _ z: Double) -> Double = Correct.g
  /// g′ of one neuron.
  var gPrime: @Sendable (_ activation: Activation, _ z: Double, _ a: Double) -> Double = Correct.gPrime
  /// Softmax of a column.
  var softmax: @Sendable (_ z: [Double]) -> [Double] = Correct.softmax
  /// A[l] = g(Z[l])
  var activation: @Sendable (_ pass: Pass, _ l: Int) -> Grid<Double> = Correct.activation
  /// What happens between the way up and the way down.
  var turn: @Sendable (_ memory: inout Memory, _ pass: inout Pass) -> Void = { _, _ in }
  /// e, the cost of case n.
  var caseCost: @Sendable (_ pass: Pass, _ n: Int) -> Double = Correct.caseCost
  /// C, the mean or sum of the costs of the cases.
  var cost: @Sendable (_ pass: Pass) -> Double = Correct.cost
  /// A column of dZ[L] (BP1).
  var outputDelta: @Sendable (_ pass: Pass, _ n: Int) -> [Double] = Correct.outputDelta
  /// A column of W[l+1]ᵀ dZ[l+1], what comes down to layer l (BP2).
  var incoming: @Sendable (_ pass: Pass, _ l: Int, _ n: Int) -> [Double] = Correct.incoming
  /// A column of dZ[l] = W[l+1]ᵀ dZ[l+1] ⊙ g′(Z[l]) (BP2).
  var hiddenDelta: @Sendable (_ pass: Pass, _ l: Int, _ n: Int) -> [Double] = Correct.hiddenDelta
  /// 1/m under mean reduction, 1 under sum: what every derivative is multiplied by.
  var batchScale: @Sendable (_ pass: Pass) -> Double = Correct.batchScale
  /// dW[l] = (1/m) dZ[l] A[l−1]ᵀ (BP4)
  var weightGradient: @Sendable (_ pass: Pass, _ l: Int) -> Grid<Double> = Correct.weightGradient
  /// db[l] = (1/m) Σ dZ[l] (BP3)
  var biasGradient: @Sendable (_ pass: Pass, _ l: Int) -> [Double] = Correct.biasGradient
  /// dX = (1/m) W[1]ᵀ dZ[1]
  var inputGradient: @Sendable (_ pass: Pass) -> Grid<Double> = Correct.inputGradient
  /// What is done to an answer on its way out.
  var finish: @Sendable (_ memory: inout Memory, _ pass: Pass, _ answer: inout Evaluation<Double>) -> Void = {
    _, _, _ in
  }
  /// θ − η∇C
  var update: @Sendable (_ pass: Pass, _ gradient: Gradient<Double>, _ η: Double) -> Network<Double> = Correct.update
}

/// What a program remembers from call to call. The correct one remembers nothing.
struct Memory: Sendable {
  var calls = 0
  var inputs: Grid<Double>?
  var gradient: Gradient<Double>?
  /// A[0] … A[L] or dZ[0] … dZ[L] of an earlier call.
  var buffers: [Grid<Double>] = []
}
