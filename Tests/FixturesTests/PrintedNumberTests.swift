import Fixtures
import Testing

@Suite struct PrintedNumberTests {
  @Test(arguments: [
    ("0.298371109", 5e-10), ("12", 0.5), ("-12", 0.5), ("0.250", 5e-4), ("4.3e-4", 5e-6), ("4.3E+2", 5.0),
    ("1e3", 500.0), ("0.0", 0.05), ("1e-400", 0.0),
  ])
  func halfUnit(text: String, half: Double) throws {
    #expect(try #require(PrintedNumber(text)).halfUnit == half)
  }

  @Test(arguments: [
    "", "-", "+1", ".5", "1.", "01", "1e", "1e+-2", "1e+", "0x1p3", "nan", "inf", "-Infinity", " 1", "1 ", "1,5", "−1",
    "١",
    "1e400", "-1e309", "1e99999999999999999999", "1e-99999999999999999999", "0e400", "1_000",
    "1.5e-9223372036854775808", "1e9223372036854775807",
  ])
  func noNumber(text: String) { #expect(PrintedNumber(text) == nil) }

  @Test func agreesWithinHalfAUnit() throws {
    let printed = try #require(PrintedNumber("0.25"))
    #expect(printed.agrees(with: 0.2549))
    #expect(printed.agrees(with: 0.2451))
    // Exactly half a unit away both neighbours may have been meant.
    #expect(printed.agrees(with: 0.255))
    #expect(printed.agrees(with: 0.245))
    #expect(!printed.agrees(with: 0.25500001))
    #expect(!printed.agrees(with: 0.24499999))
    #expect(printed.agrees(with: 0.2559, allowance: 0.001))
    #expect(!printed.agrees(with: 0.2561, allowance: 0.001))
    #expect(try !#require(PrintedNumber("0.250")).agrees(with: 0.251))
  }

  @Test func neverAgreesWithNaNOrInfinity() throws {
    let printed = try #require(PrintedNumber("0.25"))
    for value in [Double.nan, .infinity, -.infinity] {
      #expect(!printed.agrees(with: value))
      #expect(!printed.agrees(with: value, allowance: .infinity))
    }
    #expect(!printed.agrees(with: 0.25, allowance: .nan))
  }

  /// The digits leave nothing open but the rounding of the nearest binary64.
  @Test func fortyDigits() throws {
    let third = try #require(PrintedNumber("0.3333333333333333333333333333333333333333"))
    #expect(third.value == 1.0 / 3)
    #expect(third.agrees(with: 1.0 / 3))
    #expect(!third.agrees(with: (1.0 / 3).nextUp))
    #expect(third.agrees(with: (1.0 / 3).nextUp, allowance: 1e-16))
    let tenth = try #require(PrintedNumber("0.1000000000000000055511151231257827021182"))
    #expect(tenth.value == 0.1)
  }

  /// Just between two binary64, 2⁻⁵³ above 1: whichever is `value`, either may be the computed one.
  @Test func betweenTwoDoubles() throws {
    let printed = try #require(PrintedNumber("1.00000000000000011102230246251565404236"))
    #expect(printed.agrees(with: 1, allowance: 1.2e-16))
    #expect(printed.agrees(with: 1.0.nextUp, allowance: 1.2e-16))
    #expect(!printed.agrees(with: 1.0.nextUp.nextUp, allowance: 1.2e-16))
  }

  @Test func exact() throws {
    let exact = try #require(PrintedNumber(exactly: 0.1))
    #expect(exact.isExact && exact.halfUnit == 0 && exact.text == "0.1")
    #expect(exact.agrees(with: 0.1))
    #expect(!exact.agrees(with: 0.1.nextUp))
    #expect(exact.agrees(with: 0.1.nextUp, allowance: 1e-16))
    // Half an ulp away, which a printed "1" or the rounding of its value would allow.
    #expect(try !#require(PrintedNumber(exactly: 1)).agrees(with: 1.0.nextDown))
    #expect(PrintedNumber(exactly: .nan) == nil && PrintedNumber(exactly: .infinity) == nil)
    #expect(exact != PrintedNumber("0.1"))
    // Underflow of the unit does not make a printed number exact.
    #expect(try !#require(PrintedNumber("1e-400")).isExact)
    #expect(try #require(PrintedNumber("1e-400")).agrees(with: 0))
  }
}
