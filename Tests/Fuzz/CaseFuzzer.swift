import Fixtures
import Networks

/// A libFuzzer target; `Scripts/fuzz-cases` builds and runs it.
///
/// Whatever the bytes are, they are read or refused in words. What was read is written as a text that reads back the same,
/// bit for bit. A trap is a crash, and so is a promise that is not kept.
@_cdecl("LLVMFuzzerTestOneInput")
public func examine(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let bytes = Array(UnsafeBufferPointer(start: start, count: count))
  do throws(CaseFileError) {
    let stored = try StoredCase(json: bytes, file: "f.json")
    expectFixedPoint(stored)
    // Hardly ever do chance's bytes agree in decimals and bits, so the numbers that came in are also what is proven.
    expectFixedPoint(stored.provenByItself)
  } catch {
    expectUsable(error)
    if error.faults.contains(where: { $0.path == "/format" }) { examineWitness(bytes) }
  }
  return 0
}

/// The text of a case reads back as the same case, and that one has the same text: −0 is not 0 there.
private func expectFixedPoint(_ stored: StoredCase) {
  let text = Array(stored.text.utf8)
  do throws(CaseFileError) {
    let back = try StoredCase(json: text, file: "f.json")
    expect(back == stored, "another case came back")
    expect(Array(back.text.utf8) == text, "another text came back")
    expect(back.question == stored.question, "the bits of another problem came back")
  } catch { fatalError("what was written cannot be read: \(error)") }
}

private func examineWitness(_ bytes: [UInt8]) {
  do throws(CaseFileError) {
    let witness = try Witness(json: bytes, file: "w.json", problems: ["sample": sampleProblem])
    expect(witness.answers.keys.allSatisfy { $0 == "sample" }, "an answer to no problem")
    let model = sampleProblem.evaluation { 0.0 }
    for answer in witness.answers.values {
      for quantity in Evaluation<Double>.quantities(depth: sampleProblem.depth) {
        guard let grid = answer[quantity] else { fatalError("\(quantity) is missing") }
        expect(grid.shape == model[quantity]?.shape, "\(quantity) has another shape")
        expect(grid.elements.allSatisfy(\.isFinite), "\(quantity) is not finite")
      }
    }
  } catch { expectUsable(error) }
}

/// A refusal says where and what, and cannot steer the terminal that shows it.
private func expectUsable(_ error: CaseFileError) {
  expect(error.kind == .malformed, "bytes are no input/output error")
  expect(!error.faults.isEmpty && error.faults.count <= CaseFileError.mostFaults, "\(error.faults.count) faults")
  for fault in error.faults {
    expect(fault.path.utf8.first ?? UInt8(ascii: "/") == UInt8(ascii: "/"), "the path \(fault.path)")
    expect(!fault.found.isEmpty && !fault.expected.isEmpty && !fault.advice.isEmpty, "a fault without words")
    let controls = fault.description.unicodeScalars.contains { $0.properties.generalCategory == .control }
    expect(!controls, "control characters in a message")
  }
}

private func expect(_ isSo: Bool, _ message: @autoclosure () -> String) {
  if !isSo { fatalError(message()) }
}

/// The problem of the seed witness.json: 2-1-1, three cases.
private let sampleProblem = Problem(
  network: Network(layers: [
    Layer(weights: Grid(rows: 1, columns: 2, elements: [0.5, -0.25]), biases: [0.25], activation: .tanh),
    Layer(weights: Grid(rows: 1, columns: 1, elements: [2]), biases: [1], activation: .linear),
  ]),
  inputs: Grid(repeating: 0.5, rows: 2, columns: 3), targets: Grid(repeating: 1, rows: 1, columns: 3),
  loss: .squaredError, reduction: .mean)

extension StoredCase {
  /// The case with an answer of the right shapes, which consists of the problem's own numbers, and limits from their bits.
  fileprivate var provenByItself: StoredCase {
    let numbers = problem.tensors.flatMap { problem[$0].elements } + problem.targets.elements
    var next = 0
    func number() -> Double {
      defer { next += 1 }
      return numbers[next % numbers.count]
    }
    func limit() -> Limit {
      let exponent = Int(truncatingIfNeeded: number().bitPattern % 2200) - 1074
      return Limit(exponent: Limit.exponents.contains(exponent) ? exponent : nil)
    }
    let isRange = numbers.count.isMultiple(of: 2)
    var copy = self
    copy.proven = ProvenAnswer(
      value: problem.evaluation(number), binary64: problem.evaluation(limit),
      binary32: problem.evaluation(limit),
      allowed: isRange
        ? AllowedRange(lower: problem.evaluation(number), upper: problem.evaluation(number)) : nil)
    return copy
  }
}

extension Problem {
  /// An evaluation in the shapes of this problem.
  fileprivate func evaluation<Number>(_ number: () -> Number) -> Evaluation<Number> {
    func grid(_ rows: Int, _ columns: Int) -> Grid<Number> { Grid(rows: rows, columns: columns) { _, _ in number() } }
    let (widths, m) = (network.widths.dropFirst(), caseCount)
    return Evaluation(
      cost: number(), preactivations: widths.map { grid($0, m) }, hiddenOutputs: widths.dropLast().map { grid($0, m) },
      outputs: grid(targets.rows, m), deltas: widths.map { grid($0, m) },
      gradient: Gradient(
        weights: network.layers.map { grid($0.weights.rows, $0.weights.columns) },
        biases: network.layers.map { $0.biases.map { _ in number() } }, inputs: grid(inputs.rows, m)))
  }
}
