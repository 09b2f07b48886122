/// How an implementation came to its gradient; the rounding bounds belong to the formula.
public enum BackwardForm: String, Hashable, Sendable, CaseIterable {
  /// The output layer starts from δ = ∂e/∂z in its simplified form (a − y, say).
  case dZ
  /// The output layer starts from ∂e/∂a and divides by a and 1 − a.
  case dA
}
