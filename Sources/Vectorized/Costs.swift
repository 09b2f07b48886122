import Kernels
import Networks

// Each loss with its cost, its ∂e/∂A and its output dZ side by side. None of them knows about 1/m.

/// What the losses read and write at the output layer.
struct Output {
  /// n_L × m
  let Z: Block
  /// n_L × m
  let A: Block
  /// n_L × m
  let Y: Block
  /// dA[L] and dZ[L], one after the other in the same place: n_L × m
  let dZ: Block
  /// e, one cost for each case: 1 × m
  let e: Block
  /// Σ_j Y_j of each case, which is 1 only for hard targets: 1 × m
  let weights: Block
  /// log Σ_j e^(z_j) of each case: 1 × m
  let logarithms: Block
}

extension Loss {
  /// e of every case. For binary cross-entropy A[L] = σ(Z[L]) and dZ[L] = A[L] − Y come with it: all are made of the same
  /// e^(−|z|), and A and Y are at hand.
  ///
  /// The cross-entropies are computed from Z, where they need no logarithm of a number near 0:
  ///
  ///     squared error                ½ Σ (y − a)²
  ///     binary cross-entropy         Σ softplus(z) − y z
  ///     categorical cross-entropy    (Σ_j y_j) log Σ_j e^(z_j) − Σ_j y_j z_j
  ///
  /// - Accuracy: a few ulp of the sum of the absolute values of all terms.
  func costs(_ output: Output, in memory: borrowing Memory) {
    switch self {
    case .squaredError:
      memory.squares(output.A, output.Y, into: output.e)
      memory.map(output.e, output.e, into: output.e) { e, _ in 0.5 * e }
    case .binaryCrossEntropy:
      memory.sigmoidAndBinaryCrossEntropy(output.Z, output.Y, into: output.A, output.dZ, output.e)
    case .categoricalCrossEntropy:
      memory.logSumExp(output.Z, into: output.logarithms)
      memory.products(output.Y, output.Z, into: output.e)
      memory.map(output.weights, output.logarithms, columns: output.e, into: output.e) { weight, logarithm, agreement in
        weight * logarithm - agreement
      }
    }
  }

  /// dA[L] = ∂e/∂A[L], element by element.
  ///
  /// The cross-entropies divide by a and 1 − a: at saturation that is 0/0 or worse. It is a property of the formula, which is
  /// kept as it is printed.
  func outputDA(_ output: Output, in memory: borrowing Memory) {
    let (A, Y, dA) = (output.A, output.Y, output.dZ)
    switch self {
    case .squaredError: memory.map(A, Y, into: dA) { a, y in a - y }
    case .binaryCrossEntropy: memory.map(A, Y, into: dA) { a, y in -(y / a - (1 - y) / (1 - a)) }
    case .categoricalCrossEntropy: memory.map(A, Y, into: dA) { a, y in -y / a }
    }
  }

  /// dZ[L] = ∂e/∂Z[L] of the categorical cross-entropy, where g′ cancels against ∂e/∂A and nothing is divided; A − Y, which g′
  /// has yet to be applied to, of the squared error. That of the binary cross-entropy is there already.
  func outputDZ(_ output: Output, in memory: borrowing Memory) {
    let (A, Y, dZ) = (output.A, output.Y, output.dZ)
    switch self {
    case .squaredError: memory.map(A, Y, into: dZ) { a, y in a - y }
    case .binaryCrossEntropy: return
    case .categoricalCrossEntropy:
      memory.map(A, Y, columns: output.weights, into: dZ) { a, y, weight in a * weight - y }
    }
  }
}
