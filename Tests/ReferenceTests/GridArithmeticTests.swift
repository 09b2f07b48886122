import Networks
import Testing

@testable import Reference

/// What is computed of whole grids is, to the last bit, what the operators give number by number.
@Suite struct GridArithmeticTests {
  /// Ordinary numbers, and those at which a bound takes another way: zeros, numbers that underflow, overflow, or are none.
  static let values = [
    0, -0.0, 1, -1.5, 0.1, -3.7e-9, 1e8, 5e-324, -2e-308, 1e-160, -1e-200, 1e160, -1.7e308, 1e30, -1e-30, -700,
    .infinity, .nan,
  ]
  static let errors = [0, 0, 0, 0, 1e-17, 1e-17, 1e-7, 1e-3, 4, .infinity, -.nan]

  static func bounded<Model: Arithmetic>(_ random: inout LCG, ordinary: Bool) -> BoundedNumber<Model> {
    let value = ordinary ? random.next() : values[random.below(values.count)]
    let number = BoundedNumber<Model>(value, error: ordinary ? 1e-17 : errors[random.below(errors.count)])
    switch random.below(4) {
    case 0: return BoundedNumber(value)
    // A sum, which carries its terms.
    case 1: return number + BoundedNumber(random.next())
    default: return number
    }
  }

  static func bits<Model: Arithmetic>(_ x: BoundedNumber<Model>) -> [UInt64] {
    // Of a NaN the bits mean nothing.
    [x.value, x.inherited, x.mass, x.terms, x.error].map { $0.isNaN ? .max : $0.bitPattern }
  }

  static func agree<T: Number>(
    _ random: inout LCG, _ draw: (inout LCG) -> T, _ bits: (T) -> [UInt64],
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    let (count, rows, columns) = (1 + random.below(3), 1 + random.below(6), 1 + random.below(17))
    let grid = Grid(rows: rows, columns: columns) { _, _ in draw(&random) }
    let factors = Grid(rows: count, columns: rows) { _, _ in draw(&random) }
    // Without starts they begin with 0.
    let starts = random.below(4) == 0 ? [] : (0..<count).map { _ in draw(&random) }
    let sums = T.Grids.sums(factors, grid, from: starts)
    // The same rows and columns, the other way round in memory.
    let turned = T.Grids.sums(
      GridView(transposed: factors.transposed), GridView(transposed: grid.transposed), from: starts)
    for j in 0..<count {
      for n in 0..<columns {
        var sum = starts.isEmpty ? T.zero : starts[j]
        for r in 0..<rows { sum += factors[j, r] * grid[r, n] }
        #expect(bits(sums[j, n]) == bits(sum), sourceLocation: sourceLocation)
        #expect(bits(turned[j, n]) == bits(sum), sourceLocation: sourceLocation)
      }
    }
    let products = factors[0, 0] * grid
    for (product, number) in zip(products.elements, grid.elements) {
      #expect(bits(product) == bits(factors[0, 0] * number), sourceLocation: sourceLocation)
    }
  }

  static func bounded<Model: Arithmetic>(_ model: Model.Type) {
    var random = LCG(11)
    for trial in 0..<2000 {
      // Mostly ordinary, so that single numbers of four are not.
      let ordinary = trial % 3
      agree(
        &random, { bounded(&$0, ordinary: ordinary == 0 || ordinary == 1 && $0.below(8) > 0) as BoundedNumber<Model> },
        bits)
    }
  }

  @Test func boundsInBinary64() { Self.bounded(Binary64.self) }
  @Test func boundsInBinary32() { Self.bounded(Binary32.self) }
  @Test func boundsOfAnyFormula() { Self.bounded(AnyFormula<Binary64>.self) }

  @Test func doubles() {
    var random = LCG(5)
    for _ in 0..<200 { Self.agree(&random, { $0.next() }, { [$0.bitPattern] }) }
  }

  /// Every way in which factors, rows and starts may move or not.
  @Test(arguments: 0..<8) func duals(_ moving: Int) {
    var random = LCG(UInt64(moving))
    for trial in 0..<500 {
      let (rows, columns, count) = (1 + random.below(4), 1 + random.below(6), 2)
      func draw(_ part: Int) -> Dual<Bounded> {
        let isOrdinary = trial % 2 == 0
        let slope = moving >> part & 1 == 1 ? Self.bounded(&random, ordinary: isOrdinary) : Bounded.zero
        return Dual(Self.bounded(&random, ordinary: isOrdinary), slope: slope)
      }
      let grid = Grid(rows: rows, columns: columns) { _, _ in draw(0) }
      let factors = Grid(rows: count, columns: rows) { _, _ in draw(1) }
      let starts = trial % 5 == 0 ? [] : (0..<count).map { _ in draw(2) }
      let sums = DualGrids.sums(factors, grid, from: starts)
      let turned = DualGrids.sums(
        GridView(transposed: factors.transposed), GridView(transposed: grid.transposed), from: starts)
      for j in 0..<count {
        for n in 0..<columns {
          var sum = starts.isEmpty ? Dual<Bounded>.zero : starts[j]
          for r in 0..<rows { sum += factors[j, r] * grid[r, n] }
          #expect(Self.bits(sums[j, n].value) == Self.bits(sum.value))
          #expect(Self.bits(sums[j, n].slope) == Self.bits(sum.slope))
          #expect(Self.bits(turned[j, n].value) == Self.bits(sum.value))
          #expect(Self.bits(turned[j, n].slope) == Self.bits(sum.slope))
        }
      }
    }
  }
}
