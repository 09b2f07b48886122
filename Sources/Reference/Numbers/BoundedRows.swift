public import Networks

/// Rows of ``BoundedNumber``, summed up four columns at a time with the operations that `sum += factor * number` consists of.
///
/// The bounds of ordinary products, which neither overflow nor underflow, need no choice between cases. Wherever a product was not
/// ordinary, its column is summed up once more, by the operators of ``BoundedNumber`` themselves.
@frozen
public struct BoundedRows<Model: Arithmetic>: Rows {
  public typealias Scalar = BoundedNumber<Model>
  @usableFromInline typealias Four = SIMD4<Double>

  /// Four numbers side by side, as factors of products.
  @frozen
  @usableFromInline
  struct Factors {
    @usableFromInline var value = Four(repeating: 0)
    @usableFromInline var magnitude = Four(repeating: 0)
    @usableFromInline var error = Four(repeating: 0)
    /// How many terms of a sum a product with it is: none for an exact zero.
    @usableFromInline var terms = Four(repeating: 0)
    /// What an ordinary product with it is at least, with everything that it may be off: 0 for an exact zero.
    @usableFromInline var least = Four(repeating: 0)

    @inlinable init() {}

    @inlinable
    mutating func set(_ lane: Int, _ number: Scalar) {
      let isZero = number.mass == 0
      value[lane] = number.value
      magnitude[lane] = number.value.magnitude
      error[lane] = number.error
      terms[lane] = isZero ? 0 : 1
      least[lane] = isZero ? 0 : Model.underflow
    }
  }

  @usableFromInline let grid: Grid<Scalar>
  /// Row after row, the last of each filled up with exact zeros.
  @usableFromInline var factors: [Factors]
  /// How many of them a row has.
  @usableFromInline let width: Int

  @inlinable
  public init(_ grid: Grid<Scalar>) {
    self.grid = grid
    width = (grid.columns + 3) / 4
    factors = Array(repeating: Factors(), count: grid.rows * width)
    let numbers = grid.elements.span
    for r in 0..<grid.rows {
      for n in 0..<grid.columns { factors[r * width + n / 4].set(n % 4, numbers[r * grid.columns + n]) }
    }
  }

  @inlinable
  @inline(__always)
  public func sums(
    _ count: Int, from start: (_ j: Int) -> Scalar, _ factor: (_ j: Int, _ r: Int) -> Scalar
  ) -> Grid<Scalar> {
    var elements: [Scalar] = []
    elements.reserveCapacity(count * grid.columns)
    for j in 0..<count {
      for four in 0..<width { add(four, from: start(j), to: &elements) { r in factor(j, r) } }
    }
    return Grid(rows: count, columns: grid.columns, elements: elements)
  }

  /// Four numbers of one sum, or what is left of them in the last columns.
  @inlinable
  @inline(__always)
  func add(_ four: Int, from start: Scalar, to elements: inout [Scalar], _ factor: (_ r: Int) -> Scalar) {
    let factors = factors.span
    // As in `+`: an exact zero is no term.
    var value = Four(repeating: start.value)
    var inherited = Four(repeating: start.inherited)
    var mass = Four(repeating: start.mass)
    var terms = Four(repeating: start.mass == 0 ? 0 : start.terms)
    var isOrdinary = SIMDMask<SIMD4<Int64>>(repeating: true)
    for r in 0..<grid.rows {
      let (x, y) = (factor(r), factors[r * width + four])
      let (e, a) = (x.error, Four(repeating: x.value.magnitude))
      // As in `*`: what the errors of x and y make of the product, and what it adds itself.
      var propagated = a * y.error
      if e != 0 { propagated = propagated + y.magnitude * Four(repeating: e) + Four(repeating: e) * y.error }
      let magnitude = a * y.magnitude
      let error =
        propagated * Four(repeating: 1 + 0x1p-50) + Four(repeating: Model.roundoff) * (magnitude + propagated)
      isOrdinary = isOrdinary .& (magnitude - (error + error) .>= y.least)
      value += Four(repeating: x.value) * y.value
      inherited += error
      mass += magnitude + (error + error)
      terms += y.terms
    }
    // No product is more than the mass of the sum; and a zero has the sign that the operators give it.
    isOrdinary = isOrdinary .& (value .!= 0) .& (mass .<= Four(repeating: Model.largest))
    for lane in 0..<Swift.min(4, grid.columns - 4 * four) {
      elements.append(
        isOrdinary[lane]
          ? BoundedNumber(value: value[lane], inherited: inherited[lane], mass: mass[lane], terms: terms[lane])
          : sum(column: 4 * four + lane, from: start, factor))
    }
  }

  /// One number of a sum, by the operators.
  @inlinable
  func sum(column: Int, from start: Scalar, _ factor: (_ r: Int) -> Scalar) -> Scalar {
    var sum = start
    for r in 0..<grid.rows { sum += factor(r) * grid[r, column] }
    return sum
  }
}
