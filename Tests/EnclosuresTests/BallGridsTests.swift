#if Arb
  import Networks
  import Reference
  import Testing

  @testable import Enclosures

  /// A sum that is rounded once and the sum that `+=` and `*` give enclose the same truth.
  @Suite struct BallGridsTests {
    /// Also where an infinity, NaN or an exact zero is among the numbers, and where midpoints are longer than a ball holds itself.
    @Test(arguments: [53, 128, 640])
    func sums(bits: Int) {
      Ball.withPrecision(bits) {
        let numbers =
          [0, 1, -0.1, 1e300, -1e-300, .nan, 3].map { Ball($0) } + [Ball(1) / Ball(3), Ball.pi, Ball(1) / Ball(0)]
        for shift in numbers.indices {
          let grid = Grid(rows: 4, columns: 5) { r, n in numbers[(3 * r + n + shift) % numbers.count] }
          let factors = Grid(rows: 2, columns: 4) { j, r in numbers[(7 * j + r + 2 * shift) % numbers.count] }
          let starts = (0..<2).map { numbers[(shift + $0) % numbers.count] }
          // As they lie, and each of the two as the other way round would have it.
          let sums = BallGrids.sums(factors, grid, from: starts)
          let turned = BallGrids.sums(
            GridView(transposed: factors.transposed), GridView(transposed: grid.transposed), from: starts)
          for j in 0..<2 {
            for n in 0..<5 {
              var sum = numbers[(shift + j) % numbers.count]
              for r in 0..<4 { sum += factors[j, r] * grid[r, n] }
              #expect(turned[j, n].description == sums[j, n].description)
              #expect(sums[j, n].overlaps(sum) && sums[j, n].isFinite == sum.isFinite)
              #expect(sums[j, n].isExactZero == sum.isExactZero)
              if sum.isFinite { #expect(sums[j, n].relativeRadius <= sum.relativeRadius, "\(sum)") }
            }
          }
        }
      }
    }

    /// A pre-activation that is exactly 0 has to come out as 0: whether a neuron is at its kink depends on it.
    @Test func exactSums() {
      let x = Grid(columns: [[3, 0.5, -1e9, 7].map { Ball($0) }])
      let y = Grid(rows: 1, columns: 4, elements: [0.75, 1024, 0, -0x1p-40].map { Ball($0) })
      let exact = 3 * 0.75 + 0.5 * 1024 - 7 * 0x1p-40
      for start in [1.25, -exact] {
        let sum = BallGrids.sums(y, x, from: [Ball(start)])[0, 0]
        #expect(sum.midpoint == start + exact && sum.relativeRadius == 0)
      }
      #expect(BallGrids.sums(y, x, from: [Ball(-exact)])[0, 0].signum == .zero)
    }

    /// Of no terms at all the start is left.
    @Test func noTerms() {
      let (none, empty) = (Grid<Ball>(rows: 1, columns: 0, elements: []), Grid<Ball>(rows: 0, columns: 2, elements: []))
      #expect(BallGrids.sums(none, empty, from: [.pi])[0, 1].overlaps(.pi))
    }

    /// What is summed up stays as it is.
    @Test func argumentsStay() {
      let (start, x, y) = (Ball(0.5), Ball(3), Ball(1) / Ball(3))
      let before = [start.description, x.description, y.description]
      let sums = BallGrids.sums(Grid(columns: [[x], [x]]), Grid(columns: [[y, y]]), from: [start])
      #expect(sums[0, 0].contains(2.5))
      #expect([start.description, x.description, y.description] == before)
    }
  }
#endif
