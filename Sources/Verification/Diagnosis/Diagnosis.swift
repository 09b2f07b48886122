public import Networks

/// The equations of a network, in the order in which an answer comes about: where an answer first departs, one of them is wrong.
public enum Equation: String, Hashable, Sendable, CaseIterable {
  /// Z[l] = W[l] A[l−1] + b[l]
  case preactivation = "forward"
  /// A[l] = g(Z[l])
  case activation
  /// C = (1/m) Σ e
  case cost
  /// δ[L] = ∂C/∂Z[L]
  case bp1 = "BP1"
  /// δ[l] = W[l+1]ᵀ δ[l+1] ⊙ g′(Z[l])
  case bp2 = "BP2"
  /// db[l] = Σ δ[l]
  case bp3 = "BP3"
  /// dW[l] = δ[l] A[l−1]ᵀ
  case bp4 = "BP4"
  /// dX = W[1]ᵀ δ[1]
  case inputGradient = "dX"
  /// θ − η∇C
  case update
}

/// What a wrong answer looks like, where it looks like something known.
public enum Pattern: String, Hashable, Sendable, CaseIterable {
  // A constant factor.
  case timesCases = "times_m"
  case dividedByCases = "divided_by_m"
  /// m / (m − 1)
  case dividedByCasesLessOne = "divided_by_m_less_1"
  case dividedByOutputs = "divided_by_outputs"
  case negated
  case doubled
  case halved
  case constantFactor = "constant_factor"
  case zero
  // Matrices in the wrong place.
  case transposed
  case neighbouringLayer = "of_neighbouring_layer"
  case weightsNotTransposed = "weights_not_transposed"
  case weightsOfNeighbour = "weights_of_neighbouring_layer"
  // g′.
  case derivativeDropped = "derivative_dropped"
  case derivativeTwice = "derivative_twice"
  case derivativeOfNeighbour = "derivative_of_neighbouring_layer"
  case derivativeAtWrongArgument = "derivative_at_wrong_argument"
  /// Only the diagonal of softmax's Jacobian.
  case softmaxDiagonal = "softmax_diagonal"
  /// a − y where the targets do not sum to 1.
  case targetsTakenToSumToOne = "targets_taken_to_sum_to_one"
  // g.
  /// A = Z.
  case activationDropped = "activation_dropped"
  /// A = g(g(Z)).
  case activationTwice = "activation_twice"
  /// A function of z, but not the right one: only layers of one activation depart.
  case activationFormula = "one_activation"
  // Sums.
  case summedOverWrongAxis = "summed_over_wrong_axis"
  case lastCaseOnly = "last_case_only"
  case firstNeuronLost = "first_neuron_lost"
  case lastNeuronLost = "last_neuron_lost"
  // Memory.
  case previousAnswer = "previous_answer"
  case accumulated
  /// Right when asked alone, wrong after other problems.
  case stateful
  // The parameters where they do not belong.
  /// A multiple of the parameters added to their gradient.
  case weightDecay = "weight_decay"
  // Numbers.
  case biasesIgnored = "biases_ignored"
  case binary32
  /// Only entries whose pre-activation lies beyond some size depart.
  case rangeOfPreactivation = "range_of_preactivation"
  case singleEntry = "single_entry"
  case notFinite = "not_finite"
}

/// Where an answer first departs from the truth, and what the departure looks like.
public struct Diagnosis: Hashable, Sendable {
  public var equation: Equation
  /// The layer whose equation it is; nil for the cost.
  public var layer: Int?
  /// nil where the departure looks like nothing known: what does not fit is not guessed at.
  public var pattern: Pattern?
  /// "layer 2, BP2: δ[2] departs while δ[3] agrees"
  public var place: String
  /// "yours equals the expected dW[2] times m = 5: is the division by m missing?"
  public var explanation: String?

  public init(equation: Equation, layer: Int?, pattern: Pattern?, place: String, explanation: String?) {
    self.equation = equation
    self.layer = layer
    self.pattern = pattern
    self.place = place
    self.explanation = explanation
  }
}
