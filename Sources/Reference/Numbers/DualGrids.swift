public import Networks

/// Grids of ``Dual``: the values are summed up by themselves, and where either x or y does not move, so are the slopes.
///
///     (Σᵣ xᵣ yᵣ)′ = Σᵣ (xᵣ′ yᵣ + xᵣ yᵣ′)
///
/// Along a direction in one tensor, one of the two terms is an exact zero everywhere.
public enum DualGrids<Base: Number>: GridArithmetic {
  public typealias Scalar = Dual<Base>

  @inlinable
  public static func sums(_ x: GridView<Scalar>, _ y: GridView<Scalar>, from start: [Scalar]) -> Grid<Scalar> {
    let (factors, numbers) = (x.map(\.value), y.map(\.value))
    let value = Base.Grids.sums(factors, numbers, from: start.map(\.value))
    var slope: Grid<Base>
    if x.isConstant() && numbers.elements.allSatisfy(\.isAnnihilated) {
      slope = Base.Grids.sums(factors, y.map(\.slope), from: start.map(\.slope))
    } else if y.isConstant() && factors.elements.allSatisfy(\.isAnnihilated) {
      slope = Base.Grids.sums(x.map(\.slope), numbers, from: start.map(\.slope))
      // Of nothing but zeros the last one is the sum, with its sign.
      let last = y.rows - 1
      for j in 0..<x.rows {
        for n in 0..<y.columns where slope[j, n].isExactZero { slope[j, n] = factors[j, last] * y[last, n].slope }
      }
    } else {
      slope = Grid(rows: x.rows, columns: y.columns) { j, n in
        var sum = start.isEmpty ? Base.zero : start[j].slope
        for r in 0..<y.rows {
          let (x, y) = (x[j, r], y[r, n])
          sum += x.slope * y.value + x.value * y.slope
        }
        return sum
      }
    }
    return Grid(rows: x.rows, columns: y.columns) { j, n in Dual(value[j, n], slope: slope[j, n]) }
  }
}

extension GridView {
  /// Whether no slope is anything but an exact zero.
  @inlinable
  func isConstant<Base: Number>() -> Bool where Element == Dual<Base> { elements.allSatisfy { $0.slope.isExactZero } }
}
