import CGSL

/// The only file that calls GSL, and so the only one with pointers.
///
/// Each wrapper turns one C function into a Swift one: a status becomes a ``GSLError``, memory gets an owner, a Swift
/// closure stands where C wants a function pointer.
enum GSL {
  /// GSL aborts the process on any error until told otherwise. A global constant is initialised once, whichever thread
  /// comes first, and every wrapper below touches it before its first call.
  private static let abortHandlerIsOff: Void = { _ = unsafe gsl_set_error_handler_off() }()

  /// `gsl_strerror`: GSL's words for a status, also for one that it does not know.
  static func message(status: CInt) -> String {
    unsafe String(cString: gsl_strerror(status))
  }

  /// `gsl_version`
  static var version: String { unsafe String(cString: nnverify_gsl_version()) }

  /// The C library's cosine, which GSL takes.
  static func cosine(_ x: Double) -> Double { nnverify_cosine(x) }

  /// The C library's power, which GSL takes.
  static func power(_ x: Double, _ y: Double) -> Double { nnverify_power(x, y) }

  private static func check(_ status: CInt, _ function: String) throws {
    guard status == CInt(GSL_SUCCESS) else { throw GSLError(rawValue: status, function: function) }
  }

  /// Lends `function` to C for the duration of `body`, as a `gsl_function`.
  ///
  /// An error cannot unwind through C. The sampler keeps it, and it is thrown from here when C has returned.
  /// `withoutActuallyEscaping` allocates 32 bytes, 30 ns: the price of a closure behind a C pointer.
  private static func lend(
    _ function: (Double) throws -> Double, centre: Double, to body: (UnsafePointer<gsl_function>) throws -> Void
  ) throws -> Samples {
    _ = abortHandlerIsOff
    return try withoutActuallyEscaping(function) { function in
      var sampler = Sampler(function: function, centre: centre)
      try unsafe withUnsafeMutablePointer(to: &sampler) { pointer in
        var callback = unsafe gsl_function(
          function: { point, context in
            guard let context = unsafe context else { return .nan }
            return unsafe context.assumingMemoryBound(to: Sampler.self).pointee.answer(at: point)
          },
          params: pointer)
        try unsafe body(&callback)
      }
      if let failure = sampler.failure { throw failure }
      return sampler.samples
    }
  }
}

// MARK: - gsl_deriv

extension GSL {
  /// The three adaptive rules of `gsl_deriv.h`.
  enum DifferenceRule {
    case central, forward, backward
  }

  /// `gsl_deriv_central`, `gsl_deriv_forward`, `gsl_deriv_backward`.
  static func differentiate(
    _ rule: DifferenceRule, at x: Double, step: Double, _ function: (Double) throws -> Double
  ) throws -> DerivativeEstimate {
    var (value, error) = (Double.nan, Double.nan)
    let samples = try unsafe lend(function, centre: x) { callback in
      switch rule {
      case .central: try check(unsafe gsl_deriv_central(callback, x, step, &value, &error), "gsl_deriv_central")
      case .forward: try check(unsafe gsl_deriv_forward(callback, x, step, &value, &error), "gsl_deriv_forward")
      case .backward: try check(unsafe gsl_deriv_backward(callback, x, step, &value, &error), "gsl_deriv_backward")
      }
    }
    return samples.estimate(value: value, error: error)
  }
}

// MARK: - gsl_cheb

extension GSL {
  /// A `gsl_cheb_series` and its owner: freed when it goes out of scope, also when an error passes by.
  ///
  /// A series c₀/2 + Σ cₖ Tₖ(y) on an interval, y ∈ [−1, 1].
  @safe
  struct ChebyshevSeries: ~Copyable {
    private let series: UnsafeMutablePointer<gsl_cheb_series>
    let order: Int

    /// `gsl_cheb_alloc`.
    ///
    /// - Precondition: an order that callers have checked to be small; GSL multiplies it by eight unchecked.
    init(order: Int) throws {
      precondition(0...NumericDerivative.largestOrder ~= order, "a Chebyshev series of order \(order)")
      _ = abortHandlerIsOff
      guard let series = unsafe gsl_cheb_alloc(order) else {
        throw GSLError(rawValue: CInt(GSL_ENOMEM), function: "gsl_cheb_alloc")
      }
      // Malloc leaves whatever was there.
      for index in 0...order {
        unsafe series.pointee.c[index] = .nan
        unsafe series.pointee.f[index] = .nan
      }
      unsafe self.series = series
      self.order = order
    }

    deinit { unsafe gsl_cheb_free(series) }

    /// What `gsl_cheb_init` does, with its cosines kept: fills the series from order + 1 values of `function` between `lower`
    /// and `upper`.
    borrowing func interpolate(
      _ transform: ChebyshevTransform, _ function: (Double) throws -> Double, centre: Double, from lower: Double,
      to upper: Double
    ) throws -> Samples {
      guard lower < upper else { throw GSLError(rawValue: CInt(GSL_EDOM), function: "gsl_cheb_init") }
      var samples = Samples()
      let values = try transform.points(from: lower, to: upper).map { point in
        samples.record(step: point - centre)
        let value = try function(point)
        samples.record(value: value)
        return value
      }
      let coefficients = transform.coefficients(values)
      precondition(values.count == order + 1, "\(values.count) values for a series of order \(order)")
      unsafe (series.pointee.a, series.pointee.b) = (lower, upper)
      for index in 0...order {
        unsafe series.pointee.f[index] = values[index]
        unsafe series.pointee.c[index] = coefficients[index]
      }
      return samples
    }

    /// `gsl_cheb_calc_deriv`: writes the series of the derivative, of the same order, into `derivative`.
    borrowing func differentiate(into derivative: borrowing ChebyshevSeries) throws {
      try check(unsafe gsl_cheb_calc_deriv(derivative.series, series), "gsl_cheb_calc_deriv")
    }

    /// `gsl_cheb_eval_err`: the sum of the series, and |c_order| + 2⁻⁵² Σ |cₖ|.
    borrowing func sum(at x: Double) throws -> (value: Double, error: Double) {
      var (value, error) = (Double.nan, Double.nan)
      try check(unsafe gsl_cheb_eval_err(series, x, &value, &error), "gsl_cheb_eval_err")
      return (value, error)
    }

    /// cₖ, 0 ≤ k ≤ order.
    borrowing func coefficient(_ index: Int) -> Double {
      precondition(0...order ~= index, "coefficient \(index) of a series of order \(order)")
      return unsafe series.pointee.c[index]
    }

    /// The largest |f| at the nodes of `interpolate`.
    borrowing func largestValue() -> Double {
      (0...order).reduce(0) { unsafe max($0, abs(series.pointee.f[$1])) }
    }
  }
}
