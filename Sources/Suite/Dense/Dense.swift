import Networks
import Verification

extension Suite {
  /// Of the first sixty seeds, the one with whose numbers every problem bears the mark of its regime, a saturated one say
  /// a pre-activation of 40, and the fewest have no gradient at all.
  private static let numbersSeed: UInt64 = 43

  static let denseProblems: [SuiteProblem] = {
    var random = RandomSource(version: version, seed: 0, index: 0)
    let array = CoveringArray(from: &random)
    return array.rows.enumerated().map { index, row in row.suiteProblem(number: index + 1, seed: numbersSeed) }
  }()
}

extension DenseRow {
  /// The problem with its numbers, from a stream of its own.
  fileprivate func suiteProblem(number: Int, seed: UInt64) -> SuiteProblem {
    var random = RandomSource(version: Suite.version, seed: seed, index: number)
    let problem = problem(from: &random)
    return SuiteProblem(
      group: .dense, slug: slug(number: number), comment: comment, flags: flags(of: problem), problem: problem)
  }

  /// "dense-0017-tanh-softmax": different hidden activations one after the other, a cross-entropy at the end.
  private func slug(number: Int) -> String {
    let digits = String(number)
    let padded = String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    let isUniform = Set(hidden).count == 1
    var words = ["dense", padded] + (isUniform ? [hidden[0]] : hidden) + [output.activation]
    switch output.loss {
    case .squaredError: break
    case .binaryCrossEntropy: words.append("bce")
    case .categoricalCrossEntropy: words.append("cce")
    }
    return words.joined(separator: "-").split(separator: "_").joined(separator: "-")
  }

  private var comment: String {
    let widths = shape.widths.map(String.init).joined(separator: "-")
    let cases = shape.caseCount == 1 ? "one case" : "\(shape.caseCount) cases"
    let below = hidden.isEmpty ? "No hidden layer" : hidden.joined(separator: ", ")
    return """
      One of a covering array: \(below), then \(output.activation) under \(output.loss.rawValue), widths \(widths), \
      the \(reduction.rawValue) over \(cases). \(regime.sentence)
      """
  }
}

extension DenseRegime {
  /// What the numbers are like, and for what.
  fileprivate var sentence: String {
    switch self {
    case .ordinary: "Numbers of order 1, where every wrong term shows."
    case .sparse: "Exact zeros among inputs and weights, where a skipped term shows."
    case .duplicated: "Cases or neurons occur twice, where a wrong divisor or index shows."
    case .dyadic: "Few bits, so that nothing is rounded and every program agrees to the last bit."
    case .tiny: "Small numbers, where an absolute tolerance sees nothing."
    case .saturated: "Large pre-activations, where exponentials overflow and derivatives cancel."
    case .huge: "Large numbers, where something may be clipped."
    case .nearKink: "A pre-activation at a kink or beside it, where a convention or a threshold shows."
    }
  }
}
