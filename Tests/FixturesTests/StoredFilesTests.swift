import Fixtures
import Foundation
import Networks
import Testing

@Suite struct StoredFilesTests {
  @Test func readWithoutFault() throws {
    let paths = try CaseFolder.paths(under: [fixturesFolder])
    #expect(paths.count >= 8)
    for path in paths {
      let stored = try StoredCase.read(path: path)
      let file = URL(fileURLWithPath: path)
      // The rest of the id is the hash of the problem.
      #expect(stored.id.hasPrefix(file.deletingPathExtension().lastPathComponent + "-"), "\(path)")
      #expect(stored.source["title"] != nil || stored.source["made by"] != nil, "\(path)")
      #expect(stored.proven != nil, "\(path)")
      let bytes = try Data(contentsOf: file)
      #expect(bytes.count < 300_000, "\(path)")
      // The canonical text, byte for byte, so that writing a case again changes nothing.
      #expect(stored.text == String(decoding: bytes, as: UTF8.self), "\(path)")
    }
  }

  /// Every misprint names an entry that the comparison will see.
  @Test func misprintsNameEntries() throws {
    for path in try CaseFolder.paths(under: [fixturesFolder]) {
      let stored = try StoredCase.read(path: path)
      let depth = stored.problem.depth
      let places =
        stored.expected.entries(depth: depth).map(\.place)
        + (stored.expected.update?.entries(depth: depth).map(\.place) ?? [])
      #expect(Set(places).count == places.count)
      #expect(stored.misprints.allSatisfy { places.contains($0.place) }, "\(path)")
    }
  }

  @Test func mazur() throws {
    let stored = try StoredCase.read(path: fixturesFolder + "/published/mazur-2015.json")
    #expect(stored.problem.network.widths == [2, 2, 2] && stored.problem.caseCount == 1)
    let entries = stored.expected.entries(depth: 2)
    #expect(entries.count == 7)
    #expect(
      entries.filter { $0.subject == .hiddenOutputs(layer: 1) }.map(\.printed.text) == ["0.593269992", "0.596884378"])
    let update = try #require(stored.expected.update)
    #expect(!update.movesBiases && update.learningRate == 0.5 && update.entries(depth: 2).count == 9)
    // The trailing zero is printed, and says so.
    #expect(update.weights?[1][1, 0]?.halfUnit == 5e-10)
    let misprint = try #require(stored.misprint(at: "/expected/update/cost"))
    #expect(try !#require(update.cost).agrees(with: misprint.recomputed.value))

    // The first output by hand: σ of the printed hidden outputs; their last digit leaves 5e-10·(0.4 + 0.45)/4 open.
    let z = 0.4 * 0.593269992 + 0.45 * 0.596884378 + 0.6
    #expect(entries.contains { $0.subject == .outputs && $0.printed.agrees(with: 1 / (1 + exp(-z)), allowance: 2e-10) })
  }

  /// The derivatives that real data must obey without any network being run: db is the sum of δ over the cases, and
  /// softmax's δ sum to zero in each case.
  @Test func realCasesAreConsistent() throws {
    let paths = try CaseFolder.paths(under: [fixturesFolder + "/real"])
    #expect(paths.count == 7)
    for path in paths {
      let stored = try StoredCase.read(path: path)
      let (deltas, biases) = try (#require(stored.expected.deltas), #require(stored.expected.biasGradients))
      for (delta, bias) in zip(deltas, biases) {
        for row in 0..<delta.rows {
          let terms = (0..<delta.columns).map { delta[row, $0]?.value ?? .nan }
          let bound = 1e-14 * terms.reduce(0) { $0 + abs($1) }
          #expect(abs(terms.reduce(0, +) - (bias[row]?.value ?? .nan)) <= bound, "\(path) row \(row)")
        }
      }
      if stored.problem.network.layers.last?.activation == .softmax, let delta = deltas.last {
        for column in 0..<delta.columns {
          let terms = (0..<delta.rows).map { delta[$0, column]?.value ?? .nan }
          #expect(abs(terms.reduce(0, +)) <= 1e-14 * terms.reduce(0) { $0 + abs($1) }, "\(path) column \(column)")
        }
      }
    }
  }

  /// The example that people copy is a case.
  @Test func exampleInTheReadMe() throws {
    let text = try String(contentsOfFile: fixturesFolder + "/README.md", encoding: .utf8)
    let start = try #require(text.range(of: "```json\n")).upperBound
    let end = try #require(text.range(of: "```", range: start..<text.endIndex)).lowerBound
    let stored = try read(String(text[start..<end]))
    #expect(stored.id == "example" && stored.misprints.count == 1)
  }

  /// Schema and reader agree on the names, at least.
  @Test func schemaKnowsEveryName() throws {
    let schema = try String(contentsOfFile: fixturesFolder + "/case.schema.json", encoding: .utf8)
    let names =
      Activation.all.map(\.name) + Loss.allCases.map(\.rawValue) + Reduction.allCases.map(\.rawValue)
      + [StoredCase.format, "hidden_outputs", "biases_after", "known_misprints", "input_gradient"]
    for name in names { #expect(schema.contains("\"\(name)\""), "\(name)") }
  }
}
