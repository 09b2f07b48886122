import Mustache

extension HTMLReport {
  /// Coordinates and paths, made of numbers only.
  struct Drawn: MustacheCustomRenderable, ExpressibleByIntegerLiteral, Sendable {
    private(set) var renderText = ""
    let isNull = false

    init() {}
    init(_ number: Double) { append(number) }
    init(_ number: Int) { self.init(Double(number)) }
    init(integerLiteral number: Int) { self.init(number) }

    /// "M3 4"
    mutating func move(_ x: Double, _ y: Double) { step("M", x, y) }
    mutating func line(_ x: Double, _ y: Double) { step("L", x, y) }

    /// A filled box.
    mutating func box(x: Int, y: Int, width: Int, height: Int) {
      renderText += "M\(x) \(y)h\(width)v\(height)h-\(width)z"
    }

    var isEmpty: Bool { renderText.isEmpty }

    private mutating func step(_ letter: String, _ x: Double, _ y: Double) {
      renderText += letter
      append(x)
      renderText += " "
      append(y)
    }

    /// To a tenth, and never an exponent.
    private mutating func append(_ number: Double) {
      let tenths = number.isFinite ? Int((min(max(number, -1e6), 1e6) * 10).rounded()) : 0
      let (whole, rest) = tenths.magnitude.quotientAndRemainder(dividingBy: 10)
      renderText += (tenths < 0 ? "-" : "") + "\(whole)" + (rest == 0 ? "" : ".\(rest)")
    }
  }

  /// A mark on an axis: where, and what stands there.
  struct Tick {
    let at: Drawn
    let label: Words
  }

  /// "10⁻⁸"
  static func power(_ base: Int, _ exponent: Int) -> String {
    let digits: [Character] = ["⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹"]
    let raised = String(exponent.magnitude).compactMap { $0.wholeNumberValue.map { digits[$0] } }
    return "\(base)" + (exponent < 0 ? "⁻" : "") + String(raised)
  }

  /// "no number" for NaN, which `NumberFormat` leaves as it is.
  static func rough(_ x: Double) -> String {
    if x.isNaN { return "not a number" }
    return x.isInfinite ? (x < 0 ? "−∞" : "∞") : NumberFormat.rough(x)
  }

  static func share(_ part: Int, of whole: Int) -> Double {
    whole > 0 ? min(max(Double(part) / Double(whole), 0), 1) : 0
  }

  /// "1.2 s"; nil where nobody measured.
  static func time(_ seconds: Double) -> Words? {
    guard seconds.isFinite, seconds > 0, seconds < 1e9 else { return nil }
    return Words(NumberFormat.duration(.seconds(seconds)))
  }

  /// As a command that can be pasted.
  struct Command {
    let command: Words
    init?(_ text: String?) {
      guard let command = Words(text, limit: 1000) else { return nil }
      self.command = command
    }
  }
}
