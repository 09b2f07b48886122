public import Networks

/// f(θ) and ∇f(θ) of a program of which nothing else is known: a convolution, an attention kernel, a physics code.
///
/// θ holds the entries of all parameter tensors, one after the other, each with its last axis fastest.
public protocol OpaqueFunction {
  mutating func value(at point: [Double]) throws -> Double

  /// - Returns: f(θ), and a gradient of as many numbers as θ.
  mutating func valueAndGradient(at point: [Double]) throws -> (value: Double, gradient: [Double])
}

/// Makes functions, a fresh one for every block of points.
public struct FunctionFactory: Sendable {
  /// What reports call it.
  public let name: String
  /// What it computes in.
  public let precision: Precision
  public let parameters: [ParameterTensor]
  public let make: @Sendable () throws -> any OpaqueFunction

  /// - Precondition: there is a parameter.
  public init(
    name: String, precision: Precision = .binary64, parameters: [ParameterTensor],
    make: @escaping @Sendable () throws -> any OpaqueFunction
  ) {
    precondition(!parameters.isEmpty, "a function of nothing has no gradient")
    (self.name, self.precision, self.parameters, self.make) = (name, precision, parameters, make)
  }

  /// How many numbers θ has.
  public var count: Int { parameters.reduce(0) { $0 + $1.count } }

  /// Where each tensor lies in θ.
  public var ranges: [Range<Int>] {
    var start = 0
    return parameters.map { tensor in
      defer { start += tensor.count }
      return start..<(start + tensor.count)
    }
  }
}
