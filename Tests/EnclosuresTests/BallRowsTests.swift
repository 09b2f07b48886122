#if Arb
  import Networks
  import Testing

  @testable import Enclosures

  /// A sum in one storage is the ball that `+=` and `*` give.
  @Suite struct BallRowsTests {
    @Test func sums() {
      let numbers =
        [0, 1, -0.1, 1e300, -1e-300, .nan, 3].map { Ball($0) } + [Ball(1) / Ball(3), Ball.pi, Ball(1) / Ball(0)]
      for shift in numbers.indices {
        let grid = Grid(rows: 4, columns: 5) { r, n in numbers[(3 * r + n + shift) % numbers.count] }
        let sums = BallRows(grid).sums(2, from: { numbers[(shift + $0) % numbers.count] }) { j, r in
          numbers[(7 * j + r + 2 * shift) % numbers.count]
        }
        for j in 0..<2 {
          for n in 0..<5 {
            var sum = numbers[(shift + j) % numbers.count]
            for r in 0..<4 { sum += numbers[(7 * j + r + 2 * shift) % numbers.count] * grid[r, n] }
            #expect(sums[j, n].description == sum.description)
          }
        }
      }
    }

    /// What is summed up stays as it is.
    @Test func argumentsStay() {
      let (start, x, y) = (Ball(0.5), Ball(3), Ball(1) / Ball(3))
      let before = [start.description, x.description, y.description]
      let sums = BallRows(Grid(columns: [[y, y]])).sums(1, from: { _ in start }) { _, _ in x }
      #expect(sums[0, 0].contains(2.5))
      #expect([start.description, x.description, y.description] == before)
    }
  }
#endif
