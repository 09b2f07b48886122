import Fixtures
import Foundation
import Networks
import Testing

@Suite struct RoundTripTests {
  /// Every finite double survives, down to the sign of zero and the last subnormal.
  @Test func everyFiniteDouble() throws {
    var generator = SplitMix(state: 1)
    var values: [Double] = [
      0, -0.0, .leastNonzeroMagnitude, -.leastNonzeroMagnitude, .leastNormalMagnitude,
      Double.leastNormalMagnitude.nextDown, .greatestFiniteMagnitude,
      -.greatestFiniteMagnitude, 0.1, 1.0.nextUp, 1.0.nextDown, 0x1p53, 0x1p53 + 2, 1e16, 1e21, 1e22, 1e-5, 123456789,
    ]
    while values.count < 4000 {
      let value = Double(bitPattern: generator.next())
      // A random pattern is seldom subnormal, so some are made.
      let subnormal = Double(bitPattern: generator.next() & 0x800F_FFFF_FFFF_FFFF)
      values += [value, subnormal].filter(\.isFinite)
    }
    let grid = Grid(rows: 1, columns: values.count, elements: values)
    let layer = Layer(weights: grid, biases: [-0.0], activation: .leakyReLU(alpha: -.leastNonzeroMagnitude))
    let problem = Problem(
      network: Network(layers: [layer]), inputs: Grid(rows: values.count, columns: 1, elements: values),
      targets: Grid(rows: 1, columns: 1, elements: [-1e308]), loss: .squaredError, reduction: .sum)
    let exact = Grid(rows: 1, columns: values.count, elements: values.map { PrintedNumber(exactly: $0) })
    let stored = StoredCase(id: "x", problem: problem, expected: ExpectedAnswer(weightGradients: [exact]))
    let back = try read(stored.text)
    #expect(back == stored)
    // == calls −0 and 0 equal; the patterns do not.
    let bits = values.map(\.bitPattern)
    #expect(back.problem.network.layers[0].weights.elements.map(\.bitPattern) == bits)
    #expect(back.problem.inputs.elements.map(\.bitPattern) == bits)
    #expect(back.expected.weightGradients?[0].elements.map { $0?.value.bitPattern } == bits)
    #expect(back.problem.network.layers[0].biases[0].sign == .minus)
    #expect(back.problem.network.layers[0].activation == .leakyReLU(alpha: -.leastNonzeroMagnitude))
  }

  @Test func everyPart() throws {
    let printed = PrintedNumber("4.30e-4")
    let column = Grid(rows: 2, columns: 1, elements: [printed, nil])
    let weights = Grid(rows: 2, columns: 2, elements: [nil, printed, PrintedNumber(exactly: -0.0), nil])
    let update = ExpectedUpdate(
      learningRate: 0.1, movesBiases: false, weights: [weights, weights], biases: [[printed, nil], [nil, nil]],
      cost: printed)
    let layer = Layer(
      weights: Grid(repeating: 0.5, rows: 2, columns: 2), biases: [1, 2], activation: .elu(alpha: 0.25))
    let problem = Problem(
      network: Network(layers: [layer, layer]), inputs: Grid(repeating: 1, rows: 2, columns: 1),
      targets: Grid(repeating: -3, rows: 2, columns: 1), loss: .squaredError, reduction: .mean)
    let stored = StoredCase(
      id: "every-part", comment: "quotes \" and \\, ends\r\n\t, \u{0} \u{1f} \u{7f} \u{2028}, é 漢 🧮 / <b>",
      source: ["url": "u", "title": "t", "zz": "", "": "empty", "author": "a", "date": "d", "a\"b": "c"],
      problem: problem,
      expected: ExpectedAnswer(
        cost: printed, outputs: column, hiddenOutputs: [column], preactivations: [column, column],
        deltas: [column, column], weightGradients: [weights, weights], biasGradients: [[printed, nil], [nil, nil]],
        inputGradient: column, update: update),
      misprints: try [Misprint(place: "/expected/outputs/0/0", recomputed: #require(printed), note: "n")])
    let text = stored.text
    #expect(try read(text) == stored)
    #expect(try read(text).text == text)
    #expect(try read(text).misprint(at: "/expected/outputs/0/0")?.note == "n")
    #expect(try read(text).misprint(at: "/expected/outputs/1/0") == nil)

    // What one looks for first stands first, whatever the order in the dictionary.
    let keys = [
      "format", "id", "comment", "source", "title", "author", "date", "url", "", "a\\\"b", "zz", "problem", "layers",
      "inputs", "targets", "loss", "reduction", "expected", "known_misprints",
    ]
    let places = keys.compactMap { text.range(of: "\"\($0)\": ")?.lowerBound }
    #expect(places.count == keys.count)
    #expect(places == places.sorted())
  }

  @Test func oneLinePerRow() throws {
    let lines = try read(sample).text.split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }
    #expect(lines.contains("[1.0, 2.0],"))
    #expect(lines.contains("[\"0.1\", null, 0.3]"))
    #expect(lines.contains("\"biases\": [5.0, 6.0]"))
    #expect(lines.allSatisfy { !$0.contains("], [") })
  }

  /// A text of digits means the nearest binary64, as a JSON number does.
  @Test func digitsInQuotes() throws {
    let digits = "0.1000000000000000055511151231257827021181583404541015625"
    let text = sample.replacing("[5, 6]", with: "[\"\(digits)\", \(digits)]")
    #expect(try read(text).problem.network.layers[0].biases == [0.1, 0.1])
    #expect(
      try read(sample.replacing("[5, 6]", with: #"["1e-400", "-2.5E+2"]"#)).problem.network.layers[0].biases == [
        0, -250,
      ])
  }

  @Test func printedDigitsAreKept() throws {
    let stored = try read(sample.replacing("\"0.125\"", with: "\"1.2500E-01\""))
    #expect(stored.expected.cost?.text == "1.2500E-01")
    #expect(stored.expected.cost?.halfUnit == 5e-6)
    #expect(stored.text.contains("\"cost\": \"1.2500E-01\""))
  }
}
