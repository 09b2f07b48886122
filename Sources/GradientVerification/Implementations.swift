import Mutants
import Networks
import Reference
import Vectorized
public import Verification

/// The textbook as an implementation under test.
struct TextbookImplementation: Implementation {
  let form: BackwardForm

  func evaluate(_ problem: Problem<Double>) -> Evaluation<Double> { Textbook.answer(problem, form: form) }

  func update(_ problem: Problem<Double>, learningRate: Double) -> Network<Double>? {
    Textbook.update(problem, learningRate: learningRate, form: form)
  }
}

/// The textbook in binary32: the problem is rounded on its way in.
struct SingleTextbookImplementation: Implementation {
  let form: BackwardForm

  func evaluate(_ problem: Problem<Double>) -> Evaluation<Double> {
    Textbook.evaluate(problem.map { Float($0) }, form: form).map { Double($0) }
  }

  func update(_ problem: Problem<Double>, learningRate: Double) -> Network<Double>? {
    let single = problem.map { Float($0) }
    let gradient = Textbook.evaluate(single, form: form).gradient
    return Textbook.update(single.network, gradient, learningRate: Float(learningRate)).map { Double($0) }
  }
}

/// The vectorised network as an implementation under test. It keeps its plans for the problems to come.
struct VectorizedImplementation: Implementation {
  let form: BackwardForm
  private let plans = Vectorized.Plans()

  init(form: BackwardForm) { self.form = form }

  func evaluate(_ problem: Problem<Double>) -> Evaluation<Double> { plans.evaluate(problem, form: form) }

  func update(_ problem: Problem<Double>, learningRate: Double) -> Network<Double>? {
    plans.update(problem, learningRate: learningRate, form: form)
  }
}

extension ImplementationFactory {
  /// The suite's own implementations: textbook and vectorised, each in both forms of the backward pass.
  public static let builtIn: [ImplementationFactory] =
    BackwardForm.allCases.map { form in
      ImplementationFactory(name: "textbook-\(form)", form: form) { TextbookImplementation(form: form) }
    }
    + BackwardForm.allCases.map { form in
      ImplementationFactory(name: "vectorized-\(form)", form: form) { VectorizedImplementation(form: form) }
    }

  /// The textbook in binary32, in both forms of the backward pass.
  public static let binary32: [ImplementationFactory] = BackwardForm.allCases.map { form in
    ImplementationFactory(name: "textbook-binary32-\(form)", formula: Formula(form, .binary32)) {
      SingleTextbookImplementation(form: form)
    }
  }

  /// Correct programs that are neither textbook nor vectorised network, and two whose source is taken to be unknown.
  public static let variants: [ImplementationFactory] = [
    Mutant.unmutated,
    OtherFormulas.factory,
    ImplementationFactory(name: "textbook-binary32-unknown", formula: Formula(nil, .binary32)) {
      SingleTextbookImplementation(form: .dZ)
    },
  ]

  /// Everything that can be asked for by name: the suite's own, and for its test correct variants and the mutants.
  public static let available: [ImplementationFactory] = builtIn + binary32 + variants + Mutant.all.map(\.factory)
}
