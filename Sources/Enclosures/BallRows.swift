#if Arb
  public import Networks
  public import Reference

  /// Rows of balls, summed up number by number in one storage for each.
  public struct BallRows: Rows {
    private let grid: Grid<Ball>

    public init(_ grid: Grid<Ball>) { self.grid = grid }

    public func sum(from start: Ball, into elements: inout [Ball], _ factor: (_ r: Int) -> Ball) {
      let factors = (0..<grid.rows).map(factor)
      for n in 0..<grid.columns {
        elements.append(Ball.sum(from: start, factors, grid[column: n]))
      }
    }
  }
#endif
