public import Networks

/// All that a diagnosis looks at.
public struct Symptoms: Sendable {
  public var problem: Problem<Double>
  /// The failing implementation's answer, in the right shapes.
  public var observed: Evaluation<Double>
  /// The truth, with pre-activations, hidden outputs and δ.
  public var expected: Evaluation<Double>
  /// What is allowed for every number of `expected`; infinite where nothing is decided.
  public var allowance: Evaluation<Double>
  /// g and g′: a diagnosis guesses what a program may have computed instead.
  public var functions: ActivationFunctions
  /// What the same implementation was asked just before, if it was.
  public var previous: Exchange?
  /// Its answer to the problem when asked first of a fresh implementation, if known: right there and wrong here means memory.
  public var alone: Evaluation<Double>?
  /// An update that departs while everything else agrees.
  public var update: Update?

  public init(
    problem: Problem<Double>, observed: Evaluation<Double>, expected: Evaluation<Double>,
    allowance: Evaluation<Double>, functions: ActivationFunctions, previous: Exchange? = nil,
    alone: Evaluation<Double>? = nil, update: Update? = nil
  ) {
    self.problem = problem
    self.observed = observed
    self.expected = expected
    self.allowance = allowance
    self.functions = functions
    self.previous = previous
    self.alone = alone
    self.update = update
  }

  /// One problem with its right answer and the answer that was given.
  public struct Exchange: Sendable {
    public var problem: Problem<Double>
    public var expected: Evaluation<Double>
    public var observed: Evaluation<Double>

    public init(problem: Problem<Double>, expected: Evaluation<Double>, observed: Evaluation<Double>) {
      self.problem = problem
      self.expected = expected
      self.observed = observed
    }
  }

  /// One step of gradient descent.
  public struct Update: Sendable {
    public var learningRate: Double
    public var observed: Network<Double>
    public var expected: Network<Double>

    public init(learningRate: Double, observed: Network<Double>, expected: Network<Double>) {
      self.learningRate = learningRate
      self.observed = observed
      self.expected = expected
    }
  }
}

/// The activations and their derivatives, handed in: this room does not know them.
public struct ActivationFunctions: Sendable {
  /// The outputs of neurons that belong together: of one case for softmax, of any neurons for everything else.
  public var values: @Sendable (Activation, _ z: [Double]) -> [Double]
  /// g′(z) of one neuron. Not asked for softmax.
  public var slope: @Sendable (Activation, _ z: Double) -> Double

  public init(
    values: @escaping @Sendable (Activation, _ z: [Double]) -> [Double],
    slope: @escaping @Sendable (Activation, _ z: Double) -> Double
  ) {
    self.values = values
    self.slope = slope
  }
}
