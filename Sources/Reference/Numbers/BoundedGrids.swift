import CBoundedSums
public import Networks

/// Grids of ``BoundedNumber``, computed with several numbers at a time by the operations that the loops of the equations consist of.
///
/// The bounds of ordinary results, which neither overflow nor underflow, need no choice between cases. Wherever one was not
/// ordinary, it is computed once more, by the operators of ``BoundedNumber`` themselves. All pointers of Reference are here.
///
/// `path` is the instructions; the results are the same on all.
public enum BoundedGrids<Model: Arithmetic>: GridArithmetic {
  public typealias Scalar = BoundedNumber<Model>

  public static func sums(_ x: GridView<Scalar>, _ y: GridView<Scalar>, from start: [Scalar]) -> Grid<Scalar> {
    sums(x, y, from: start, on: nnv_chosen_sums_path())
  }

  static func sums(
    _ x: GridView<Scalar>, _ y: GridView<Scalar>, from start: [Scalar], on path: nnv_sums_path
  ) -> Grid<Scalar> {
    precondition(x.columns == y.rows, "\(x.columns) factors of \(y.rows) rows")
    precondition(start.isEmpty || start.count == x.rows, "\(start.count) starts of \(x.rows) sums")
    let scratch = UnsafeMutablePointer<Double>.allocate(
      capacity: nnv_sum_scratch(x.elements.count, y.rows, y.columns))
    defer { unsafe scratch.deallocate() }
    // What the padding of a row gives lies where the next one goes, or behind the last.
    var sums: [Scalar] = unsafe filled(x.rows * y.columns, behind: 3) { sums in
      unsafe x.elements.withUnsafeBufferPointer { factors in
        unsafe y.elements.withUnsafeBufferPointer { numbers in
          unsafe start.withUnsafeBufferPointer { start in
            guard let sums = sums.baseAddress else { return }
            var (model, left, right) = unsafe (nnv_arithmetic(Model.self), view(x, factors), view(y, numbers))
            let first = unsafe start.isEmpty ? nil : start.baseAddress.map { unsafe plain($0) }
            unsafe nnv_sum_bounded(path, &model, &left, &right, first, scratch, plain(sums))
          }
        }
      }
    }
    for index in sums.indices where sums[index].mass.isNaN {
      let (j, n) = index.quotientAndRemainder(dividingBy: y.columns)
      var sum = start.isEmpty ? Scalar.zero : start[j]
      for r in 0..<y.rows { sum += x[j, r] * y[r, n] }
      sums[index] = sum
    }
    return Grid(rows: x.rows, columns: y.columns, elements: sums)
  }

  public static func multiply(_ grid: inout Grid<Scalar>, by x: Scalar) {
    multiply(&grid, by: x, on: nnv_chosen_sums_path())
  }

  static func multiply(_ grid: inout Grid<Scalar>, by x: Scalar, on path: nnv_sums_path) {
    unsafe grid.elements.withUnsafeMutableBufferPointer { numbers in
      guard let first = numbers.baseAddress else { return }
      var (model, n) = (nnv_arithmetic(Model.self), 0)
      while true {
        unsafe n += nnv_multiply_bounded(
          path, &model, x.value, x.error, numbers.count - n, plain(UnsafePointer(first) + n), plain(first + n))
        guard n < numbers.count else { return }
        unsafe numbers[n] = x * numbers[n]
        n += 1
      }
    }
  }

  public static func activations(_ activation: Activation, _ u: Grid<Scalar>) -> Grid<Scalar> {
    activations(activation, u, on: nnv_chosen_sums_path())
  }

  static func activations(_ activation: Activation, _ u: Grid<Scalar>, on path: nnv_sums_path) -> Grid<Scalar> {
    guard let function = nnv_bounded_function(activation) else { return u.map { Textbook.g(activation, $0) } }
    let count = u.elements.count
    var v: [Scalar] = unsafe filled(count) { v in
      unsafe u.elements.withUnsafeBufferPointer { u in
        guard let u = u.baseAddress, let v = v.baseAddress else { return }
        var model = nnv_arithmetic(Model.self)
        unsafe nnv_activate_bounded(path, &model, function, count, plain(u), plain(v))
      }
    }
    for n in v.indices where v[n].mass.isNaN { v[n] = Textbook.g(activation, u.elements[n]) }
    return Grid(rows: u.rows, columns: u.columns, elements: v)
  }

  public static func errors(
    _ e: Grid<Scalar>, _ activation: Activation, u: Grid<Scalar>, v: Grid<Scalar>
  ) -> Grid<Scalar> {
    errors(e, activation, u: u, v: v, on: nnv_chosen_sums_path())
  }

  static func errors(
    _ e: Grid<Scalar>, _ activation: Activation, u: Grid<Scalar>, v: Grid<Scalar>, on path: nnv_sums_path
  ) -> Grid<Scalar> {
    func error(_ n: Int) -> Scalar {
      e.elements[n] * Textbook.gPrime(activation, u: u.elements[n], v: v.elements[n])
    }
    requireOneShape(e, u, v)
    let count = e.elements.count
    // For a program of unknown source there are other formulas.
    guard let function = nnv_bounded_function(activation), !Model.admitsEveryFormula else {
      return Grid(rows: e.rows, columns: e.columns, elements: (0..<count).map(error))
    }
    var errors: [Scalar] = unsafe filled(count) { errors in
      unsafe e.elements.withUnsafeBufferPointer { e in
        unsafe v.elements.withUnsafeBufferPointer { v in
          guard let e = e.baseAddress, let v = v.baseAddress, let errors = errors.baseAddress else { return }
          var model = nnv_arithmetic(Model.self)
          unsafe nnv_backpropagate_bounded(path, &model, function, count, plain(e), plain(v), plain(errors))
        }
      }
    }
    for n in errors.indices where errors[n].mass.isNaN { errors[n] = error(n) }
    return Grid(rows: e.rows, columns: e.columns, elements: errors)
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
      let (value, error) = BoundedGrids.parts(grid.elements)
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
    let (dW, db) = (parts(gradient.weights, parts), parts(gradient.biases) { BoundedGrids.parts($0) })
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

private func view<Model: Arithmetic>(
  _ view: GridView<BoundedNumber<Model>>, _ elements: UnsafeBufferPointer<BoundedNumber<Model>>
) -> nnv_bounded_view {
  unsafe nnv_bounded_view(
    first: elements.baseAddress.map { unsafe plain($0) }, rows: view.rows, columns: view.columns,
    row_step: view.rowStep, column_step: view.columnStep)
}

extension nnv_arithmetic {
  fileprivate init<Model: Arithmetic>(_ model: Model.Type) {
    self.init(
      roundoff: Model.roundoff, underflow: Model.underflow, largest: Model.largest,
      function_error: Model.functionError)
  }
}

extension nnv_bounded_function {
  /// Nil for an activation that is computed number by number.
  fileprivate init?(_ activation: Activation) {
    switch activation {
    case .sigmoid: self = NNV_BOUNDED_SIGMOID
    case .tanh: self = NNV_BOUNDED_TANH
    case .linear, .relu, .leakyReLU, .elu, .softplus, .silu, .gelu, .softmax: return nil
    }
  }
}
