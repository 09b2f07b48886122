#if Arb
  public import Networks
  public import Reference

  /// Grids of balls, each sum rounded once.
  public enum BallGrids: GridArithmetic {
    public static func sums(_ x: GridView<Ball>, _ y: GridView<Ball>, from start: [Ball]) -> Grid<Ball> {
      Ball.sums(x, y, from: start)
    }
  }
#endif
