import Testing
import Workers

@testable import Reports

@Suite struct FormatTests {
  @Test(arguments: [
    (0.3775, "0.3775"), (0.39249999999999996, "0.3925"), (0.59326999210718723, "0.593269992"), (-0.0, "0"),
    (0, "0"), (.nan, "nan"),
    (2, "2"), (0.00043856773, "0.000438568"), (4.3856773e-7, "4.38567730e-07"), (0.75136506955, "0.751365070"),
    (12345678.9, "12345678.9"), (.infinity, "inf"), (123456789.125, "1.23456789e+08"),
  ])
  func figures(_ number: Double, _ text: String) { #expect(NumberFormat.figure(number) == text) }

  @Test(arguments: [(0, "0"), (999, "999"), (1000, "1,000"), (1_234_567, "1,234,567"), (-1000, "-1,000")])
  func counts(_ number: Int, _ text: String) { #expect(NumberFormat.count(number) == text) }

  @Test(arguments: [(1.0, "100 %"), (0.99999, "99.99 %"), (0.5, "50.00 %"), (0, "0.00 %")])
  func percentagesNeverRoundUpToAll(_ share: Double, _ text: String) { #expect(NumberFormat.percent(share) == text) }

  @Test(arguments: [
    (Duration.milliseconds(3), "3 ms"), (.milliseconds(1500), "1.5 s"), (.seconds(245), "4 min 05 s"),
    (.seconds(7260), "2 h 01 min"),
  ])
  func durations(_ duration: Duration, _ text: String) { #expect(NumberFormat.duration(duration) == text) }

  @Test func columnsAlign() {
    var table = Table([("δ", .left), ("n", .right)])
    table.add(["a", "1"])
    table.add(["bcd", "1,000"])
    #expect(table.text() == "δ        n\na        1\nbcd  1,000")
  }

  @Test func onlyColouredStylesColour() {
    #expect(Style.plain.bad("x") == "x")
    #expect(Style.coloured.bad("x") == "\u{1B}[1;31mx\u{1B}[0m")
  }

  @Test(arguments: [("1:42:17", "1:42:17"), ("a b", "'a b'"), ("it's", "'it'\\''s'"), ("", "''"), ("$(rm)", "'$(rm)'")])
  func namesSurviveAShell(_ name: String, _ quoted: String) { #expect(WorkerCommand.quoted(name) == quoted) }

  @Test func progressLines() {
    let line = ProgressMeter.line(done: 50, failed: 2, total: 200, elapsed: .seconds(1), withBar: true)
    #expect(line == "[######..................]  50 of 200 problems  3.0 s left  50 a second  2 failing")
    #expect(
      ProgressMeter.line(done: 1, failed: 0, total: nil, elapsed: .seconds(1), withBar: false)
        == "1 problem  1 a second")
    // What was done before takes no part in the rate.
    #expect(
      ProgressMeter.line(done: 60, failed: 0, total: 100, elapsed: .seconds(2), earlier: 40, withBar: false)
        == "60 of 100 problems  4.0 s left  10 a second")
    #expect(
      ProgressMeter.line(
        done: 4, failed: 0, total: nil, elapsed: .seconds(1), timeLimit: .seconds(61), earlier: 4, withBar: false)
        == "4 problems  60.0 s left")
  }
}
