import Networks

// Each loss with its cost, its ∂e/∂A and its output dZ side by side. None of them knows about 1/m.

/// Σ e over the cases of the batch. Z, A, Y: n_L × m.
///
/// The cross-entropies are computed from Z, where they need no logarithm of a number near 0:
///
///     squared error                ½ Σ (y − a)²
///     binary cross-entropy         Σ softplus(z) − y z
///     categorical cross-entropy    Σ_cases (Σ_j y_j) log Σ_j e^(z_j) − Σ_j y_j z_j
///
/// - Accuracy: a few ulp of the sum of the absolute values of all terms.
func totalCost(_ loss: Loss, Z: Matrix, A: Matrix, Y: Matrix) -> Double {
  var total = 0.0
  switch loss {
  case .squaredError:
    for j in 0..<Y.rows {
      for c in 0..<Y.columns {
        let e = Y[j, c] - A[j, c]
        total += e * e
      }
    }
    total *= 0.5
  case .binaryCrossEntropy:
    for j in 0..<Y.rows {
      for c in 0..<Y.columns { total += logOnePlusExp(Z[j, c]) - Y[j, c] * Z[j, c] }
    }
  case .categoricalCrossEntropy:
    let (weights, logarithms) = (Y.columnSums, logSumExp(Z))
    for c in 0..<Y.columns {
      var agreement = 0.0
      for j in 0..<Y.rows { agreement += Y[j, c] * Z[j, c] }
      total += weights[c] * logarithms[c] - agreement
    }
  }
  return total
}

/// dA[L] = ∂e/∂A[L], element by element. A, Y, result: n_L × m.
///
/// The cross-entropies divide by a and 1 − a: at saturation that is 0/0 or worse. It is a property of the formula, which is
/// kept as it is printed.
func outputDA(_ loss: Loss, A: Matrix, Y: Matrix) -> Matrix {
  var dA = A
  switch loss {
  case .squaredError: dA.update(with: Y) { a, y in a - y }
  case .binaryCrossEntropy: dA.update(with: Y) { a, y in -(y / a - (1 - y) / (1 - a)) }
  case .categoricalCrossEntropy: dA.update(with: Y) { a, y in -y / a }
  }
  return dA
}

/// dZ[L] = ∂e/∂Z[L]. Z, A, Y, result: n_L × m.
///
/// For the cross-entropies g′ cancels against ∂e/∂A and nothing is divided.
func outputDZ(_ loss: Loss, g: Activation, Z: Matrix, A: Matrix, Y: Matrix) -> Matrix {
  switch loss {
  case .squaredError: return (A - Y) ⊙ g.derivative(Z, A)
  case .binaryCrossEntropy: return A - Y
  case .categoricalCrossEntropy:
    let weights = Y.columnSums  // Σ_k Y_k, which is 1 only for hard targets
    var dZ = A
    for j in 0..<Y.rows {
      for c in 0..<Y.columns { dZ[j, c] = A[j, c] * weights[c] - Y[j, c] }
    }
    return dZ
  }
}
