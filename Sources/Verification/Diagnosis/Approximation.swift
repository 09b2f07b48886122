import Networks

/// A number with a bound on how far a program may be from it that computes it as supposed. What a hypothesis predicts is made
/// of these, so that every prediction comes with its own tolerance.
struct Approximation {
  var value: Double
  var error: Double

  init(_ value: Double, error: Double = 0) {
    self.value = value
    // 0 · ∞ of an allowance that decides nothing.
    self.error = error.isNaN ? .infinity : error
  }

  /// What one operation adds, relative to its result: 2u for the program and 2u for the prediction.
  private static let roundoff = 0x1p-51

  /// Σ of terms in any order.
  static func sum(_ terms: [Approximation]) -> Approximation {
    terms.count == 1 ? terms[0] : sum(terms.count) { terms[$0] }
  }

  /// Σ of so many terms, and one more.
  static func sum(
    _ count: Int, plus constant: Approximation = Approximation(0), _ term: (Int) -> Approximation
  ) -> Approximation {
    var (value, error, mass) = (constant.value, constant.error, constant.value.magnitude)
    for index in 0..<count {
      let term = term(index)
      value += term.value
      error += term.error
      mass += term.value.magnitude
    }
    return Approximation(value, error: error + Double(count + 1) * roundoff * mass)
  }

  static func + (x: Approximation, y: Approximation) -> Approximation { sum([x, y]) }
  static func - (x: Approximation, y: Approximation) -> Approximation { sum([x, -y]) }
  static prefix func - (x: Approximation) -> Approximation { Approximation(-x.value, error: x.error) }

  static func * (x: Approximation, y: Approximation) -> Approximation {
    let value = x.value * y.value
    let propagated = x.value.magnitude * y.error + y.value.magnitude * x.error + x.error * y.error
    return Approximation(value, error: propagated + rounding(value, exact: x.value == 0 || y.value == 0))
  }

  static func / (x: Approximation, y: Approximation) -> Approximation {
    let value = x.value / y.value
    let room = y.value.magnitude - y.error
    guard room > 0 else { return Approximation(value, error: .infinity) }
    let propagated = (x.error + value.magnitude * y.error) / room
    return Approximation(value, error: propagated + rounding(value, exact: x.value == 0))
  }

  private static func rounding(_ value: Double, exact: Bool) -> Double {
    exact ? 0 : roundoff * value.magnitude + .leastNormalMagnitude
  }
}

extension Grid<Approximation> {
  /// A B
  static func * (x: Grid, y: Grid) -> Grid {
    Grid(rows: x.rows, columns: y.columns) { row, column in
      .sum(x.columns) { x[row, $0] * y[$0, column] }
    }
  }

  static func * (factor: Approximation, x: Grid) -> Grid { x.map { factor * $0 } }

  static func + (x: Grid, y: Grid) -> Grid { Grid(rows: x.rows, columns: x.columns) { x[$0, $1] + y[$0, $1] } }
  static func - (x: Grid, y: Grid) -> Grid { Grid(rows: x.rows, columns: x.columns) { x[$0, $1] - y[$0, $1] } }

  /// A ⊙ B
  func elementwise(_ other: Grid) -> Grid { Grid(rows: rows, columns: columns) { self[$0, $1] * other[$0, $1] } }

  /// Σ over the columns: one column.
  var rowSums: Grid { Grid(rows: rows, columns: 1) { row, _ in .sum((0..<columns).map { self[row, $0] }) } }
  /// Σ over the rows: one row.
  var columnSums: Grid { transposed.rowSums.transposed }
  var total: Approximation { .sum(elements) }
}

extension Grid {
  var transposed: Grid { Grid(rows: columns, columns: rows) { self[$1, $0] } }

  func hasShape<Other>(of other: Grid<Other>) -> Bool { rows == other.rows && columns == other.columns }
}

extension Grid<Double> {
  /// Numbers that are given, not computed.
  var exactly: Grid<Approximation> { map { Approximation($0) } }

  /// Numbers with what is allowed for each.
  func within(_ allowance: Grid<Double>) -> Grid<Approximation> {
    Grid<Approximation>(rows: rows, columns: columns) { Approximation(self[$0, $1], error: allowance[$0, $1]) }
  }
}
