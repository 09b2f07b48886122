import Networks

/// Where an answer first departs.
struct Departure {
  var equation: Equation
  /// nil for the cost.
  var layer: Int?
  /// "layer 2, BP2: δ[2] departs while δ[3] agrees"
  var place: String
  /// What a hypothesis is held against: the departing quantity itself, or db and dW where an implementation keeps δ to itself.
  var evidence: [Evidence]
  /// The steps of the forward pass that may be to blame: more than one where those between are not returned.
  var steps: [ForwardStep] = []
}

/// One step of the forward pass.
enum ForwardStep: Hashable {
  /// Z[l] = W[l] A[l−1] + b[l]
  case preactivation(Int)
  /// A[l] = g(Z[l])
  case activation(Int)

  var layer: Int {
    switch self {
    case .preactivation(let layer), .activation(let layer): layer
    }
  }

  var equation: Equation {
    switch self {
    case .preactivation: .preactivation
    case .activation: .activation
    }
  }

  func quantity(depth: Int) -> Quantity {
    switch self {
    case .preactivation(let layer): .preactivations(layer: layer)
    case .activation(let layer): layer < depth ? .hiddenOutputs(layer: layer) : .outputs
    }
  }
}

extension Symptoms {
  /// What the answer says of a quantity; nil where it does not return it.
  func evidence(_ quantity: Quantity) -> Evidence? {
    guard observed.has(quantity), let observed = observed[quantity], let expected = expectation(quantity),
      expected.hasShape(of: observed)
    else { return nil }
    return Evidence(name: quantity.description, quantity: quantity, observed: observed, expected: expected)
  }

  func departs(_ quantity: Quantity) -> Bool { evidence(quantity).map { !$0.departures.isEmpty } ?? false }
}
