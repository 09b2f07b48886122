public import Networks

/// What the equations do with whole grids of numbers, where every number is computed by itself: the inner loops of the textbook.
///
/// A number system whose numbers are best computed several at a time has its own; the results are those of the loops.
public protocol GridArithmetic {
  associatedtype Scalar: Number

  /// startⱼ + Σᵣ xⱼᵣ yᵣₙ, added up in the order of r: for every row j of x and every column n of y.
  ///
  /// Where a row holds one neuron in every case, bⱼ + Σᵢ wⱼᵢ vᵢₙ is uˡⱼ of case n.
  ///
  /// - Parameters:
  ///   - x: shape J × R.
  ///   - y: shape R × N.
  ///   - start: J numbers, or none where all sums begin with 0.
  /// - Returns: shape J × N.
  static func sums(_ x: GridView<Scalar>, _ y: GridView<Scalar>, from start: [Scalar]) -> Grid<Scalar>

  /// Multiplies every number: x · yₙ.
  static func multiply(_ grid: inout Grid<Scalar>, by x: Scalar)

  /// v = g(u), number by number.
  ///
  /// - Precondition: not softmax.
  static func activations(_ activation: Activation, _ u: Grid<Scalar>) -> Grid<Scalar>

  /// e g′(u), number by number.
  ///
  /// - Precondition: not softmax.
  static func errors(_ e: Grid<Scalar>, _ activation: Activation, u: Grid<Scalar>, v: Grid<Scalar>) -> Grid<Scalar>
}

extension GridArithmetic {
  @inlinable
  public static func multiply(_ grid: inout Grid<Scalar>, by x: Scalar) {
    var numbers = grid.elements.mutableSpan
    for n in numbers.indices { numbers[n] = x * numbers[n] }
  }

  @inlinable
  public static func activations(_ activation: Activation, _ u: Grid<Scalar>) -> Grid<Scalar> {
    u.map { Textbook.g(activation, $0) }
  }

  @inlinable
  public static func errors(
    _ e: Grid<Scalar>, _ activation: Activation, u: Grid<Scalar>, v: Grid<Scalar>
  ) -> Grid<Scalar> {
    requireOneShape(e, u, v)
    return Grid(rows: e.rows, columns: e.columns) { j, n in
      e[j, n] * Textbook.gPrime(activation, u: u[j, n], v: v[j, n])
    }
  }

  /// Stops the program where numbers that belong together do not lie together.
  @inlinable
  static func requireOneShape(_ e: Grid<Scalar>, _ u: Grid<Scalar>, _ v: Grid<Scalar>) {
    precondition(
      e.rows == u.rows && e.rows == v.rows && e.columns == u.columns && e.columns == v.columns,
      "\(e.shape), \(u.shape) and \(v.shape)")
  }
}

// MARK: - As the equations write it

extension GridArithmetic {
  /// startⱼ + Σᵣ xⱼᵣ yᵣₙ
  @inlinable
  public static func sums(_ x: Grid<Scalar>, _ y: Grid<Scalar>, from start: [Scalar] = []) -> Grid<Scalar> {
    sums(GridView(x), GridView(y), from: start)
  }

  /// Σᵣ xᵣⱼ yᵣₙ
  @inlinable
  public static func sums(transposed x: Grid<Scalar>, _ y: Grid<Scalar>) -> Grid<Scalar> {
    sums(GridView(transposed: x), GridView(y), from: [])
  }

  /// Σᵣ xⱼᵣ yₙᵣ
  @inlinable
  public static func sums(_ x: Grid<Scalar>, transposed y: Grid<Scalar>) -> Grid<Scalar> {
    sums(GridView(x), GridView(transposed: y), from: [])
  }
}

extension Grid where Element: Number {
  @inlinable public static func *= (grid: inout Grid, x: Element) { Element.Grids.multiply(&grid, by: x) }

  @inlinable
  public static func * (x: Element, grid: consuming Grid) -> Grid {
    grid *= x
    return grid
  }
}
