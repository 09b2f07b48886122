#if Arb
  public import Networks
  public import Reference

  /// Rows of balls, each sum rounded once.
  public struct BallRows: Rows {
    private let grid: Grid<Ball>

    public init(_ grid: Grid<Ball>) { self.grid = grid }

    public func sums(_ count: Int, from start: [Ball], _ factor: (_ j: Int, _ r: Int) -> Ball) -> Grid<Ball> {
      Ball.sums(from: start, Grid(rows: count, columns: grid.rows, factor), grid)
    }
  }
#endif
