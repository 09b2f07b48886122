import Networks
import Testing

@testable import Reference

/// Bounds for programs in binary32, whose truth is that of the problem before it was rounded on its way in.
@Suite struct Binary32Tests {
  typealias Single = BoundedNumber<Binary32>

  /// The truth comes from mpmath, the answer from the same equations over `Float`.
  @Test(arguments: ordinaryNetworks + saturatedNetworks, BackwardForm.allCases)
  func coversTheTruth(_ network: NetworkCase, _ form: BackwardForm) {
    let problem = network.recipe.problem
    let bounds = Textbook.bounds(problem, Formula(form, .binary32))
    let (values, errors) = (flat(bounds.value), flat(bounds.error))
    let answer = flat(Textbook.evaluate(problem.map { Float($0) }, form: form)).map { Double($0) }
    for (i, truth) in network.truth.enumerated() where errors[i] < .infinity {
      #expect(abs(answer[i] - truth) <= errors[i], "entry \(i): \(answer[i]), not \(truth) within \(errors[i])")
      #expect(abs(values[i] - truth) <= errors[i], "entry \(i)")
    }
  }

  /// As for binary64, with one rounding more for every number of the problem: the median bound and the largest.
  @Test(arguments: ordinaryNetworks)
  func worthSomething(_ network: NetworkCase) {
    let errors = flat(Textbook.bounds(network.recipe.problem, Formula(.dZ, .binary32)).error)
    let largest = network.truth.reduce(0) { max($0, abs($1)) }
    let relative = zip(errors, network.truth).filter { $1 != 0 }.map { $0 / abs($1) }.sorted()
    #expect(relative[relative.count / 2] <= 3000 * 0x1p-24)
    #expect(errors.allSatisfy { $0 <= 2200 * 0x1p-24 * largest })
  }

  @Test func numbersOfTheProblem() {
    for x in [0, 1, -0.375, 1 + 0x1p-23, 16_777_216] { #expect(Single(x).error == 0) }
    for x in [0.1, -1 / 3.0, 16_777_217, 1e-30] {
      #expect(Single(x).error >= abs(Double(Float(x)) - x) && Single(x).error <= 0x1p-22 * abs(x))
    }
    // Beyond the largest number, and where a program may flush to zero, though the number fits.
    for x in [3.5e38, -1e300, Double.nan] { #expect(Single(x).error == .infinity) }
    for x in [1e-42, 0x1p-130, 1e-60] { #expect(Single(x).error >= x && Single(x).error <= 0x1p-125) }
    #expect(Bounded(5e-324).error >= .leastNormalMagnitude)
  }

  @Test func overflow() {
    let huge = Single(0x1p100)
    let results = [
      huge * huge, huge / Single(0x1p-100), Single.exp(Single(89)), Single(0x1p127) + Single(0x1p127),
      Single(0x1p127) + Single(0x1p127) - Single(0x1p127),
      Single(0x1p127) + Single(Double(Float.greatestFiniteMagnitude)),
    ]
    for result in results { #expect(result.error == .infinity) }
    #expect((huge * Single(0x1p26)).error < .infinity)
  }

  @Test func underflow() {
    let (tiny, smallest) = (Single(0x1p-100), Double(Float.leastNormalMagnitude))
    for result in [
      tiny * tiny, tiny / Single(0x1p60), Single.exp(Single(-100)), Single(1.5 * smallest) - Single(smallest),
    ] {
      #expect(result.error >= smallest && result.error <= 3 * smallest)
    }
    // A sum of subnormal parts is flushed once per addition.
    let sum = Single(1.25 * smallest) - Single(smallest) + Single(1.25 * smallest) - Single(smallest)
    #expect(sum.error >= 3 * smallest)
    // Where there is enough mass, rounding pays for it.
    #expect((Single(1) + Single(2)).error <= 4 * 0x1p-23)
  }

  /// What binary64 decides, binary32 may leave open.
  @Test func signs() {
    #expect((Single(1) - Single(1 - 0x1p-20)).signum == .positive)
    #expect((Single(1) - Single(1 - 0x1p-24)).signum == .undetermined)
    #expect(Single(0).signum == .zero)
  }

  /// Functions over `Float` at random points, with those over `Double` as the truth.
  @Test(arguments: [Function.exp, .expMinusOne, .log, .logOnePlus, .tanh, .erf, .erfc])
  func functions(_ f: Function) {
    var random = LCG(11)
    for _ in 0..<5000 {
      let x = 2 * (random.next() + 1)
      let result = f(Single(x))
      #expect(abs(Double(f(Float(x))) - f(x)) <= result.error || result.error == .infinity, "\(f)(\(x)) = \(result)")
    }
  }
}
