public import Networks
import Reference

/// The textbook's computation, every equation with its numbers.
///
/// It follows one case of the batch through the network and back, then gathers the gradient over all cases, takes one step
/// of gradient descent, and shows the derivatives that other methods find.
public struct Explanation: Sendable {
  /// One parameter's derivative by every method.
  public struct Row: Sendable {
    public var entry: Entry
    public var backpropagation: Double
    /// (C(w+ε) − C(w))/ε
    public var forwardDifference: Double
    public var gsl: Double
    public var dual: Double

    public init(entry: Entry, backpropagation: Double, forwardDifference: Double, gsl: Double, dual: Double) {
      self.entry = entry
      self.backpropagation = backpropagation
      self.forwardDifference = forwardDifference
      self.gsl = gsl
      self.dual = dual
    }
  }

  let problem: Problem<Double>
  /// The case of the batch that is followed.
  let n: Int
  let learningRate: Double
  let movesBiases: Bool
  /// How many neurons of a layer, and terms of a sum, are written out.
  let most: Int
  let derivatives: [Row]
  let evaluation: Evaluation<Double>
  let pass: ForwardPass<Double>
  /// δ[l] of the followed case, without 1/m.
  let δ: ByLayer<[Double]>

  /// - Precondition: a case of the batch.
  public init(
    _ problem: Problem<Double>, case n: Int, learningRate: Double, movesBiases: Bool, most: Int, derivatives: [Row]
  ) {
    precondition((0..<problem.caseCount).contains(n), "case \(n) of \(problem.caseCount)")
    self.problem = problem
    self.n = n
    self.learningRate = learningRate
    self.movesBiases = movesBiases
    self.most = most
    self.derivatives = derivatives
    evaluation = Textbook.answer(problem, form: .dZ)
    pass = Textbook.forward(problem.network, problem.inputs)
    δ = ByLayer(Textbook.backward(problem, pass, form: .dZ).elements.map { $0.column(n) })
  }

  public func text(style: Style) -> String {
    let title = style.strong(problem.summary)
    let sections =
      forwardSections + [costSection] + backwardSections + [gradientSection, updateSection, derivativeSection]
    return
      ([title]
      + sections.filter { !$0.lines.isEmpty }.map { section in
        style.strong(section.title) + "\n" + section.lines.map { "  " + $0 }.joined(separator: "\n")
      }).joined(separator: "\n\n") + "\n"
  }

  struct Section {
    var title: String
    var lines: [String]
  }

  func figure(_ x: Double) -> String { NumberFormat.figure(x) }

  /// "0.15·0.05 + 0.2·0.1", at most `most` products.
  func products(_ pairs: [(Double, Double)]) -> String {
    let shown = pairs.prefix(most).map { "\(figure($0.0))·\($0.1 < 0 ? "(\(figure($0.1)))" : figure($0.1))" }
    return shown.joined(separator: " + ") + (pairs.count > most ? " + … (\(pairs.count) products)" : "")
  }

  /// One line per item, as many as are to be shown.
  func limited(_ count: Int, _ what: String, _ line: (Int) -> String) -> [String] {
    let shown = (0..<min(count, most)).map(line)
    return count > most ? shown + ["… and \(count - most) more \(what)"] : shown
  }
}
