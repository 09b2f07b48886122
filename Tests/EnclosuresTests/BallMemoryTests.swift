#if Arb && os(Linux)
  import Foundation
  import Reference
  import Testing

  @testable import Enclosures

  @Suite struct BallMemoryTests {
    /// What the process holds in memory, in megabytes.
    static func resident() throws -> Double {
      let pages = try String(contentsOfFile: "/proc/self/statm", encoding: .utf8).split(separator: " ")[1]
      return try #require(Double(pages)) * 4096 / 1e6
    }

    /// Midpoints of eight kilobytes, a hundred thousand of each kind: if they stayed it would be gigabytes. Other tests run
    /// beside this one, so a few hundred megabytes are nobody's fault.
    @Test func nothingStays() throws {
      let wide = Ball.withPrecision(65536) { Ball(1) / Ball(3) }
      let before = try Self.resident()
      Ball.withPrecision(65536) {
        for _ in 0..<100_000 {
          var sum = -wide
          sum += wide + sum
          sum = wide
        }
      }
      #expect(try Self.resident() - before < 400)
    }
  }
#endif
