import Networks
import Testing

@Suite struct GridTests {
  /// 1 2 3
  /// 4 5 6
  let grid = Grid(rows: 2, columns: 3, elements: [1, 2, 3, 4, 5, 6])

  @Test func rowMajor() {
    #expect(grid[0, 0] == 1 && grid[0, 2] == 3 && grid[1, 0] == 4 && grid[1, 2] == 6)
    #expect(Grid(rows: 2, columns: 3) { 3 * $0 + $1 + 1 } == grid)
    #expect(Grid(columns: [[1, 4], [2, 5], [3, 6]]) == grid)
    #expect(Grid(repeating: 7, rows: 2, columns: 1).elements == [7, 7])
    #expect(Grid<Int>(rows: 0, columns: 3, elements: []).elements.isEmpty)
  }

  @Test func assignment() {
    var changed = grid
    changed[1, 0] = 40
    changed[0, 2] += 10
    #expect(changed.elements == [1, 2, 13, 40, 5, 6])
    #expect(grid.elements == [1, 2, 3, 4, 5, 6])
  }

  @Test func columnsInPlace() {
    #expect(Array(grid[column: 1]) == grid.column(1))
    #expect(grid[column: 2].indices == 0..<2 && grid[column: 2][1] == 6)
    #expect(grid.transposed == Grid(rows: 3, columns: 2, elements: [1, 4, 2, 5, 3, 6]))
  }

  @Test func columns() {
    #expect((0..<3).map { grid.column($0) } == [[1, 4], [2, 5], [3, 6]])
  }

  @Test func selecting() {
    let chosen = grid.selecting(columns: [2, 0, 2, 2])
    #expect(chosen.shape == "2 × 4" && chosen.elements == [3, 1, 3, 3, 6, 4, 6, 6])
    let rows = grid.selecting(rows: [1, 1, 0])
    #expect(rows.shape == "3 × 3" && rows.elements == [4, 5, 6, 4, 5, 6, 1, 2, 3])
    #expect(grid.selecting(columns: []).shape == "2 × 0")
    #expect(grid.selecting(rows: []).shape == "0 × 3")
  }

  @Test func mapKeepsTheShape() {
    let halves = grid.map { Double($0) / 2 }
    #expect(halves.shape == "2 × 3" && halves.elements == [0.5, 1, 1.5, 2, 2.5, 3])
  }

  @Test func equality() {
    #expect(grid != Grid(rows: 3, columns: 2, elements: [1, 2, 3, 4, 5, 6]))
    #expect(grid.shape == "2 × 3")
  }

  struct Refused: Error {}

  @Test func errorsPass() {
    #expect(throws: Refused.self) {
      try Grid(rows: 2, columns: 2) { row, _ throws(Refused) in
        if row == 1 { throw Refused() }
        return row
      }
    }
  }
}
