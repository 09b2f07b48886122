/// What can be checked. Each has a statement; `docs/checks.md` has the reasoning.
public enum Check: String, CaseIterable, Hashable, Sendable {
  case answers
  case shapes
  case values
  case gradients
  case gsl
  case directions
  case dual
  case enclosure
  case batch
  case order
  case fit
  case softmaxShift = "softmax_shift"
  case homogeneity
  case oddness
  case quadratic
  case dyadic
  case state
  case update
  case descent
  case threeLayer = "three_layer"
  case stored

  /// What holds for every correct implementation.
  public var statement: String {
    switch self {
    case .answers: "Every question that the implementation says it can answer is answered."
    case .shapes: "dQ has the shape of Q, for every quantity Q."
    case .values: "Pre-activations, outputs and cost equal the textbook's within rounding."
    case .gradients: "δ, dW, db and dX equal the textbook's within rounding."
    case .gsl: "Every gradient entry equals GSL's numeric derivative of the cost."
    case .directions:
      "⟨∇C, d⟩ equals GSL's derivative of the cost along d, for random d in every tensor and in all together."
    case .dual: "⟨∇C, d⟩ equals the derivative of the forward pass over dual numbers."
    case .enclosure: "Every number lies within the bound of its own formula from the proven true value."
    case .batch:
      "The cost and gradient of a batch are the mean (or sum) over its parts; repeating the batch leaves the mean as it is."
    case .order: "Permuting the cases changes nothing; permuting hidden neurons permutes the gradient the same way."
    case .fit: "Under squared error, targets equal to the outputs make every gradient zero."
    case .softmaxShift:
      "Over a softmax output, a constant added to b[L] leaves C unchanged, so Σδ = 0 for every case and Σdb[L] = 0."
    case .homogeneity:
      "Scaling a relu, leaky_relu or linear neuron's row by c and its column above by 1/c leaves C unchanged, so ⟨W, dW⟩ + b db of its row equals ⟨W, dW⟩ of its column."
    case .oddness: "Flipping the signs around a tanh or linear neuron leaves C unchanged and flips those gradients."
    case .quadratic: "In a linear network under squared error a central difference of any step is the derivative."
    case .dyadic: "Where every intermediate fits 53 bits, all implementations agree exactly."
    case .state: "The same problem gives the same answer again, whatever was asked in between."
    case .update: "One update equals θ − η∇C within two roundings."
    case .descent: "C(θ − ηg) − C(θ) + η‖g‖² vanishes like η²."
    case .threeLayer: "The general form equals the three-layer special case."
    case .stored: "The answer equals what is stored with the case, to its printed digits."
    }
  }

  /// Its place among all cases. Asked for every number that is compared, so that it is no search.
  var ordinal: Int {
    switch self {
    case .answers: 0
    case .shapes: 1
    case .values: 2
    case .gradients: 3
    case .gsl: 4
    case .directions: 5
    case .dual: 6
    case .enclosure: 7
    case .batch: 8
    case .order: 9
    case .fit: 10
    case .softmaxShift: 11
    case .homogeneity: 12
    case .oddness: 13
    case .quadratic: 14
    case .dyadic: 15
    case .state: 16
    case .update: 17
    case .descent: 18
    case .threeLayer: 19
    case .stored: 20
    }
  }
}
