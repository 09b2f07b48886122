import Foundation

extension HTMLReport {
  /// The distribution of error ÷ allowance of one check: counts on a logarithmic axis over powers of two.
  struct Histogram {
    let check, alternative, caption, worst: Words
    let bars: [Bar]
    let rows, columns: [Tick]
    /// Where error = allowance.
    let limit: Drawn
    static let width = 420.0
    static let height = 150.0

    struct Bar {
      let x, y, width, height: Drawn
      let isBeyond: Bool
      let label: Words
    }

    private static let smallest = -30
    private static let largest = 10
    private static let (left, right, top, bottom) = (38.0, width - 10, 22.0, height - 24)
    /// Between "no error at all" and the rest.
    private static let gap = 8.0

    init?(_ row: CheckDocument.CheckRow) {
      let known = Self.largest - Self.smallest + 3
      let counts = row.ratios.prefix(known).map { max($0, 0) }
      guard let most = counts.max(), most > 0 else { return nil }
      check = Words(row.check)
      let pitch = (Self.right - Self.left - Self.gap) / Double(known)
      func edge(_ index: Int) -> Double { Self.left + Double(index) * pitch + (index > 0 ? Self.gap : 0) }
      func y(_ count: Double) -> Double {
        Self.bottom - (Self.bottom - Self.top) * log10(1 + count) / log10(1 + Double(most))
      }
      let firstBeyond = 2 - Self.smallest

      bars = counts.enumerated().filter { $0.element > 0 }.map { index, count in
        let top = y(Double(count))
        return Bar(
          x: Drawn(edge(index) + 0.5), y: Drawn(top), width: Drawn(pitch - 1), height: Drawn(Self.bottom - top),
          isBeyond: index >= firstBeyond,
          label: "\(Self.range(index)): \(NumberFormat.count(count))")
      }
      let decades = Int(log10(Double(most)) + 1e-9)
      let step = decades > 6 ? 3 : decades > 3 ? 2 : 1
      rows = stride(from: 0, through: decades, by: step).map { exponent in
        Tick(at: Drawn(y(pow(10, Double(exponent)))), label: Words(exponent == 0 ? "1" : power(10, exponent)))
      }
      let marked = [-30, -20, -10, 0, 10].map { exponent in
        Tick(at: Drawn(edge(exponent - Self.smallest + 2)), label: Words(exponent == 0 ? "1" : power(2, exponent)))
      }
      columns = [Tick(at: Drawn(edge(0) + pitch / 2), label: "0")] + marked
      limit = Drawn(edge(firstBeyond))

      let total = counts.reduce(0) { $0.addingClamped($1) }
      let beyond = counts.dropFirst(firstBeyond).reduce(0) { $0.addingClamped($1) }
      let beyondWords = beyond == 0 ? "none" : NumberFormat.count(beyond)
      caption = "\(beyondWords) of \(NumberFormat.count(total)) beyond, worst"
      worst = "\(rough(row.worstRatio)) ×"
      let exact = "\(NumberFormat.count(counts[0])) of \(NumberFormat.count(total))"
      alternative = Words(
        "Histogram of error ÷ allowance for \(check.renderText): \(exact) numbers show no error, "
          + "\(beyondWords) are beyond the allowance, the largest ratio is \(rough(row.worstRatio)).", limit: 1000)
    }

    private static func range(_ index: Int) -> String {
      switch index {
      case 0: "no error"
      case 1: "up to \(power(2, smallest))"
      case largest - smallest + 2: "above \(power(2, largest))"
      default: "\(power(2, smallest + index - 2)) to \(power(2, smallest + index - 1))"
      }
    }
  }
}
