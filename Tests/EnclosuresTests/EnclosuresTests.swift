import Networks
import Reference
import Testing

@testable import Enclosures

#if Arb
  @Suite struct EnclosuresTests {
    /// Half a unit in the last place, as far as a double can tell: what an enclosure of ordinary numbers comes to.
    static func isNarrow(_ value: Double, _ radius: Double) -> Bool { radius <= 0x1p-52 * abs(value) + 1e-300 }

    /// The double textbook, of either form, is off by no more than the bound that Bounded derived without knowing the truth.
    @Test(arguments: Drawn.all)
    func textbookWithinItsBounds(_ drawn: Drawn) throws {
      let problem = drawn.problem
      let enclosure = try #require(
        Enclosures.evaluate(problem) { e in zip(flat(e.value), flat(e.radius)).allSatisfy(Self.isNarrow) })
      #expect(enclosure.isSufficient && enclosure.bits == 128 && !enclosure.atKink)
      let (truth, radius) = (flat(enclosure.value), flat(enclosure.radius))
      for form in BackwardForm.allCases {
        let answer = flat(Textbook.answer(problem, form: form))
        let bounds = flat(Textbook.bounds(problem, form: form), \.error)
        #expect(answer.count == truth.count && bounds.count == truth.count)
        for i in truth.indices {
          #expect(abs(answer[i] - truth[i]) + radius[i] <= bounds[i] || answer[i] == truth[i], "entry \(i), \(form)")
        }
      }
    }

    /// Two computations that share the forward pass only: the balls overlap, and hold the same number to thirty digits.
    @Test(arguments: Drawn.all)
    func dualNumbersAndBackpropagation(_ drawn: Drawn) {
      let problem = drawn.problem
      for form in BackwardForm.allCases {
        let gradient = Textbook.evaluate(problem.map { Ball($0) }, form: form).gradient
        for entry in entries(problem) {
          var dual = problem.map { Dual<Ball>($0) }
          dual[entry].slope = Ball(1)
          let slope = Textbook.cost(dual, Textbook.forward(dual.network, dual.inputs)).slope
          let derivative = gradient[entry.tensor][entry.row, entry.column]
          #expect(slope.overlaps(derivative) && (slope - derivative).distance(to: 0).upper <= 1e-30, "\(entry)")
        }
      }
    }

    @Test(arguments: [Drawn.all[8], Drawn.all[Drawn.all.count - 1]])
    func partialAndDirectionalDerivatives(_ drawn: Drawn) throws {
      let problem = drawn.problem
      let enclosure = try #require(Enclosures.evaluate(problem) { _ in true })
      var (sum, allowed) = (0.0, 0.0)
      for entry in entries(problem) {
        let slope = try #require(
          Enclosures.partialDerivative(problem, by: entry) { Self.isNarrow($0.value, $0.radius) })
        let value = enclosure.value.gradient[entry.tensor][entry.row, entry.column]
        #expect(slope.value == value && slope.isSufficient && slope.bits == 128 && !slope.atKink)
        // The direction is the problem's own numbers.
        sum += value * problem[entry]
        allowed += abs(value * problem[entry]) * 0x1p-46
      }
      let direction = Gradient(
        weights: problem.network.layers.map(\.weights), biases: problem.network.layers.map(\.biases),
        inputs: problem.inputs)
      let slope = try #require(
        Enclosures.directionalDerivative(problem, along: direction) { Self.isNarrow($0.value, $0.radius) })
      #expect(abs(slope.value - sum) <= allowed && slope.isSufficient && slope.radius > 0)
    }

    /// 1 − tanh² 40 = 7.2e-35 keeps 15 of 128 bits; twice as many bits are enough.
    ///
    ///     mp.dps = 800; t = tanh(mpf(40)); nstr(t*(1 - t*t), 30)
    @Test func saturation() throws {
      let problem = chain(.tanh, weight: 40)
      let attempts = Attempts()
      let enclosure = try #require(
        Enclosures.evaluate(problem) { e in
          attempts.bits.append(e.bits)
          return zip(flat(e.value), flat(e.radius)).allSatisfy(Self.isNarrow)
        })
      #expect(attempts.bits == [128, 256] && enclosure.bits == 256 && enclosure.isSufficient)
      #expect(enclosure.value.gradient.weights[0][0, 0] == 7.219405551381661e-35)
      let slope = try #require(
        Enclosures.partialDerivative(problem, by: Entry(.biases(layer: 1), row: 0)) {
          Self.isNarrow($0.value, $0.radius)
        })
      #expect(slope.value == 7.219405551381661e-35 && slope.bits == 256)
    }

    /// 1 − tanh² 400 = 1.5e-347 is 0 as a double, and proven to be no more than a few of the smallest.
    @Test func deepSaturation() throws {
      let enclosure = try #require(
        Enclosures.evaluate(chain(.tanh, weight: 400)) { $0.radius.gradient.weights[0][0, 0] <= 0x1p-1070 })
      #expect(enclosure.bits == 2048 && enclosure.isSufficient)
      #expect(enclosure.value.gradient.weights[0][0, 0] == 0)
      // It is not 0 itself.
      #expect(enclosure.radius.gradient.weights[0][0, 0] > 0)
    }

    /// Numbers far apart, pre-activations of ±800 and products beyond the doubles: nothing traps, and the truth is known.
    @Test(arguments: Activation.hidden, [1e-160, -800, 800, 1e6, 1e200])
    func extremes(_ activation: Activation, _ weight: Double) throws {
      let problem = chain(activation, weight: weight, bias: 1e-160, then: .sigmoid, target: 1e6)
      let enclosure = try #require(Enclosures.evaluate(problem, upTo: 2048) { _ in false })
      #expect(!enclosure.isSufficient && enclosure.bits == 2048)
      #expect(enclosure.value.cost.isFinite && enclosure.radius.cost <= 0x1p-52 * enclosure.value.cost)
    }

    /// The highest precision is tried even where doubling steps over it.
    @Test func limits() throws {
      let attempts = Attempts()
      let enclosure = try #require(
        Enclosures.evaluate(chain(.tanh, weight: 1), from: 50, upTo: 300) { e in
          attempts.bits.append(e.bits)
          return false
        })
      #expect(attempts.bits == [50, 100, 200, 300] && enclosure.bits == 300 && !enclosure.isSufficient)
    }

    @Test func libraryVersion() throws {
      let words = try #require(Enclosures.libraryVersion).split(separator: " ")
      #expect(Enclosures.isAvailable && words.count == 2 && ["Arb", "FLINT"].contains(words[0]))
      #expect(words[1].allSatisfy { $0.isNumber || $0 == "." } && words[1].first?.isNumber == true)
    }
  }

  /// What a predicate saw.
  private final class Attempts { var bits: [Int] = [] }
#else
  @Suite struct EnclosuresTests {
    @Test func withoutArb() {
      let problem = chain(.tanh, weight: 1)
      #expect(!Enclosures.isAvailable && Enclosures.libraryVersion == nil)
      #expect(Enclosures.evaluate(problem) { _ in true } == nil)
      #expect(Enclosures.partialDerivative(problem, by: Entry(.inputs, row: 0)) { _ in true } == nil)
      let direction = Textbook.answer(problem, form: .dZ).gradient
      #expect(Enclosures.directionalDerivative(problem, along: direction) { _ in true } == nil)
    }
  }
#endif
