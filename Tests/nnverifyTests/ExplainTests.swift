import Foundation
import Testing

/// The textbook's computation, as a reader of the article meets it.
@Suite struct ExplainTests {
  /// Every figure that the article prints, in the section where it belongs, and the recomputed loss after the update
  /// instead of its misprint.
  @Test func mazur() async throws {
    let run = try await CommandLineProgram.run("explain", CommandLineProgram.fixture("published/mazur-2015.json"))
    #expect(run.code == 0 && run.error == "")
    let figures: [(title: String, figures: [String])] = [
      ("Forward, layer 1", ["0.593269992", "0.596884378"]),
      ("Forward, layer 2", ["0.75136507", "0.772928465"]),
      ("Cost", ["0.298371109"]),
      ("Backward, layer 2", []),
      ("Backward, layer 1", []),
      ("Gradient", ["0.082167041", "0.000438568"]),
      (
        "One update",
        [
          "0.35891648", "0.408666186", "0.511301270", "0.561370121", "0.149780716", "0.19956143", "0.24975114",
          "0.29950229", "0.291027774",
        ]
      ),
      ("The same derivatives", ["0.082167041", "0.000438568"]),
    ]
    var rest = run.output[...]
    for (title, figures) in figures {
      let start = try #require(rest.range(of: "\n\n\(title)"), "\(title)")
      rest = rest[start.upperBound...]
      let section = rest[..<(rest.range(of: "\n\n")?.lowerBound ?? rest.endIndex)]
      for figure in figures { #expect(Self.prints(figure, section), "\(figure) under \(title)") }
    }
    #expect(run.output.contains("η = 0.5, biases left alone"))
    #expect(run.output.contains("C after the update = 0.291027774"))
    // The derivatives by the other methods, to the digits that they can have.
    #expect(rest.contains(/dW\[2\]\[0\]\[0\] +0\.082167041 +0\.082167041 +0\.08216704\d +0\.0821670\d\d\n/))
  }

  /// Whether a number of the text has these digits, when rounded to as many.
  static func prints(_ figure: String, _ text: Substring) -> Bool {
    guard let value = Double(figure), let point = figure.firstIndex(of: ".") else { return false }
    let unit = pow(0.1, Double(figure.distance(from: point, to: figure.endIndex) - 1))
    return text.matches(of: /\d+\.\d+/).contains { match in
      guard match.output.count >= figure.count || figure.hasSuffix("0"), let printed = Double(match.output) else {
        return false
      }
      return abs(printed - value) <= 0.5 * unit
    }
  }

  @Test func options() async throws {
    let case3 = "1:1:1:width=3:depth=2"
    let run = try await CommandLineProgram.run(
      "explain", case3, "--batch-case", "1", "--learning-rate", "-0.25", "--most", "1")
    #expect(run.code == 0)
    #expect(run.output.contains("Forward, layer 1") && run.output.contains(", case 1:"))
    #expect(run.output.contains("η = -0.25"))
  }

  /// Numbers that overflow are shown as what they are, by every method; none of them reports a slope of zero.
  @Test func overflow() async throws {
    try await withFolder { folder in
      try CaseFilesTests.text("[[0.5, -0.25]]", "[[1e308, -1e308]]").replacing("tanh", with: "linear")
        .replacing("[[1, 2], [3, 4]]", with: "[[1e10, 1], [1e10, 1]]")
        .write(toFile: folder + "/overflow.json", atomically: false, encoding: .utf8)
      let run = try await CommandLineProgram.run("explain", "overflow.json", in: folder)
      #expect(run.code == 0)
      #expect(run.output.contains(/dW\[1\]\[0\]\[0\] +nan +nan +nan +nan\n/))
      #expect(!run.output.contains("-nan"))
      let replayed = try await CommandLineProgram.run("replay", "overflow.json", in: folder)
      #expect(!replayed.output.contains("sided with the program"))
    }
  }
}
