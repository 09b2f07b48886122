import CBoundedSums
import Networks
import Testing

@testable import Reference

/// What is computed with many bounded numbers at a time is, to the last bit, what the operators give one by one, whichever
/// instructions compute it.
@Suite struct BoundedPathsTests {
  /// All that this processor has, or NNVERIFY_SIMD allows.
  static let paths = (0...nnv_chosen_sums_path().rawValue).map(nnv_sums_path.init(rawValue:))

  static func agree<Model: Arithmetic>(_ model: Model.Type, _ path: nnv_sums_path) {
    var random = LCG(UInt64(path.rawValue))
    for trial in 0..<1020 {
      // Every number of columns, all numbers ordinary, some, or none.
      let (count, rows, columns) = (1 + random.below(3), 1 + random.below(6), 1 + trial % 17)
      func draw() -> BoundedNumber<Model> {
        let isOrdinary = trial % 3 == 0 || trial % 3 == 1 && random.below(12) > 0
        return RowsTests.bounded(&random, ordinary: isOrdinary)
      }
      let grid = Grid(rows: rows, columns: columns) { _, _ in draw() }
      let factors = Grid(rows: count, columns: rows) { _, _ in draw() }
      let starts = trial % 4 == 3 ? [] : (0..<count).map { _ in draw() }
      let sums = BoundedRows(grid, on: path).sums(count, from: starts, on: path) { factors[$0, $1] }
      for j in 0..<count {
        for n in 0..<columns {
          var sum = starts.isEmpty ? BoundedNumber<Model>(0) : starts[j]
          for r in 0..<rows { sum += factors[j, r] * grid[r, n] }
          #expect(RowsTests.bits(sums[j, n]) == RowsTests.bits(sum), "\(path) \(trial)")
        }
      }
      let products = BoundedRows.product(factors[0, 0], grid, on: path)
      let (values, errors) = BoundedRows.parts(grid.elements, on: path)
      for (n, number) in grid.elements.enumerated() {
        #expect(RowsTests.bits(products.elements[n]) == RowsTests.bits(factors[0, 0] * number), "\(path) \(trial)")
        #expect(
          RowsTests.bits([values[n], errors[n]]) == RowsTests.bits([number.value, number.error]), "\(path) \(trial)")
      }
    }
  }

  @Test(arguments: paths) func binary64(_ path: nnv_sums_path) { Self.agree(Binary64.self, path) }
  @Test(arguments: paths) func binary32(_ path: nnv_sums_path) { Self.agree(Binary32.self, path) }
  @Test(arguments: paths) func anyFormula(_ path: nnv_sums_path) { Self.agree(AnyFormula<Binary64>.self, path) }

  /// Else the operators would give everything, to the last bit and slowly.
  @Test(arguments: paths) func ordinaryNumbersAreLeftToIt(_ path: nnv_sums_path) {
    var model = nnv_arithmetic(roundoff: 0x1p-52, underflow: .leastNormalMagnitude, largest: .greatestFiniteMagnitude)
    let y = (0..<17).map { nnv_bounded(value: Double($0), inherited: 0, mass: Double($0), terms: 1) }
    var product = y
    nnv_multiply_bounded(path, &model, 3, 1e-17, y.count, y, &product)
    #expect(product.map(\.value) == y.map { 3 * $0.value })
    #expect(product.allSatisfy { $0.mass.isFinite && $0.terms == 1 })

    var (values, errors, least, terms) = ([1.0, 2, 3, 0], [0.0, 0, 0, 0], [0.0, 0, 0, 0], [1.0, 1, 1, 0])
    let factor = nnv_bounded_factor(value: 2, magnitude: 2, error: 1e-17, is_zero: 0, is_exact: 0)
    var sum = [nnv_bounded](repeating: nnv_bounded(), count: 4)
    let start = nnv_bounded(value: 1, inherited: 0, mass: 1, terms: 1)
    withPointers(&values, &errors, &least, &terms) { values, errors, least, terms in
      var rows = nnv_bounded_rows(
        rows: 1, stride: 4, value: values, error: errors, least: least, terms: terms)
      nnv_sum_bounded(path, &model, &rows, 1, [factor], [start], 4, &sum)
    }
    #expect(sum.map(\.value) == [3, 5, 7, 1])
    #expect(sum.map(\.terms) == [2, 2, 2, 1])
    #expect(sum.allSatisfy { $0.mass.isFinite })
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

private typealias Numbers = UnsafeMutablePointer<Double>

private func withPointers(
  _ a: Numbers, _ b: Numbers, _ c: Numbers, _ d: Numbers, _ body: (Numbers, Numbers, Numbers, Numbers) -> Void
) {
  body(a, b, c, d)
}

extension RowsTests {
  /// Of a NaN the bits mean nothing.
  static func bits(_ numbers: [Double]) -> [UInt64] { numbers.map { $0.isNaN ? .max : $0.bitPattern } }
}
