import Foundation

extension HTMLReport {
  /// The error of difference quotients against the step, both on logarithmic axes: too large a step truncates,
  /// too small a one rounds.
  struct StepSizes {
    let lead, alternative: Words
    let replay: Command?
    let rows, columns: [Tick]
    let curves: [Curve]
    /// The numbers of the plot: a row per step.
    let table: Listing<Row>?

    struct Curve {
      let name: Words
      /// Which dashes and marks it has.
      let kind: Words
      let path: Drawn
      let marks: [Mark]
      let best: Words
      /// Where the legend has its name, and below that its best step.
      let legend: Mark
      let left, nameX, nameY, bestY: Drawn
    }

    /// One of four shapes, so that curves differ by more than their colour.
    struct Mark {
      let x, y: Drawn
      let isCircle, isSquare, isTriangle, isDiamond: Bool

      init(_ x: Double, _ y: Double, kind: Int) {
        (self.x, self.y) = (Drawn(x), Drawn(y))
        (isCircle, isSquare, isTriangle, isDiamond) = (kind % 4 == 0, kind % 4 == 1, kind % 4 == 2, kind % 4 == 3)
      }
    }

    struct Row {
      let step: Words
      let errors: [Words]
    }

    private static let (left, right, top, bottom) = (56.0, 540.0, 16.0, 300.0)
    private static let most = (rules: 8, steps: 400)

    init?(_ row: GateDocument.StepSizesRow) {
      let rules = row.rules.prefix(Self.most.rules)
      let order = row.steps.prefix(Self.most.steps).indices.filter { row.steps[$0].isFinite && row.steps[$0] > 0 }
        .sorted { row.steps[$0] < row.steps[$1] }
      func errors(_ rule: GateDocument.StepSizesRow.RuleRow) -> [(step: Double, error: Double)] {
        order.map { (row.steps[$0], rule.errors.indices.contains($0) ? rule.errors[$0] : .nan) }
      }
      let drawable = rules.flatMap { errors($0).map(\.error).filter { $0.isFinite && $0 > 0 } }
      guard let least = drawable.min(), let largest = drawable.max(), let first = order.first, let last = order.last
      else { return nil }
      let across = Axis(row.steps[first], row.steps[last], from: Self.left, to: Self.right)
      let up = Axis(least, largest, from: Self.bottom, to: Self.top)
      (columns, rows) = (across.ticks(most: 9), up.ticks(most: 8))

      curves = rules.enumerated().map { index, rule in
        let points = errors(rule)
        var path = Drawn()
        var marks: [Mark] = []
        var isDown = false
        for (step, error) in points {
          guard error.isFinite && error > 0 else {
            isDown = false
            continue
          }
          let (x, y) = (across.place(step), up.place(error))
          if isDown { path.line(x, y) } else { path.move(x, y) }
          isDown = true
          marks.append(Mark(x, y, kind: index))
        }
        let sparse = marks.enumerated().filter { marks.count <= 32 || $0.offset.isMultiple(of: marks.count / 16) }.map(
          \.element)
        let best = points.filter { $0.error.isFinite }.min { $0.error < $1.error }
        let (left, y) = (Self.right + 18, Self.top + 14 + Double(index) * 36)
        return Curve(
          name: Words(rule.name, limit: 24), kind: "c\(index % 4)", path: path, marks: sparse,
          best: best.map { "best \(rough($0.error)) at h = \(rough($0.step))" } ?? "no number at all",
          legend: Mark(left + 20, y, kind: index), left: Drawn(left), nameX: Drawn(left + 48), nameY: Drawn(y + 4),
          bestY: Drawn(y + 18))
      }
      lead =
        "Errors of numeric derivatives of \(row.entry) (\(rough(row.derivative))) in \(row.problem), by the step h."
      replay = Command(row.replay.isEmpty ? nil : "nnverify replay \(quoted(row.replay))")
      let words = curves.map { "\($0.name.renderText): \($0.best.renderText)" }.joined(separator: "; ")
      alternative = "Error of difference quotients against the step, both logarithmic. \(words)."
      table = Listing(
        order.map { index in
          Row(
            step: Words(rough(row.steps[index])),
            errors: rules.map { Words($0.errors.indices.contains(index) ? rough($0.errors[index]) : "–") })
        })
    }

    /// A logarithmic axis between two positive numbers.
    private struct Axis {
      let low, high, from, to: Double

      init(_ least: Double, _ largest: Double, from: Double, to: Double) {
        (low, high) = (log10(least).rounded(.down), max(log10(largest).rounded(.up), log10(least).rounded(.down) + 1))
        (self.from, self.to) = (from, to)
      }

      func place(_ x: Double) -> Double { place(exponent: log10(x)) }

      private func place(exponent: Double) -> Double { from + (to - from) * (exponent - low) / (high - low) }

      func ticks(most: Int) -> [Tick] {
        let step = max(1, Int(((high - low) / Double(most)).rounded(.up)))
        return stride(from: Int(low), through: Int(high), by: step).map { exponent in
          Tick(at: Drawn(place(exponent: Double(exponent))), label: Words(exponent == 0 ? "1" : power(10, exponent)))
        }
      }
    }
  }
}
