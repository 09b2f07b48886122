/// Columns that align. Widths count characters, so that subscripts and Greek letters do not push anything aside.
public struct Table {
  public enum Alignment {
    case left
    case right
  }

  private let columns: [(title: String, alignment: Alignment)]
  private var rows: [[String]] = []

  public init(_ columns: [(title: String, alignment: Alignment)]) { self.columns = columns }

  /// - Precondition: one cell per column.
  public mutating func add(_ cells: [String]) {
    precondition(cells.count == columns.count, "\(cells.count) cells for \(columns.count) columns")
    rows.append(cells)
  }

  /// The table, its titles first, every line indented and without trailing blanks.
  public func text(indent: String = "", style: Style = .plain) -> String {
    let titles = columns.map(\.title)
    let widths = columns.indices.map { column in
      ([titles] + rows).map { $0[column].count }.max() ?? 0
    }
    func line(_ cells: [String]) -> String {
      var text = indent
      for (column, cell) in cells.enumerated() {
        let padding = String(repeating: " ", count: widths[column] - cell.count)
        text += columns[column].alignment == .left ? cell + padding : padding + cell
        if column < cells.count - 1 { text += "  " }
      }
      while text.last == " " { text.removeLast() }
      return text
    }
    return ([style.dim(line(titles))] + rows.map(line)).joined(separator: "\n")
  }
}
