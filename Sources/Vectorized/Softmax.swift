import RealModule

/// A = softmax(Z), each column by itself: a_j = e^(z_j − max z) / Σ_k e^(z_k − max z). Z, A: n × m.
///
/// The largest exponent is 0, so nothing overflows and the sum is at least 1.
func columnSoftmax(_ Z: Matrix) -> Matrix {
  let largest = columnMaxima(Z)
  var A = Z
  for j in 0..<Z.rows {
    for c in 0..<Z.columns { A[j, c] = .exp(Z[j, c] - largest[c]) }
  }
  let sums = A.columnSums
  for j in 0..<Z.rows {
    for c in 0..<Z.columns { A[j, c] /= sums[c] }
  }
  return A
}

/// log Σ_k e^(z_k) of each column, as max z + log Σ_k e^(z_k − max z). Z: n × m; result: m.
func logSumExp(_ Z: Matrix) -> [Double] {
  var result = columnMaxima(Z)
  for c in 0..<Z.columns {
    var sum = 0.0
    for j in 0..<Z.rows { sum += .exp(Z[j, c] - result[c]) }
    result[c] += .log(sum)
  }
  return result
}

/// dZ = Jᵀ dA of each column, J = diag(a) − a aᵀ: dz = a ⊙ (da − ⟨a, da⟩). All n × m.
func softmaxTransposedJacobian(at A: Matrix, times dA: Matrix) -> Matrix {
  let inner = (A ⊙ dA).columnSums
  var dZ = dA
  for j in 0..<A.rows {
    for c in 0..<A.columns { dZ[j, c] = A[j, c] * (dA[j, c] - inner[c]) }
  }
  return dZ
}

/// The largest entry of each column.
private func columnMaxima(_ Z: Matrix) -> [Double] {
  var largest = Array(repeating: -Double.infinity, count: Z.columns)
  for j in 0..<Z.rows {
    for c in 0..<Z.columns { largest[c] = max(largest[c], Z[j, c]) }
  }
  return largest
}
