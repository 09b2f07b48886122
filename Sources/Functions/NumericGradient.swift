import NumericDerivatives

/// The gradient by a tensor from values alone, good to a thousandth: for a diagnosis, and to be shown beside the claimed one.
public enum NumericGradient {
  /// - Returns: ∂f/∂θᵢ for the places of the range.
  static func of(
    _ function: inout any OpaqueFunction, _ factory: FunctionFactory, at point: FunctionPoint, _ range: Range<Int>,
    tensor: Int
  ) throws -> [Double] {
    let unit = factory.parameters[tensor].halfWidth
    return try range.map { place in
      let line = Line(point: point.values, direction: [(place, unit)], precision: factory.precision)
      let slope = try NumericDerivative.chebyshev(halfWidth: 0x1p-4, order: 7) { t in
        try function.value(at: line.moved(by: t))
      }
      return slope.value / unit
    }
  }

  /// The whole gradient.
  public static func of(
    _ function: inout any OpaqueFunction, _ factory: FunctionFactory, at point: FunctionPoint
  ) throws -> [Double] {
    try factory.ranges.enumerated().flatMap { try of(&function, factory, at: point, $0.element, tensor: $0.offset) }
  }
}
