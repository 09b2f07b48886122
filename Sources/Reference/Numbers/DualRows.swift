public import Networks

/// Rows of ``Dual``: the values are summed up by themselves, and where either the factors or the rows do not move, so are the slopes.
///
///     (Σᵣ cᵣ xᵣ)′ = Σᵣ (cᵣ′ xᵣ + cᵣ xᵣ′)
///
/// Along a direction in one tensor, one of the two terms is an exact zero everywhere.
@frozen
public struct DualRows<Base: Number>: Rows {
  @usableFromInline let grid: Grid<Dual<Base>>
  @usableFromInline let values: Base.NumberRows
  @usableFromInline let slopes: Base.NumberRows
  /// Whether no slope is anything but an exact zero.
  @usableFromInline let areConstant: Bool

  @inlinable
  public init(_ grid: Grid<Dual<Base>>) {
    self.grid = grid
    values = Base.NumberRows(grid.map(\.value))
    slopes = Base.NumberRows(grid.map(\.slope))
    areConstant = grid.elements.allSatisfy { $0.slope.isExactZero }
  }

  @inlinable
  public func sums(
    _ count: Int, from start: [Dual<Base>], _ factor: (_ j: Int, _ r: Int) -> Dual<Base>
  ) -> Grid<Dual<Base>> {
    let factors = Grid(rows: count, columns: grid.rows, factor)
    let value = values.sums(count, from: start.map(\.value)) { j, r in factors[j, r].value }
    var slope: Grid<Base>
    if factors.elements.allSatisfy({ $0.slope.isExactZero }) && grid.elements.allSatisfy({ $0.value.isAnnihilated }) {
      slope = slopes.sums(count, from: start.map(\.slope)) { j, r in factors[j, r].value }
    } else if areConstant && factors.elements.allSatisfy({ $0.value.isAnnihilated }) {
      slope = values.sums(count, from: start.map(\.slope)) { j, r in factors[j, r].slope }
      // Of nothing but zeros the last one is the sum, with its sign.
      let last = grid.rows - 1
      for j in 0..<count {
        for n in 0..<grid.columns where slope[j, n].isExactZero {
          slope[j, n] = factors[j, last].value * grid[last, n].slope
        }
      }
    } else {
      slope = Grid(rows: count, columns: grid.columns) { j, n in
        var sum = start.isEmpty ? Base.zero : start[j].slope
        for r in 0..<grid.rows {
          let (x, y) = (factors[j, r], grid[r, n])
          sum += x.slope * y.value + x.value * y.slope
        }
        return sum
      }
    }
    return Grid(rows: count, columns: grid.columns) { j, n in Dual(value[j, n], slope: slope[j, n]) }
  }
}
