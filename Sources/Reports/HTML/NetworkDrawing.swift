extension HTMLReport {
  /// The layers of a network as columns of neurons, with the layer marked where an answer first departs.
  struct NetworkDrawing {
    let alternative: Words
    let caption: Words?
    let width, height: Drawn
    let edges: Drawn
    let neurons: [Point]
    /// "⋮ 35", between the first and the last neurons of a wide layer.
    let elided: [Label]
    /// "⋯ 12 layers", between the first and the last layers of a deep network.
    let gaps: [Label]
    let columns: [Column]
    let mark: Mark?

    struct Point {
      let x, y: Drawn
      let departs: Bool
    }

    struct Label {
      let x, y: Drawn
      let text: Words
    }

    struct Column {
      let x, nameY, activationY: Drawn
      let name, activation: Words
      let departs: Bool
    }

    struct Mark {
      let x, middle, height: Drawn
    }

    private static let pitch = 96.0
    private static let (top, slot) = (40.0, 26.0)
    /// Neurons, or places for them, in a column.
    private static let most = 5

    init?(_ picture: CheckDocument.PictureRow) {
      let widths = picture.widths
      guard widths.count >= 2, widths.allSatisfy({ $0 >= 1 }) else { return nil }
      let departing = picture.layer.flatMap { (1..<widths.count).contains($0) ? $0 : nil }
      let shown = Self.shown(widths.count, departing)
      let tallest = min(widths.max() ?? 1, Self.most)
      let middle = Self.top + Double(tallest) * Self.slot / 2

      var columns: [Column] = []
      var neurons: [Point] = []
      var elided: [Label] = []
      var gaps: [Label] = []
      var edges = Drawn()
      var mark: Mark?
      var x = 52.0
      var before: (layer: Int, x: Double, ys: [Double])?
      for layer in shown {
        if let before, before.layer < layer - 1 {
          gaps.append(Label(x: Drawn(x), y: Drawn(middle), text: "⋯ \(layer - before.layer - 1) more"))
          x += Self.pitch
        }
        let (ys, gap) = Self.places(widths[layer], around: middle)
        let departs = layer == departing
        neurons += ys.map { Point(x: Drawn(x), y: Drawn($0), departs: departs) }
        if let gap { elided.append(Label(x: Drawn(x), y: Drawn(gap + 4), text: "⋮ \(widths[layer] - ys.count)")) }
        if let before, before.layer == layer - 1 {
          for from in before.ys {
            for to in ys {
              edges.move(before.x + 8, from)
              edges.line(x - 8, to)
            }
          }
        }
        let bottom = Self.top + Double(tallest) * Self.slot
        let activation =
          layer == 0 ? "inputs" : picture.activations.indices.contains(layer - 1) ? picture.activations[layer - 1] : ""
        columns.append(
          Column(
            x: Drawn(x), nameY: Drawn(bottom + 18), activationY: Drawn(bottom + 33),
            name: Words(layer == 0 ? "X · \(widths[0])" : "\(layer) · \(widths[layer])"),
            activation: Words(activation, limit: 18), departs: departs))
        if departs {
          mark = Mark(x: Drawn(x - 24), middle: Drawn(x), height: Drawn(Double(tallest) * Self.slot + 4))
        }
        before = (layer, x, ys)
        x += Self.pitch
      }
      (self.columns, self.neurons, self.elided, self.gaps) = (columns, neurons, elided, gaps)
      (self.edges, self.mark) = (edges, mark)
      width = Drawn(x - Self.pitch + 52)
      height = Drawn(Self.top + Double(tallest) * Self.slot + 42)
      let place = departing.map { "layer \($0)" + (picture.equation.map { ", \($0)" } ?? "") }
      let sizes = widths.prefix(40).map(String.init).joined(separator: "-")
      alternative = Words("Network \(sizes)" + (place.map { "; the answer first departs in \($0)" } ?? "") + ".")
      caption = place.map { "\(picture.implementation) first departs in \($0)." }
    }

    /// All layers of a network that is not deep; of a deep one the first, the last, and those around the departing one.
    private static func shown(_ count: Int, _ departing: Int?) -> [Int] {
      guard count > 9 else { return Array(0..<count) }
      let wanted = [0, 1, count - 2, count - 1] + (departing.map { [$0 - 1, $0, $0 + 1] } ?? [2, count - 3])
      return Set(wanted.filter { (0..<count).contains($0) }).sorted()
    }

    /// Where the neurons of a layer lie, and the place of the ellipsis in a wide one.
    private static func places(_ width: Int, around middle: Double) -> ([Double], Double?) {
      let slots = min(width, most)
      let ys = (0..<slots).map { middle + (Double($0) - Double(slots - 1) / 2) * slot }
      guard width > most else { return (ys, nil) }
      let gap = most / 2
      return (ys.indices.filter { $0 != gap }.map { ys[$0] }, ys[gap])
    }
  }
}
