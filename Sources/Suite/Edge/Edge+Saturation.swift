import Networks

// Hidden activations far from 0, where exponentials overflow, derivatives cancel and tables end. One neuron with weight 1 and
// bias 0: each input is its pre-activation.

extension Suite {
  static let edgeSaturation: [SuiteProblem] =
    curved.map { activation, flags in
      probe(
        activation, "at-3-20-and-40",
        "Pre-activations beyond ±3 and ±20, where tables end, and of ±40, where a derivative of e⁻⁴⁰ cancels in 1 − a.",
        flags + [.tableRange], [3.125, -3.125, 20.5, -20.5, 40, -40])
    }
    + curved.map { activation, flags in
      probe(
        activation, "at-800", "Pre-activations of ±800: e⁸⁰⁰ overflows, and nothing of it belongs in the answer.",
        flags, [800, -800, 1])
    }
    + ends + small

  /// The activations that are made of an exponential, and what may become of it.
  private static let curved: [(Activation, [BugFlag])] = [
    (.sigmoid, [.sigmoidOverflow, .cancelledDerivative]),
    (.tanh, [.tanhOverflow, .cancelledDerivative]),
    (.elu(alpha: 1), [.nonFiniteProduct, .lostSmallOutput]),
    (.softplus, [.softplusOverflow, .lostSmallOutput]),
    (.silu, [.nonFiniteProduct, .sigmoidOverflow]),
    (.gelu, [.nonFiniteProduct, .geluApproximation]),
  ]

  /// The last arguments before something overflows or underflows, and the first beyond.
  private static let ends = [
    probe(
      .sigmoid, "at-the-ends-of-exp",
      "e^z overflows beyond 709.78 and underflows below −745.13; in binary32 at 88.7 and −103.9.",
      [.sigmoidOverflow, .underflow], [88.5, 89, 709.75, 710, -87.5, -104, -708.5, -745, -746]),
    probe(
      .softplus, "at-the-ends-of-exp", "log(1 + e^z) is z long before e^z overflows, and e^z before it underflows.",
      [.softplusOverflow, .lostSmallOutput, .underflow], [88.5, 89, 709.75, 710, -87.5, -104, -708.5, -745, -746]),
    probe(
      .silu, "at-the-ends-of-exp",
      "z·sigmoid(z) where sigmoid(z) is subnormal or zero: the derivative is s(1 + z(1 − s)).",
      [.nonFiniteProduct, .underflow], [88.5, 710, -87.5, -104, -708.5, -745, -746]),
    probe(
      .elu(alpha: 1.5), "at-the-ends-of-exp",
      "α(e^z − 1) is −α long before e^z underflows; its derivative αe^z is not zero there.",
      [.eluScale, .underflow], [710, -36, -38, -87.5, -708.5, -745, -746]),
    probe(
      .tanh, "where-it-rounds-to-1",
      "tanh z rounds to 1 from about 19.1 on (9.0 in binary32), 1 − tanh² z loses all digits before; e^(2z) overflows at 355.",
      [.tanhOverflow, .cancelledDerivative], [8.5, 9.5, -19, 19.5, 44.5, -354, 356, 711]),
    probe(
      .gelu, "in-its-tails", "Φ(−8) by 1 + erf has lost its digits, by erfc it has not; below −38.6 zφ(z) underflows.",
      [.lostSmallOutput, .underflow], [-5, -8, -8.5, -13, -37.5, -38.5, -39, 8.5]),
  ]

  /// Pre-activations so small that 1 + e^z or e^z − 1 loses them.
  private static let small = [
    probe(
      .elu(alpha: 0.75), "just-below-zero", "e^z − 1 of a small z keeps no digits; expm1 keeps all.",
      [.lostSmallOutput, .eluAtZero],
      [-0x1p-30, -0x1p-60, 0x1p-30, -0x1p-10]),
    probe(
      .tanh, "near-zero", "tanh z is z for a small z; by exponentials it has lost its digits.", [.lostSmallOutput],
      [0x1p-30, -0x1p-60, 0x1p-12]),
    probe(
      .gelu, "near-zero", "z/2 for a small z, and a derivative of ½ + z√(2/π).", [.lostSmallOutput],
      [0x1p-30, -0x1p-60, 0]),
  ]

  /// One hidden neuron, with these pre-activations in as many cases.
  private static func probe(
    _ activation: Activation, _ place: String, _ comment: String, _ flags: [BugFlag], _ z: [Double]
  ) -> SuiteProblem {
    let name = activation.name
    return .edge(
      "\(name)-\(place)", comment, flags, [Layer(activation, [[1]], [0]), Layer(.linear, [[0.75]], [0.25])], x: [z],
      y: [z.indices.map { $0.isMultiple(of: 2) ? -0.5 : 1 }])
  }
}
