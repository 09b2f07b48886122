public import Networks

/// Grids of numbers that are computed one by one.
public enum PlainGrids<Scalar: Number>: GridArithmetic {
  @inlinable
  public static func sums(_ x: GridView<Scalar>, _ y: GridView<Scalar>, from start: [Scalar]) -> Grid<Scalar> {
    precondition(x.columns == y.rows, "\(x.columns) factors of \(y.rows) rows")
    precondition(start.isEmpty || start.count == x.rows, "\(start.count) starts of \(x.rows) sums")
    let (rows, columns, y) = (y.rows, y.columns, y.grid)
    let (factors, numbers) = (x.elements.span, y.elements.span)
    var sums: [Scalar] = []
    sums.reserveCapacity(x.rows * columns)
    for j in 0..<x.rows {
      let start = start.isEmpty ? Scalar.zero : start[j]
      var n = 0
      while n + 8 <= columns {
        var (eight, factor, number) = (Eight(start), j * x.rowStep, n)
        for _ in 0..<rows {
          eight.add(factors[factor], numbers.extracting(number..<number &+ 8))
          factor &+= x.columnStep
          number &+= columns
        }
        eight.append(to: &sums)
        n += 8
      }
      while n < columns {
        var (sum, factor, number) = (start, j * x.rowStep, n)
        for _ in 0..<rows {
          sum += factors[factor] * numbers[number]
          factor &+= x.columnStep
          number &+= columns
        }
        sums.append(sum)
        n += 1
      }
    }
    return Grid(rows: x.rows, columns: columns, elements: sums)
  }
}

/// The sums of eight columns side by side: an addition need not wait for the one before it.
@frozen
@usableFromInline
struct Eight<Scalar: Number> {
  @usableFromInline var (a, b, c, d): (Scalar, Scalar, Scalar, Scalar)
  @usableFromInline var (e, f, g, h): (Scalar, Scalar, Scalar, Scalar)

  @inlinable
  @inline(__always)
  init(_ start: Scalar) {
    (a, b, c, d) = (start, start, start, start)
    (e, f, g, h) = (start, start, start, start)
  }

  @inlinable
  @inline(__always)
  mutating func add(_ factor: Scalar, _ row: Span<Scalar>) {
    a += factor * row[0]
    b += factor * row[1]
    c += factor * row[2]
    d += factor * row[3]
    e += factor * row[4]
    f += factor * row[5]
    g += factor * row[6]
    h += factor * row[7]
  }

  @inlinable
  @inline(__always)
  func append(to sums: inout [Scalar]) {
    sums.append(a)
    sums.append(b)
    sums.append(c)
    sums.append(d)
    sums.append(e)
    sums.append(f)
    sums.append(g)
    sums.append(h)
  }
}
