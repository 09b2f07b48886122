import CBoundedSums
public import Networks

/// Rows of ``BoundedNumber``, computed with several columns at a time by the operations that `sum += factor * number` consists of.
///
/// The bounds of ordinary products, which neither overflow nor underflow, need no choice between cases. Wherever a product was not
/// ordinary, its sum is computed once more, by the operators of ``BoundedNumber`` themselves. All pointers of Reference are here.
public struct BoundedRows<Model: Arithmetic>: Rows {
  public typealias Scalar = BoundedNumber<Model>

  let grid: Grid<Scalar>
  /// How many numbers a row has where they lie ready, the last of them exact zeros: a multiple of four.
  let stride: Int
  /// Row after row of values, of errors, and of what an ordinary product with the number is at least; then, column by column, how
  /// many numbers are not exact zeros.
  let parts: [Double]
  /// Whether an exact zero annihilates them all.
  let areFinite: Bool

  public init(_ grid: Grid<Scalar>) { self.init(grid, on: nnv_chosen_sums_path()) }

  /// - Parameter path: the instructions; the results are the same on all.
  init(_ grid: Grid<Scalar>, on path: nnv_sums_path) {
    let stride = (grid.columns + 3) & ~3
    let parts: [Double] = unsafe filled((3 * grid.rows + 1) * stride) { parts in
      unsafe parts.update(repeating: 0)
      unsafe grid.elements.withUnsafeBufferPointer { numbers in
        guard let parts = parts.baseAddress, let numbers = numbers.baseAddress else { return }
        var (rows, model) = unsafe (Self.rows(parts, grid.rows, stride), nnv_arithmetic(Model.self))
        unsafe nnv_prepare_bounded(path, &model, grid.columns, plain(numbers), &rows)
      }
    }
    areFinite = !parts.suffix(stride).contains { $0.isNaN }
    (self.grid, self.stride, self.parts) = (grid, stride, parts)
  }

  /// Where the parts are.
  private static func rows(_ parts: UnsafeMutablePointer<Double>, _ rows: Int, _ stride: Int) -> nnv_bounded_rows {
    let plane = rows * stride
    return unsafe nnv_bounded_rows(
      rows: rows, stride: stride, value: parts, error: parts + plane, least: parts + 2 * plane,
      terms: parts + 3 * plane)
  }

  @inline(__always)
  public func sums(_ count: Int, from start: [Scalar], _ factor: (_ j: Int, _ r: Int) -> Scalar) -> Grid<Scalar> {
    sums(count, from: start, on: nnv_chosen_sums_path(), factor)
  }

  @inline(__always)
  func sums(
    _ count: Int, from start: [Scalar], on path: nnv_sums_path, _ factor: (_ j: Int, _ r: Int) -> Scalar
  ) -> Grid<Scalar> {
    var factors: [nnv_bounded_factor] = []
    factors.reserveCapacity(count * grid.rows)
    for j in 0..<count {
      for r in 0..<grid.rows { factors.append(self.factor(factor(j, r))) }
    }
    var sums = sums(count, from: start, factors, on: path)
    for index in sums.elements.indices where sums.elements[index].mass.isNaN {
      let (j, column) = index.quotientAndRemainder(dividingBy: grid.columns)
      sums.elements[index] = sum(column: column, from: start.isEmpty ? .zero : start[j]) { r in factor(j, r) }
    }
    return sums
  }

  /// The sums, with a mass of NaN where they have to be computed once more.
  private func sums(
    _ count: Int, from start: [Scalar], _ factors: [nnv_bounded_factor], on path: nnv_sums_path
  ) -> Grid<Scalar> {
    precondition(start.isEmpty || start.count == count, "\(start.count) starts of \(count) sums")
    let columns = grid.columns
    // What the padding of a row gives lies where the next one goes, or behind the last.
    let elements: [Scalar] = unsafe filled(count * columns, behind: 3) { sums in
      unsafe parts.withUnsafeBufferPointer { parts in
        unsafe start.withUnsafeBufferPointer { start in
          guard let parts = parts.baseAddress, let sums = sums.baseAddress else { return }
          var rows = unsafe Self.rows(UnsafeMutablePointer(mutating: parts), grid.rows, stride)
          var model = nnv_arithmetic(Model.self)
          let first = unsafe start.isEmpty ? nil : start.baseAddress.map { unsafe plain($0) }
          unsafe nnv_sum_bounded(path, &model, &rows, count, factors, first, columns, plain(sums))
        }
      }
    }
    return Grid(rows: count, columns: columns, elements: elements)
  }

  @inline(__always)
  func factor(_ number: Scalar) -> nnv_bounded_factor {
    let error = number.error
    return nnv_bounded_factor(
      value: number.value, magnitude: number.value.magnitude, error: error,
      is_zero: number.isExactZero && areFinite ? 1 : 0, is_exact: error == 0 ? 1 : 0)
  }

  /// One number of a sum, by the operators.
  func sum(column: Int, from start: Scalar, _ factor: (_ r: Int) -> Scalar) -> Scalar {
    var sum = start
    for r in 0..<grid.rows { sum += factor(r) * grid[r, column] }
    return sum
  }

  public static func product(_ x: Scalar, _ grid: Grid<Scalar>) -> Grid<Scalar> {
    product(x, grid, on: nnv_chosen_sums_path())
  }

  static func product(_ x: Scalar, _ grid: Grid<Scalar>, on path: nnv_sums_path) -> Grid<Scalar> {
    let count = grid.elements.count
    let elements: [Scalar] = unsafe filled(count) { products in
      unsafe grid.elements.withUnsafeBufferPointer { numbers in
        guard let y = numbers.baseAddress, let product = products.baseAddress else { return }
        var model = nnv_arithmetic(Model.self)
        unsafe nnv_multiply_bounded(path, &model, x.value, x.error, count, plain(y), plain(product))
        for n in 0..<count where unsafe product[n].mass.isNaN { unsafe product[n] = x * y[n] }
      }
    }
    return Grid(rows: grid.rows, columns: grid.columns, elements: elements)
  }

  /// The values of some numbers, and their errors.
  static func parts(_ numbers: [Scalar], on path: nnv_sums_path = nnv_chosen_sums_path()) -> (
    value: [Double], error: [Double]
  ) {
    var value: [Double] = []
    let error: [Double] = unsafe filled(numbers.count) { error in
      unsafe value = filled(numbers.count) { value in
        unsafe numbers.withUnsafeBufferPointer { numbers in
          guard let x = numbers.baseAddress else { return }
          var model = nnv_arithmetic(Model.self)
          unsafe nnv_split_bounded(path, &model, numbers.count, plain(x), value.baseAddress, error.baseAddress)
        }
      }
    }
    return (value, error)
  }
}

extension Evaluation {
  /// The numbers of the textbook's evaluation, and the bounds on their errors.
  func parts<Model: Arithmetic>() -> (value: Evaluation<Double>, error: Evaluation<Double>)
  where Scalar == BoundedNumber<Model> {
    func parts(_ grid: Grid<Scalar>) -> (Grid<Double>, Grid<Double>) {
      let (value, error) = BoundedRows.parts(grid.elements)
      return (
        Grid(rows: grid.rows, columns: grid.columns, elements: value),
        Grid(rows: grid.rows, columns: grid.columns, elements: error)
      )
    }
    func parts<Whole, Part>(_ all: [Whole], _ parts: (Whole) -> (Part, Part)) -> ([Part], [Part]) {
      let both = all.map(parts)
      return (both.map(\.0), both.map(\.1))
    }
    let (preactivations, hiddenOutputs, deltas) = (preactivations ?? [], hiddenOutputs ?? [], deltas ?? [])
    let (u, v, δ) = (parts(preactivations, parts), parts(hiddenOutputs, parts), parts(deltas, parts))
    let (dW, db) = (parts(gradient.weights, parts), parts(gradient.biases) { BoundedRows.parts($0) })
    let (outputs, dX) = (parts(outputs), parts(gradient.inputs))
    return (
      Evaluation<Double>(
        cost: cost.value, preactivations: u.0, hiddenOutputs: v.0, outputs: outputs.0, deltas: δ.0,
        gradient: Gradient(weights: dW.0, biases: db.0, inputs: dX.0)),
      Evaluation<Double>(
        cost: cost.error, preactivations: u.1, hiddenOutputs: v.1, outputs: outputs.1, deltas: δ.1,
        gradient: Gradient(weights: dW.1, biases: db.1, inputs: dX.1))
    )
  }
}

/// An array of so many elements, all of which `fill` has to write, with room for a few more behind them. (An array that grows needs no
/// search for its type at run time, as one that is made with its elements does.)
@inline(__always)
private func filled<Element>(
  _ count: Int, behind: Int = 0, _ fill: (UnsafeMutableBufferPointer<Element>) -> Void
) -> [Element] {
  var array: [Element] = []
  array.append(addingCapacity: count + behind) { elements in
    unsafe elements.withUnsafeMutableBufferPointer { elements, initialized in
      unsafe fill(elements)
      initialized = count
    }
  }
  return array
}

/// The numbers as C has them: four doubles in the same order, which a test sees to.
private func plain<Model: Arithmetic>(_ numbers: UnsafeMutablePointer<BoundedNumber<Model>>) -> UnsafeMutablePointer<
  nnv_bounded
> { unsafe UnsafeMutableRawPointer(numbers).assumingMemoryBound(to: nnv_bounded.self) }

private func plain<Model: Arithmetic>(_ numbers: UnsafePointer<BoundedNumber<Model>>) -> UnsafePointer<nnv_bounded> {
  unsafe UnsafeRawPointer(numbers).assumingMemoryBound(to: nnv_bounded.self)
}

extension nnv_arithmetic {
  fileprivate init<Model: Arithmetic>(_ model: Model.Type) {
    self.init(roundoff: Model.roundoff, underflow: Model.underflow, largest: Model.largest)
  }
}
