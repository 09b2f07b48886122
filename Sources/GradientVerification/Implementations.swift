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

/// The vectorised network as an implementation under test.
struct VectorizedImplementation: Implementation {
  let form: BackwardForm

  func evaluate(_ problem: Problem<Double>) -> Evaluation<Double> {
    Vectorized.evaluate(problem, form: form)
  }

  func update(_ problem: Problem<Double>, learningRate: Double) -> Network<Double>? {
    Vectorized.update(problem, learningRate: learningRate, form: form)
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

  /// Everything that can be asked for by name: the suite's own, and for its test the mutants and what they are made of.
  public static let available: [ImplementationFactory] = builtIn + [Mutant.unmutated] + Mutant.all.map(\.factory)
}
