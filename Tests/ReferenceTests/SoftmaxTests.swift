import Networks
import Testing

@testable import Reference

/// v = e^u / Σ e^u, to the nearest binary64. Made with mpmath at 400 digits.
private let table: [(u: [Double], v: [Double])] = [
  ([1, 2, 3], [0.09003057317038046, 0.24472847105479764, 0.6652409557748219]),
  ([-0.5, 0.25, 700], [5.980196118639791e-305, 1.2660075282507491e-304, 1]),
  ([-1000, -1000.5, -999], [0.23122389762214907, 0.14024438316608848, 0.6285317192117624]),
  ([800, 800, 800, 800], [0.25, 0.25, 0.25, 0.25]),
  ([0, -30], [0.9999999999999064, 9.357622968839299e-14]),
]

/// v_k (1[k = j] − v_j), row by row, made the same way.
private let jacobians: [(v: [Double], jacobian: [Double])] = [
  (
    table[0].v,
    [
      0.08192506906499322, -0.022033044520174298, -0.059892024544818935,
      -0.022033044520174298, 0.1848364465099787, -0.16280340198980442,
      -0.059892024544818935, -0.16280340198980442, 0.22269542653462335,
    ]
  ),
  (
    table[2].v,
    [
      0.177759406790571, -0.03242785289527709, -0.1453315538952939,
      -0.03242785289527709, 0.12057589615645184, -0.08814804326117476,
      -0.1453315538952939, -0.08814804326117476, 0.23347959715646865,
    ]
  ),
  (table[4].v, [9.357622968838423e-14, -9.357622968838423e-14, -9.357622968838423e-14, 9.357622968838423e-14]),
]

@Suite struct SoftmaxTests {
  @Test(arguments: table)
  func tabulated(_ u: [Double], _ expected: [Double]) {
    for (v, truth) in zip(Textbook.softmax(u), expected) {
      #expect(abs(v - truth) <= 8 * 0x1p-53 * truth, "\(v), not \(truth)")
    }
  }

  /// e^u alone would overflow or vanish.
  @Test(
    arguments: [[1e4, 0, -1e4], [-1e4, 0, 1e4], [-1e4, -10001, -10002], [750, 750, 749], [1e300, -1e300, 0]]
      as [[Double]])
  func stable(_ u: [Double]) {
    let v = Textbook.softmax(u)
    #expect(v.allSatisfy { $0.isFinite && $0 >= 0 && $0 <= 1 })
    #expect(abs(v.reduce(0, +) - 1) <= 0x1p-50)
  }

  /// A constant added to every u changes nothing: not a bit where the sums are exact.
  @Test func shift() {
    let u = [0.5, -1.25, 3]
    #expect(Textbook.softmax(u.map { $0 + 1024 }) == Textbook.softmax(u))
  }

  /// Off the diagonal one rounding; on it 1 − v costs an error of u·v.
  @Test(arguments: jacobians)
  func jacobian(_ v: [Double], _ expected: [Double]) {
    for k in v.indices {
      for j in v.indices {
        let truth = expected[k * v.count + j]
        let entry = Textbook.softmaxJacobian(v, k: k, j: j)
        // The v of the table are themselves rounded: by u relative, which 1 − v passes on as u absolute.
        #expect(abs(entry - truth) <= 4 * 0x1p-53 * (abs(truth) + v[k] * (k == j ? 1 : 0)), "∂v\(k)/∂u\(j) = \(entry)")
      }
    }
  }

  /// Dyadic v, so that everything is exact: v = (¼, ½, ¼).
  @Test func exactJacobian() {
    let v = [0.25, 0.5, 0.25]
    let rows = (0..<3).map { k in (0..<3).map { Textbook.softmaxJacobian(v, k: k, j: $0) } }
    #expect(rows == [[0.1875, -0.125, -0.0625], [-0.125, 0.25, -0.125], [-0.0625, -0.125, 0.1875]])
  }

  /// The whole Jacobian is used, not its diagonal. u = (0, 0) gives v = (½, ½), J = ±¼; t = (1, ¼) gives
  /// ∂e/∂v = (−½, ¼), so δ = (¼·−½ − ¼·¼, −¼·−½ + ¼·¼) = (−3/16, 3/16).
  @Test func deltaOfSquaredError() {
    let delta = Textbook.generalDelta(
      .softmax, .squaredError, u: Grid(columns: [[0, 0]]), v: Grid(columns: [[0.5, 0.5]]),
      t: Grid(columns: [[1, 0.25]]))
    #expect(delta == Grid(columns: [[-0.1875, 0.1875]]))
  }
}
