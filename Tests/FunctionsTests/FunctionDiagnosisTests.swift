import Functions
import Testing

/// What a wrong gradient looks like, in words.
@Suite struct FunctionDiagnosisTests {
  let parameters = [tensor("w", 2, 3), tensor("v", 6), tensor("b", 5)]

  struct Wrong: Sendable, CustomTestStringConvertible {
    var name: String
    var words: String
    var change: @Sendable (_ w: ArraySlice<Double>, _ all: [Double]) -> [Double]
    var testDescription: String { name }
  }

  static let wrong = [
    Wrong(name: "zero", words: "dw is zero") { w, _ in w.map { _ in 0 } },
    Wrong(name: "sign", words: "dw is minus the derivative") { w, _ in w.map { -$0 } },
    Wrong(name: "doubled", words: "dw is 2 times the derivative") { w, _ in w.map { 2 * $0 } },
    Wrong(name: "a mean", words: "dw is 1/6 times the derivative") { w, _ in w.map { $0 / 6 } },
    Wrong(name: "beyond all integers", words: "times the derivative") { w, _ in w.map { 1e30 * $0 } },
    Wrong(name: "reversed", words: "in reverse order") { w, _ in w.reversed() },
    Wrong(name: "transposed", words: "transposed") { w, _ in
      let rows = Array(w)
      return [rows[0], rows[3], rows[1], rows[4], rows[2], rows[5]]
    },
    Wrong(name: "of another", words: "dw holds the derivative by v") { _, all in Array(all[6..<12]) },
    Wrong(name: "shifted", words: "shifted by one along its last axis") { w, _ in
      let rows = Array(w)
      return [rows[1], rows[2], 9, rows[4], rows[5], 9]
    },
    Wrong(name: "not finite", words: "not finite") { w, _ in w.map { _ in .nan } },
    Wrong(name: "some", words: "1 of 6 entries") { w, _ in Array(w.dropLast()) + [w.last! + 1] },
  ]

  @Test(arguments: wrong) func isNamed(_ wrong: Wrong) async throws {
    let report = try await FunctionFactory.sample(parameters, f: Smooth.f) { w in
      let gradient = Smooth.gradient(w)
      return wrong.change(gradient[0..<6], gradient) + gradient[6...]
    }.run(4)
    let sentences = try #require(report.failures.first).diagnoses.map { $0.sentence(parameters) }
    #expect(sentences.count == 1 && sentences[0].contains(wrong.words), "\(sentences)")
  }
}
