import CBoundedSums
import Networks
import Testing

@testable import Reference

/// What is computed with many bounded numbers at a time is, to the last bit, what the operators give one by one, whichever
/// instructions compute it.
@Suite struct BoundedGridsTests {
  /// All that this processor has, or NNVERIFY_SIMD allows.
  static let paths = (0...nnv_chosen_sums_path().rawValue).map(nnv_sums_path.init(rawValue:))

  static func agree<Model: Arithmetic>(_ model: Model.Type, _ path: nnv_sums_path) {
    var random = LCG(UInt64(path.rawValue))
    for trial in 0..<1020 {
      // Every number of columns, all numbers ordinary, some, or none.
      let (count, rows, columns) = (1 + random.below(3), 1 + random.below(6), 1 + trial % 17)
      func draw() -> BoundedNumber<Model> {
        let isOrdinary = trial % 3 == 0 || trial % 3 == 1 && random.below(12) > 0
        return GridArithmeticTests.bounded(&random, ordinary: isOrdinary)
      }
      let grid = Grid(rows: rows, columns: columns) { _, _ in draw() }
      let factors = Grid(rows: count, columns: rows) { _, _ in draw() }
      let starts = trial % 4 == 3 ? [] : (0..<count).map { _ in draw() }
      let sums = BoundedGrids.sums(GridView(factors), GridView(grid), from: starts, on: path)
      let turned = BoundedGrids.sums(
        GridView(transposed: factors.transposed), GridView(transposed: grid.transposed), from: starts, on: path)
      for j in 0..<count {
        for n in 0..<columns {
          var sum = starts.isEmpty ? BoundedNumber<Model>(0) : starts[j]
          for r in 0..<rows { sum += factors[j, r] * grid[r, n] }
          #expect(bits(sums[j, n]) == bits(sum), "\(path) \(trial)")
          #expect(bits(turned[j, n]) == bits(sum), "\(path) \(trial)")
        }
      }
      var products = grid
      BoundedGrids.multiply(&products, by: factors[0, 0], on: path)
      let (values, errors) = BoundedGrids.parts(grid.elements, on: path)
      for (n, number) in grid.elements.enumerated() {
        #expect(bits(products.elements[n]) == bits(factors[0, 0] * number), "\(path) \(trial)")
        #expect(bits([values[n], errors[n]]) == bits([number.value, number.error]), "\(path) \(trial)")
      }
      agree(grid, Grid(rows: rows, columns: columns) { _, _ in draw() }, path)
    }
  }

  /// The activations of u and, for any e, what the error becomes on its way through them.
  static func agree<Model: Arithmetic>(
    _ u: Grid<BoundedNumber<Model>>, _ e: Grid<BoundedNumber<Model>>, _ path: nnv_sums_path
  ) {
    for activation in [Activation.linear, .sigmoid, .tanh, .relu, .softplus] {
      let activations = BoundedGrids.activations(activation, u, on: path)
      for (v, u) in zip(activations.elements, u.elements) {
        #expect(bits(v) == bits(Textbook.g(activation, u)), "\(path) \(activation) of \(u)")
      }
      // The formula holds whatever v is, a sum for instance.
      for v in [activations, u] {
        let errors = BoundedGrids.errors(e, activation, u: u, v: v, on: path)
        for n in u.elements.indices {
          let (u, v, e) = (u.elements[n], v.elements[n], e.elements[n])
          let error = e * Textbook.gPrime(activation, u: u, v: v)
          #expect(bits(errors.elements[n]) == bits(error), "\(path) \(e), \(activation) of \(u), \(v)")
        }
      }
    }
  }

  static func bits<Model: Arithmetic>(_ x: BoundedNumber<Model>) -> [UInt64] { GridArithmeticTests.bits(x) }
  /// Of a NaN the bits mean nothing.
  static func bits(_ numbers: [Double]) -> [UInt64] { numbers.map { $0.isNaN ? .max : $0.bitPattern } }

  @Test(arguments: paths) func binary64(_ path: nnv_sums_path) { Self.agree(Binary64.self, path) }
  @Test(arguments: paths) func binary32(_ path: nnv_sums_path) { Self.agree(Binary32.self, path) }
  @Test(arguments: paths) func anyFormula(_ path: nnv_sums_path) { Self.agree(AnyFormula<Binary64>.self, path) }

  /// Else the operators would give everything, to the last bit and slowly.
  @Test(arguments: paths) func ordinaryNumbersAreLeftToIt(_ path: nnv_sums_path) {
    var model = nnv_arithmetic(
      roundoff: 0x1p-52, underflow: .leastNormalMagnitude, largest: .greatestFiniteMagnitude, function_error: 0x1p-50)
    let y = (0..<17).map { nnv_bounded(value: Double($0), inherited: 0, mass: Double($0), terms: 1) }
    var product = y
    #expect(unsafe nnv_multiply_bounded(path, &model, 3, 1e-17, y.count, y, &product) == y.count)
    #expect(product.map(\.value) == y.map { 3 * $0.value })
    #expect(product.allSatisfy { $0.mass.isFinite && $0.terms == 1 })

    let (factor, start) = (nnv_bounded(value: 2, inherited: 1e-17, mass: 2, terms: 1), y[1])
    var sum = [nnv_bounded](repeating: nnv_bounded(), count: 4)
    var scratch = [Double](repeating: .nan, count: nnv_sum_scratch(1, 1, 4))
    let numbers = Array(y[1...3] + y[0...0])
    unsafe [factor].withUnsafeBufferPointer { factors in
      unsafe numbers.withUnsafeBufferPointer { numbers in
        var x = unsafe nnv_bounded_view(
          first: factors.baseAddress, rows: 1, columns: 1, row_step: 1, column_step: 1)
        var rows = unsafe nnv_bounded_view(
          first: numbers.baseAddress, rows: 1, columns: 4, row_step: 4, column_step: 1)
        unsafe nnv_sum_bounded(path, &model, &x, &rows, [start], &scratch, &sum)
      }
    }
    #expect(sum.map(\.value) == [3, 5, 7, 1])
    #expect(sum.map(\.terms) == [2, 2, 2, 1])
    #expect(sum.allSatisfy { $0.mass.isFinite })

    let u = (1...17).map { nnv_bounded(value: Double($0) - 8.5, inherited: 1e-17, mass: 9, terms: 3) }
    for activation in [NNV_BOUNDED_SIGMOID, NNV_BOUNDED_TANH] {
      var (v, error) = (u, u)
      unsafe nnv_activate_bounded(path, &model, activation, u.count, u, &v)
      #expect(v.allSatisfy { $0.mass.isFinite && $0.terms == 1 })
      unsafe nnv_backpropagate_bounded(path, &model, activation, u.count, u, v, &error)
      #expect(error.allSatisfy { $0.mass.isFinite && $0.terms == 1 })
    }
  }

  /// Value and error are finite where what they reach is not.
  @Test(arguments: paths) func nearTheLargestNumber(_ path: nnv_sums_path) {
    let (x, y) = (Bounded(1e-300), Bounded(1.5e308, error: 5e307))
    let sums = BoundedGrids.sums(
      GridView(Grid(columns: [[x]])), GridView(Grid(repeating: y, rows: 1, columns: 15)), from: [], on: path)
    for sum in sums.elements { #expect(Self.bits(sum) == Self.bits(x * y)) }
  }

  /// Of no terms the starts are left, and of no numbers nothing.
  @Test(arguments: paths) func empty(_ path: nnv_sums_path) {
    func grid(_ rows: Int, _ columns: Int) -> Grid<Bounded> { Grid(repeating: .pi, rows: rows, columns: columns) }
    let starts = [Bounded(2), .pi, .zero]
    let left = BoundedGrids.sums(GridView(grid(3, 0)), GridView(grid(0, 13)), from: starts, on: path)
    for n in 0..<13 { for j in 0..<3 { #expect(Self.bits(left[j, n]) == Self.bits(starts[j])) } }
    #expect(BoundedGrids.sums(GridView(grid(3, 2)), GridView(grid(2, 0)), from: starts, on: path).elements.isEmpty)
    #expect(BoundedGrids.sums(GridView(grid(0, 2)), GridView(grid(2, 3)), from: [], on: path).elements.isEmpty)
    var none = grid(0, 3)
    BoundedGrids.multiply(&none, by: .pi, on: path)
    #expect(none.elements.isEmpty && BoundedGrids.activations(.tanh, none, on: path).elements.isEmpty)
    #expect(BoundedGrids.errors(none, .tanh, u: none, v: none, on: path).elements.isEmpty)
  }

  /// The numbers lie in memory as C has them.
  @Test func layout() {
    #expect(MemoryLayout<Bounded>.stride == MemoryLayout<nnv_bounded>.stride)
    #expect(MemoryLayout<Bounded>.offset(of: \.value) == MemoryLayout<nnv_bounded>.offset(of: \.value))
    #expect(MemoryLayout<Bounded>.offset(of: \.inherited) == MemoryLayout<nnv_bounded>.offset(of: \.inherited))
    #expect(MemoryLayout<Bounded>.offset(of: \.mass) == MemoryLayout<nnv_bounded>.offset(of: \.mass))
    #expect(MemoryLayout<Bounded>.offset(of: \.terms) == MemoryLayout<nnv_bounded>.offset(of: \.terms))
  }
}
