extension HTMLReport {
  /// One matrix of error ÷ allowance: what agrees is pale, what departs the stronger the further, no number is hatched.
  struct HeatMap {
    let quantity, shape, verdict, alternative: Words
    /// Of what departs.
    let worst: Words?
    let departs, isFirst: Bool
    /// Nil where the picture would be too much ink.
    let drawing: Drawing?
    let note: Words?

    struct Drawing {
      let width, height: Drawn
      /// One by one with their values, in a small matrix.
      let cells: [Cell]
      /// All of a level together, in a large one.
      let levels: [Level]
    }

    struct Cell {
      let level: Words
      let x, y, width, height: Drawn
      let value: Words
    }

    struct Level {
      let level: Words
      let path: Drawn
    }

    /// A line of the legend.
    struct Swatch {
      let level, label: Words
    }

    /// What is left to be drawn with in this page: a box of a path costs one, a cell with its value eight.
    struct Ink {
      var boxes = 20_000
      /// Kept for paths.
      static let reserve = 8000
    }

    /// The levels by their upper bounds, after that of agreement.
    private static let bounds: [(bound: Double, label: String)] = [
      (1, "agrees"), (10, "up to 10 ×"), (1e4, "10⁴ ×"), (1e8, "10⁸ ×"), (1e12, "10¹² ×"),
      (.greatestFiniteMagnitude, "beyond"),
    ]
    private static let notNumber = bounds.count
    private static let nan = rough(.nan)

    static let legend =
      bounds.enumerated().map { Swatch(level: "h\($0)", label: Words($1.label)) }
      + [Swatch(level: "h\(notNumber)", label: "no number")]

    /// 0 for agreement.
    static func level(_ ratio: Double) -> Int {
      ratio.isFinite ? bounds.firstIndex { ratio <= $0.bound } ?? 0 : notNumber
    }

    /// All matrices of a picture, as far as a reader can take them in, and a line on what they are.
    static func maps(_ picture: CheckDocument.PictureRow, ink: inout Ink) -> ([HeatMap], Words?) {
      let sound = picture.matrices.filter { $0.isSound && !$0.ratios.isEmpty }
      guard !sound.isEmpty else { return ([], nil) }
      let most = 48
      let chosen = sound.count <= most ? sound : Array(sound.filter { $0.departing > 0 }.prefix(most))
      let first = chosen.firstIndex { $0.departing > 0 }
      var maps: [HeatMap] = []
      for (index, matrix) in chosen.enumerated() { maps.append(HeatMap(matrix, isFirst: index == first, ink: &ink)) }
      var line = "Error ÷ allowance of \(picture.implementation) on \(picture.problem)."
      if chosen.count < sound.count {
        line += " \(NumberFormat.count(sound.count - chosen.count)) quantities more are not drawn."
      }
      return (maps, Words(line))
    }

    private init(_ matrix: CheckDocument.MatrixRow, isFirst: Bool, ink: inout Ink) {
      let pooled = Pooled(matrix)
      let total = matrix.ratios.count
      let departing = matrix.departing
      let largest = rough(matrix.ratios.lazy.map { $0 }.max(by: Pooled.isLess) ?? 0)
      quantity = Words(matrix.quantity, limit: 40)
      shape = "\(matrix.rows) × \(matrix.columns)"
      self.departs = departing > 0
      worst = departing > 0 ? Words(largest == Self.nan ? largest : "\(largest) ×") : nil
      self.isFirst = isFirst
      let share = "\(NumberFormat.count(departing)) of \(NumberFormat.count(total))"
      verdict = departing == 0 ? "agrees" : "\(share) depart"
      let departs = departing == 0 ? "none of \(NumberFormat.count(total))" : share
      let margin = largest == Self.nan ? largest : "\(largest) times its allowance"
      alternative =
        "\(quantity.renderText), \(shape.renderText): \(departs) entries depart; the worst error is \(margin)."
      drawing = Drawing(pooled, ink: &ink)
      note =
        drawing == nil
        ? "not drawn: the page would grow too large"
        : pooled.block > 1 ? "a square is the worst of \(pooled.block) × \(pooled.block)" : nil
    }
  }
}

extension HTMLReport.HeatMap.Drawing {
  fileprivate init?(_ matrix: Pooled, ink: inout HTMLReport.HeatMap.Ink) {
    // A long matrix has cells that are flat, so that it can be seen at all.
    let (across, down) = (max(3, min(18, 168 / matrix.columns)), max(3, min(18, 168 / matrix.rows)))
    (width, height) = (.init(matrix.columns * across), .init(matrix.rows * down))
    let isSmall = matrix.ratios.count <= 64 && matrix.block == 1
    if isSmall && ink.boxes - 8 * matrix.ratios.count >= HTMLReport.HeatMap.Ink.reserve {
      ink.boxes -= 8 * matrix.ratios.count
      levels = []
      cells = matrix.ratios.enumerated().map { index, ratio in
        let (row, column) = (index / matrix.columns, index % matrix.columns)
        return HTMLReport.HeatMap.Cell(
          level: "h\(HTMLReport.HeatMap.level(ratio))\(min(across, down) < 8 ? "" : " cell")",
          x: .init(column * across),
          y: .init(row * down), width: .init(across), height: .init(down),
          value: .init("[\(row)][\(column)]: \(HTMLReport.rough(ratio)) ×", limit: 80))
      }
      return
    }
    var paths = [HTMLReport.Drawn](repeating: .init(), count: HTMLReport.HeatMap.legend.count)
    for row in 0..<matrix.rows {
      var column = 0
      while column < matrix.columns {
        let level = matrix.level(row, column)
        let start = column
        while column < matrix.columns, matrix.level(row, column) == level { column += 1 }
        guard level > 0 else { continue }
        ink.boxes -= 1
        guard ink.boxes > 0 else { return nil }
        paths[level].box(x: start * across, y: row * down, width: (column - start) * across, height: down)
      }
    }
    cells = []
    levels = paths.enumerated().filter { !$0.element.isEmpty }.map { .init(level: "h\($0.offset)", path: $0.element) }
  }
}

/// A matrix no larger than a picture can show: every entry the worst of a square block.
private struct Pooled {
  let rows, columns, block: Int
  let ratios: [Double]

  /// - Precondition: a sound matrix with entries.
  init(_ matrix: CheckDocument.MatrixRow) {
    let most = 64
    let block = max(1, (max(matrix.rows, matrix.columns) + most - 1) / most)
    let (rows, columns) = ((matrix.rows + block - 1) / block, (matrix.columns + block - 1) / block)
    var ratios = [Double](repeating: -.infinity, count: rows * columns)
    for row in 0..<matrix.rows {
      for column in 0..<matrix.columns {
        let ratio = matrix.ratios[row * matrix.columns + column]
        let place = row / block * columns + column / block
        if Self.isLess(ratios[place], ratio) { ratios[place] = ratio }
      }
    }
    (self.rows, self.columns, self.block, self.ratios) = (rows, columns, block, ratios)
  }

  /// NaN is worse than anything.
  static func isLess(_ a: Double, _ b: Double) -> Bool { b.isNaN ? !a.isNaN : a < b }

  func level(_ row: Int, _ column: Int) -> Int { HTMLReport.HeatMap.level(ratios[row * columns + column]) }
}

extension CheckDocument.MatrixRow {
  /// As many numbers as the shape says.
  fileprivate var isSound: Bool {
    guard rows >= 0, columns >= 0 else { return false }
    let (count, overflow) = rows.multipliedReportingOverflow(by: columns)
    return !overflow && count == ratios.count
  }

  fileprivate var departing: Int { ratios.count { !($0 <= 1) } }
}
