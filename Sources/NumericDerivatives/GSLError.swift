/// A status other than success, returned by a function of the GNU Scientific Library.
public struct GSLError: RawRepresentable, Error, Hashable, CustomStringConvertible {
  /// GSL's status: `GSL_EDOM` is 1, `GSL_ENOMEM` is 8; `gsl_errno.h` has them all.
  public let rawValue: CInt
  /// The C function that returned it.
  public let function: String

  /// A status of which the function is unknown.
  public init(rawValue: CInt) {
    self.init(rawValue: rawValue, function: "GSL")
  }

  public init(rawValue: CInt, function: String) {
    self.rawValue = rawValue
    self.function = function
  }

  public static func == (left: GSLError, right: GSLError) -> Bool {
    left.rawValue == right.rawValue && left.function == right.function
  }

  public func hash(into hasher: inout Hasher) {
    hasher.combine(rawValue)
    hasher.combine(function)
  }

  /// "gsl_cheb_init: input domain error (status 1)"
  public var description: String { "\(function): \(GSL.message(status: rawValue)) (status \(rawValue))" }
}
