import Networks

/// How the numbers of a problem are written.
enum NumberStyle {
  /// As JSON numbers.
  case plain
  /// Twice: in decimals, in quotes, and by their bits. No parser then changes them unseen.
  case exact
}

extension Problem<Double> {
  func json(_ style: NumberStyle) -> JSONText {
    .object(
      [("layers", .array(network.layers.map { $0.json(style) }))]
        + members("inputs", inputs, style) + members("targets", targets, style)
        + [("loss", .string(loss.rawValue)), ("reduction", .string(reduction.rawValue))])
  }
}

extension Layer<Double> {
  fileprivate func json(_ style: NumberStyle) -> JSONText {
    let alpha: [JSONMember] = activation.alpha.map { members("alpha", $0, style) } ?? []
    return .object(
      [("activation", .string(activation.name))] + alpha + members("weights", weights, style)
        + members("biases", biases, style))
  }
}

typealias JSONMember = (key: String, value: JSONText)

/// One number under its key, and by its bits.
func members(_ key: String, _ number: Double, _ style: NumberStyle) -> [JSONMember] {
  members(key, number, style) { number, write in write(number) }
}

/// A row of numbers.
func members(_ key: String, _ row: [Double], _ style: NumberStyle) -> [JSONMember] {
  members(key, row, style) { row, write in .array(row.map(write)) }
}

/// A row of numbers per layer.
func members(_ key: String, _ rows: [[Double]], _ style: NumberStyle) -> [JSONMember] {
  members(key, rows, style) { rows, write in .array(rows.map { .array($0.map(write)) }) }
}

func members(_ key: String, _ grid: Grid<Double>, _ style: NumberStyle) -> [JSONMember] {
  members(key, grid, style) { grid, write in grid.json(write) }
}

func members(_ key: String, _ grids: [Grid<Double>], _ style: NumberStyle) -> [JSONMember] {
  members(key, grids, style) { grids, write in .array(grids.map { $0.json(write) }) }
}

private func members<Numbers>(
  _ key: String, _ numbers: Numbers, _ style: NumberStyle, _ shape: (Numbers, (Double) -> JSONText) -> JSONText
) -> [JSONMember] {
  switch style {
  case .plain: [(key, shape(numbers, JSONText.number))]
  case .exact: [(key, shape(numbers) { .string("\($0)") }), (key + Keys.bits, shape(numbers) { .string($0.hex64) })]
  }
}

extension Double {
  /// The bits as sixteen hexadecimal digits, the most significant first.
  public var hex64: String {
    let digits = String(bitPattern, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}

extension StoredCase {
  /// What the case asks, in a form that only its problems determine: one line for loss and reduction, one for each layer's
  /// activation, and one for every row of numbers, by their bits. Earlier problems come first.
  public var question: String { (history + [problem]).map(\.question).joined(separator: "\n") + "\n" }
}

extension Problem<Double> {
  fileprivate var question: String {
    func row(_ numbers: [Double]) -> String { numbers.map(\.hex64).joined(separator: " ") }
    func rows(_ grid: Grid<Double>) -> [String] {
      (0..<grid.rows).map { j in row((0..<grid.columns).map { grid[j, $0] }) }
    }
    let layers = network.layers.flatMap { layer in
      [([layer.activation.name] + (layer.activation.alpha.map { [$0.hex64] } ?? [])).joined(separator: " ")]
        + rows(layer.weights) + [row(layer.biases)]
    }
    return
      (["\(loss.rawValue) \(reduction.rawValue)"] + layers + ["inputs"] + rows(inputs) + ["targets"] + rows(targets))
      .joined(separator: "\n")
  }
}
