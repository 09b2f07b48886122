import Foundation

/// The one place where numbers become text for people.
public enum NumberFormat {
  /// Every digit that makes the binary64 what it is.
  public static func exact(_ x: Double) -> String { "\(x)" }

  /// Nine decimals, or nine digits where that would not show it: for figures that are compared with printed ones.
  public static func figure(_ x: Double) -> String {
    // Neither the sign of a NaN nor that of a zero says anything.
    if x.isNaN { return "nan" }
    guard x.isFinite, x != 0 else { return x == 0 ? "0" : "\(x)" }
    let shortest = "\(x)"
    if shortest.count <= 10 && !shortest.contains("e") {
      return shortest.hasSuffix(".0") ? String(shortest.dropLast(2)) : shortest
    }
    let magnitude = abs(x)
    guard magnitude >= 1e-4 && magnitude < 1e6 else { return String(format: "%.8e", x) }
    let nine = String(format: "%.9f", x)
    // A number that is short but for its last bits is shown short: 0.3925, not 0.392500000.
    let short = nine.trimmingSuffix(while: { $0 == "0" })
    return short.count <= nine.count - 4 ? String(short.last == "." ? short.dropLast() : short) : nine
  }

  /// Two digits: for errors and what they were allowed.
  public static func rough(_ x: Double) -> String {
    if x == 0 { return "0" }
    return x.isFinite ? String(format: "%.1e", x) : "\(x)"
  }

  /// "1.98"
  public static func fixed(_ x: Double) -> String { String(format: "%.2f", x) }

  /// "99.98 %", never rounded up to 100.
  public static func percent(_ share: Double) -> String {
    let percent = share * 100
    guard share < 1 else { return "100 %" }
    return String(format: "%.2f %%", min(percent, 99.99))
  }

  /// "1,234,567"
  public static func count(_ n: Int) -> String {
    let digits = String(n.magnitude)
    var text = ""
    for (index, digit) in digits.enumerated() {
      if index > 0 && (digits.count - index).isMultiple(of: 3) { text += "," }
      text.append(digit)
    }
    return n < 0 ? "-" + text : text
  }

  /// "1 problem", "2 problems"
  public static func count(_ n: Int, _ noun: String) -> String { "\(count(n)) \(noun)\(n == 1 ? "" : "s")" }

  /// "830 ms", "12.3 s", "4 min 05 s"
  public static func duration(_ duration: Duration) -> String {
    let seconds = self.seconds(duration)
    if seconds < 1 { return String(format: "%.0f ms", seconds * 1000) }
    if seconds < 100 { return String(format: "%.1f s", seconds) }
    let whole = Int(seconds.rounded())
    if whole < 3600 { return String(format: "%d min %02d s", whole / 60, whole % 60) }
    return String(format: "%d h %02d min", whole / 3600, whole % 3600 / 60)
  }

  public static func seconds(_ duration: Duration) -> Double {
    Double(duration.components.seconds) + Double(duration.components.attoseconds) * 1e-18
  }
}

extension String {
  fileprivate func trimmingSuffix(while matches: (Character) -> Bool) -> Substring {
    var rest = self[...]
    while let last = rest.last, matches(last) { rest.removeLast() }
    return rest
  }
}
