import Networks
import RealModule

// Rows 41 to 52: activations and their derivatives. Every change is confined to one activation.

extension Mutant {
  static let activation: [Mutant] = kinked + smooth

  private static let kinked: [Mutant] = [
    Mutant(
      41, "relu-mask-from-gradient", "relu lets a gradient through where the gradient, not z, is positive.",
      showsWhen: "relu hidden", departs: [.bp2]
    ) {
      $0.hiddenDelta = { pass, l, n in
        guard pass.activation(l) == .relu else { return Correct.hiddenDelta(pass, l, n) }
        return Correct.incoming(pass, l, n).map { $0 > 0 ? $0 : 0 }
      }
    },

    Mutant(
      42, "relu-mask-of-layer-above", "relu lets a gradient through by the sign of z of the layer above.",
      showsWhen: "two relu layers of equal width", rarity: .rare, departs: [.bp2], looksLike: [.derivativeOfNeighbour]
    ) {
      $0.hiddenDelta = { pass, l, n in
        guard pass.activation(l) == .relu, pass.activation(l + 1) == .relu, pass.width(l) == pass.width(l + 1) else {
          return Correct.hiddenDelta(pass, l, n)
        }
        let (incoming, z) = (Correct.incoming(pass, l, n), pass.Z[l + 1])
        return incoming.indices.map { z[$0, n] > 0 ? incoming[$0] : 0 }
      }
    },

    Mutant(
      43, "leaky-slope-forgotten", "The derivative of leaky relu is that of relu: 0 for z < 0.",
      showsWhen: "leaky relu, z < 0", departs: [.bp1, .bp2], looksLike: [.rangeOfPreactivation]
    ) {
      $0.gPrime = { g, z, a in
        if case .leakyReLU = g { return z > 0 ? 1 : 0 }
        return Correct.gPrime(g, z, a)
      }
    },

    Mutant(
      44, "leaky-sign-of-output", "The derivative of leaky relu goes by the sign of the output.",
      showsWhen: "leaky relu, α < 0, z < 0", rarity: .rare, departs: [.bp1, .bp2],
      looksLike: [.derivativeAtWrongArgument, .rangeOfPreactivation]
    ) {
      $0.gPrime = { g, z, a in
        if case .leakyReLU(let α) = g { return a > 0 ? 1 : α }
        return Correct.gPrime(g, z, a)
      }
    },

    Mutant(
      47, "elu-derivative-without-cases", "The derivative of elu is α eᶻ on both sides.",
      showsWhen: "elu, z > 0", rarity: .rare, departs: [.bp1, .bp2], looksLike: [.rangeOfPreactivation]
    ) {
      $0.gPrime = { g, z, a in
        if case .elu(let α) = g { return α * .exp(z) }
        return Correct.gPrime(g, z, a)
      }
    },
  ]

  private static let smooth: [Mutant] = [
    Mutant(
      45, "tanh-derivative-of-z", "The derivative of tanh is 1 − z² instead of 1 − a².",
      showsWhen: "tanh", rarity: .rare, departs: [.bp1, .bp2], looksLike: [.derivativeAtWrongArgument]
    ) { $0.gPrime = { g, z, a in g == .tanh ? 1 - z * z : Correct.gPrime(g, z, a) } },

    Mutant(
      46, "sigmoid-overflows", "Sigmoid is eᶻ/(1 + eᶻ) for every z.",
      showsWhen: "sigmoid, z > 709", rarity: .rare, departs: [.activation], looksLike: [.notFinite]
    ) { $0.g = { g, z in g == .sigmoid ? .exp(z) / (1 + .exp(z)) : Correct.g(g, z) } },

    Mutant(
      48, "gelu-derivative-by-tanh", "gelu is exact on the way up, and by its tanh approximation on the way down.",
      showsWhen: "gelu", rarity: .rare, departs: [.bp1, .bp2]
    ) { $0.gPrime = { g, z, a in g == .gelu ? tanhGELUDerivative(z) : Correct.gPrime(g, z, a) } },

    Mutant(
      49, "softplus-overflows", "Softplus is log(1 + eᶻ) as printed.",
      showsWhen: "softplus, z > 709 or z far below 0", rarity: .rare, departs: [.activation],
      looksLike: [.notFinite, .rangeOfPreactivation]
    ) { $0.g = { g, z in g == .softplus ? .log(1 + .exp(z)) : Correct.g(g, z) } },

    Mutant(
      50, "silu-derivative-short", "The derivative of silu is s(1 + z), without the factor 1 − s.",
      showsWhen: "silu, z ≠ 0", rarity: .rare, departs: [.bp1, .bp2]
    ) { $0.gPrime = { g, z, a in g == .silu ? Correct.sigmoid(z) * (1 + z) : Correct.gPrime(g, z, a) } },

    Mutant(
      51, "tanh-table-too-short", "tanh is read from a table that ends at −3 and is −1 below.",
      showsWhen: "tanh, z < −3", rarity: .rare, departs: [.activation], looksLike: [.rangeOfPreactivation]
    ) { $0.g = { g, z in g == .tanh && z < -3 ? -1 : Correct.g(g, z) } },

    Mutant(
      52, "softplus-cut-at-20", "Softplus is z above 20 and 0 below −20.",
      showsWhen: "softplus, |z| > 20", rarity: .rare, departs: [.activation], looksLike: [.rangeOfPreactivation]
    ) { $0.g = { g, z in g == .softplus && z.magnitude > 20 ? max(z, 0) : Correct.g(g, z) } },
  ]

  /// The derivative of ½ z (1 + tanh(√(2/π) (z + 0.044715 z³))).
  private static func tanhGELUDerivative(_ z: Double) -> Double {
    let factor = (2 / Double.pi).squareRoot()
    let t = Double.tanh(factor * (z + 0.044715 * z * z * z))
    return 0.5 * (1 + t) + 0.5 * z * (1 - t * t) * factor * (1 + 3 * 0.044715 * z * z)
  }
}
