import Enclosures
import NumericDerivatives
import Vectorized

/// What an answer may depend on: this program and the libraries it is bound to.
public enum Versions {
  public static let nnverify = "0.1.0"

  /// Name and version, nnverify's own first.
  public static var all: [(name: String, version: String)] {
    [
      ("nnverify", nnverify), ("GSL", NumericDerivative.libraryVersion),
      ("matrix kernels", MatrixKernels.description),
      ("enclosures", Enclosures.libraryVersion ?? "none"),
    ]
  }
}
