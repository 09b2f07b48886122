public import Networks

// Every loss with its derivatives beside it. Of one case, t, u and v are columns of n_L numbers.

/// The numbers of one case, counted from 0: an array, or a column of a grid where it lies.
public protocol Column<Element>: RandomAccessCollection where Index == Int, Indices == Range<Int> {}

extension Array: Column {}
extension GridColumn: Column {}

extension Textbook {
  /// C = (1/m) Σₙ eₙ under mean reduction, Σₙ eₙ under sum.
  @inlinable
  public static func cost<T: Number>(_ problem: Problem<T>, _ pass: ForwardPass<T>) -> T {
    let L = problem.depth
    var sum = T.zero
    for n in 0..<problem.caseCount {
      sum += caseCost(problem.loss, u: pass.u[L][column: n], v: pass.v[L][column: n], t: problem.targets[column: n])
    }
    return reductionFactor(problem) * sum
  }

  /// e, the cost of one case. The cross-entropies are taken from u: log v of a saturated v would lose everything.
  @inlinable
  public static func caseCost<T: Number>(_ loss: Loss, u: some Column<T>, v: some Column<T>, t: some Column<T>) -> T {
    var e = T.zero
    switch loss {
    case .squaredError:
      // e = ½ Σⱼ (tⱼ − vⱼ)²
      for j in t.indices { e += (t[j] - v[j]) * (t[j] - v[j]) }
      return T(0.5) * e
    case .binaryCrossEntropy:
      // e = −Σⱼ [t log v + (1−t) log(1−v)] = Σⱼ [softplus(uⱼ) − tⱼ uⱼ]
      for j in t.indices { e += softplus(u[j]) - t[j] * u[j] }
      return T.admissible(
        e, logisticCost(u, t),
        logarithmicCost(t, v) + logarithmicCost(t.map { T.one - $0 }, v.map { T.one - $0 }))
    case .categoricalCrossEntropy:
      // e = −Σⱼ tⱼ log vⱼ = (Σⱼ tⱼ) log Σₖ e^(uₖ) − Σⱼ tⱼ uⱼ
      e = sum(t) * logSumExp(u)
      for j in t.indices { e = e - t[j] * u[j] }
      return T.admissible(e, logarithmicCost(t, v))
    }
  }

  /// −Σⱼ tⱼ log vⱼ, as a program of unknown source may have it. Of a saturated v it may be anything, NaN where tⱼ is 0.
  @inlinable
  static func logarithmicCost<T: Number>(_ t: some Column<T>, _ v: some Column<T>) -> T {
    var e = T.zero
    for j in t.indices { e = e - t[j] * T.log(v[j]) }
    return e
  }

  /// Σⱼ [(1−tⱼ) uⱼ + softplus(−uⱼ)], the binary cross-entropy of frameworks that subtract a log-sigmoid. For u < 0 it takes −u
  /// from (1−t) u, and so loses the digits of a small cost.
  @inlinable
  static func logisticCost<T: Number>(_ u: some Column<T>, _ t: some Column<T>) -> T {
    var e = T.zero
    for j in u.indices { e += (T.one - t[j]) * u[j] + softplus(-u[j]) }
    return e
  }

  /// ∂e/∂vⱼ, one line per loss.
  @inlinable
  static func costDerivative<T: Number>(_ loss: Loss, v: T, t: T) -> T {
    switch loss {
    case .squaredError: v - t
    case .binaryCrossEntropy: -(t / v - (T.one - t) / (T.one - v))
    case .categoricalCrossEntropy: -(t / v)
    }
  }

  /// δᴸ of all cases, shape n_L × m, where loss and output activation match and the product of BP1 simplifies; nil where they do not.
  ///
  ///     δᴸⱼ = vⱼ − tⱼ                 (sigmoid, binary cross-entropy)
  ///     δᴸⱼ = vⱼ Σₖ tₖ − tⱼ           (softmax, categorical cross-entropy)
  @inlinable
  static func matchedDelta<T: Number>(_ loss: Loss, v: Grid<T>, t: Grid<T>) -> Grid<T>? {
    switch loss {
    case .squaredError: return nil
    case .binaryCrossEntropy: return Grid(rows: v.rows, columns: v.columns) { j, n in v[j, n] - t[j, n] }
    case .categoricalCrossEntropy:
      let totals = (0..<t.columns).map { n in sum(t[column: n]) }
      return Grid(rows: v.rows, columns: v.columns) { j, n in v[j, n] * totals[n] - t[j, n] }
    }
  }

  @inlinable
  static func sum<T: Number>(_ t: some Column<T>) -> T {
    var sum = T.zero
    for j in t.indices { sum += t[j] }
    return sum
  }

  /// log Σₖ e^(uₖ), with the largest u taken out of the sum so that nothing overflows.
  @inlinable
  static func logSumExp<T: Number>(_ u: some Column<T>) -> T {
    let shift = largest(u)
    var sum = T.zero
    for k in u.indices { sum += T.exp(u[k] - shift) }
    return shift + T.log(sum)
  }
}
