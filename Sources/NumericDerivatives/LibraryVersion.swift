import CGSL

extension NumericDerivative {
  /// The version of GSL that is bound at run time (`gsl_version`), which need not be the one of the headers.
  public static var libraryVersion: String { GSL.version }
}
