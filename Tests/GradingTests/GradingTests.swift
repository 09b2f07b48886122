import Foundation
import GradientVerification
@testable import Grading
import Testing

@Suite struct GradingTests {
  @Test(arguments: ["textbook-dZ", "vectorized-dA"])
  func rightAnswers(_ name: String) throws {
    try Folder.with(Folder.small()) { folder in
      try folder.answer(by: .named(name))
      let book = try folder.grade()
      #expect(book.outcome == .right && book.count(.right) == 12, "\(book.problems)")
      #expect(book.problems[0].absent == [] && book.problems[2].absent.contains(.cost))
      #expect(GradeText.text(book, style: .plain).hasSuffix("GRADED: 12 of 12 right\n"))
      #expect(GradeText.text(book, style: .plain).contains("cost not given in 6 answers: not judged there."))
    }
  }

  @Test func binary32() throws {
    try Folder.with(Folder.small(precision: .binary32)) { folder in
      try folder.answer(by: .named("textbook-binary32-dZ"))
      #expect(try folder.grade().outcome == .right)
    }
    // Where binary64 is asked for, its rounding is too coarse.
    try Folder.with(Folder.small()) { folder in
      try folder.answer(by: .named("textbook-binary32-dZ"))
      let book = try folder.grade()
      #expect(book.outcome == .wrong)
      #expect(GradeText.text(book, style: .plain).contains("binary32"))
    }
  }

  /// Bugs that a first answer to an ordinary problem shows: each is wrong somewhere, and called what it is.
  static let bugs = Mutant.all.filter { $0.rarity == .ordinary && !$0.expected.patterns.isEmpty }
    .enumerated().filter { $0.offset.isMultiple(of: 4) && !$0.element.expected.patterns.contains(.stateful) }
    .map(\.element.name)

  @Test(arguments: bugs)
  func plantedBugs(_ name: String) throws {
    let mutant = try #require(Mutant.all.first { $0.name == name })
    try Folder.with(Folder.small(), problems: 24) { folder in
      try folder.answer(by: mutant.factory)
      let book = try folder.grade()
      #expect(book.outcome == .wrong && book.count(.malformed) == 0)
      let patterns = book.problems.compactMap(\.failure).flatMap(\.examined).compactMap { $0.diagnosis?.pattern }
      #expect(!mutant.expected.patterns.isDisjoint(with: patterns), "\(patterns)")
      let text = GradeText.text(book, style: .plain)
      #expect(text.contains("explain: nnverify explain ") && !text.contains("replay:"))
      #expect(text.contains("  diagnosis  answers/p"))
    }
  }

  @Test func missingMalformedAndEdited() throws {
    try Folder.with(Folder.small()) { folder in
      try folder.answer(by: .named("textbook-dZ"))
      let names = folder.manifest.problems.map(\.name)
      try FileManager.default.removeItem(atPath: "\(folder.path)/answers/\(names[0]).npz")
      #expect(try folder.grade().outcome == .incomplete)
      // p02: no JSON; p03: cut off; p04: both files; p05: an edited problem; p06: a folder; p07: a bare .npy.
      try folder.put(1, Array("{\"dW\": [".utf8), "json")
      let cut = try Data(contentsOf: URL(fileURLWithPath: "\(folder.path)/answers/\(names[2]).npz"))
      try folder.put(2, Array(cut.dropLast(10)), "npz")
      try folder.put(3, folder.problem(3).textbook.npz(isWhole: true), "npz")
      let problem = "\(folder.path)/problems/\(names[4]).json"
      try String(contentsOfFile: problem, encoding: .utf8).replacing("0.", with: "1.", maxReplacements: 1)
        .write(toFile: problem, atomically: false, encoding: .utf8)
      try FileManager.default.removeItem(atPath: "\(folder.path)/answers/\(names[5]).json")
      try FileManager.default.createDirectory(
        atPath: "\(folder.path)/answers/\(names[5]).json", withIntermediateDirectories: false)
      try folder.put(6, NPYFile(shape: [1], .float64([1])).bytes, "npz")
      try Data().write(to: URL(fileURLWithPath: "\(folder.path)/answers/P08.json"))
      let book = try folder.grade()
      #expect(book.outcome == .malformed)
      #expect(
        book.problems.map(\.verdict)
          == [.missing] + Array(repeating: .malformed, count: 6) + Array(repeating: .right, count: 5))
      let text = GradeText.text(book, style: .plain)
      for message in [
        "answers/p02.json: found no JSON text", "answers/p03.npz: found an archive that is cut off",
        "answers/p04.json: found an answer as .npz, too", "problems/p05.json: found another file than was exported",
        "answers/p06.json: found what is no file", "answers/p07.npz: found an .npy file",
        "P08.json answers no problem; is it meant to be p08.json?",
        "GRADED: 5 of 12 right, 1 missing, 6 malformed",
      ] { #expect(text.contains(message), "\(message)\n\(text)") }
      let json = try #require(
        try JSONSerialization.jsonObject(with: GradeJSON.data(book, versions: [])) as? [String: Any])
      #expect(json["outcome"] as? String == "malformed" && (json["problems"] as? [Any])?.count == 12)
      #expect(
        json["counts"] as? [String: Int] == ["right": 5, "wrong": 0, "missing": 1, "malformed": 6, "undecided": 0])
    }
  }

  @Test func wrongShapes() throws {
    try Folder.with(Folder.small()) { folder in
      let index = try #require(
        folder.manifest.problems.indices.first { index in
          let layer = try folder.problem(index).network.layers[0]
          return layer.width > 1 && layer.inputWidth > 1 && layer.width != layer.inputWidth
        })
      var answer = try folder.problem(index).textbook
      let dW = answer.gradient.weights[0]
      answer.gradient.weights[0] = Grid(rows: dW.columns, columns: dW.rows) { dW[$1, $0] }
      func told(_ bytes: [UInt8], _ kind: String) throws -> String {
        let path = "\(folder.path)/answers"
        try? FileManager.default.removeItem(atPath: path)
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        try folder.put(index, bytes, kind)
        let graded = try folder.grade().problems[index]
        return "\(graded.verdict): \(graded.faults)"
      }
      #expect(try told(answer.npz(isWhole: true), "npz").contains("dW1: found an array of shape"))
      #expect(try told(answer.npz(isWhole: true), "npz").contains("is it transposed?"))
      #expect(try told(Array(answer.json(isWhole: true).utf8), "json").hasPrefix("malformed"))
      #expect(try told(Array("{\"dW\": []}".utf8), "json").contains("/db: found nothing"))
      #expect(try told(Array("{}".utf8), "json").contains("/dW: found nothing"))
      #expect(try told(Array("[1]".utf8), "json").contains("an object with dW and db"))
      var archive = ZipArchive()
      try archive.add("dw1.npy", NPYFile(shape: [1], .float64([1])).bytes)
      #expect(try told(archive.bytes, "npz").contains("dW1: found nothing; expected an array of shape"))
      #expect(try told(archive.bytes, "npz").contains("is it \\\"dw1\\\"?"))
    }
  }

  /// Vectors as MATLAB's jsonencode writes matrices of one row or column.
  @Test func foldedMatrices() throws {
    let options = try GeneratorOptions(
      maxDepth: 3, maxWidth: 1, maxCases: 1, activations: [.tanh, .sigmoid], losses: [.squaredError])
    try Folder.with(options) { folder in
      for index in folder.manifest.problems.indices {
        let answer = try folder.problem(index).textbook
        let (dW, db) = (answer.gradient.weights.map { $0.elements[0] }, answer.gradient.biases.map { $0[0] })
        try folder.put(
          index,
          Array(
            "{\"dW\": \(dW), \"db\": \(db), \"cost\": [\(answer.cost)], \"outputs\": \(answer.outputs.elements[0])}"
              .utf8),
          "json")
      }
      let book = try folder.grade()
      #expect(book.outcome == .right, "\(book.problems)")
    }
  }

  /// NaN, and a number that is off by a billionth: wrong, with its place.
  @Test func wrongNumbers() throws {
    try Folder.with(Folder.small()) { folder in
      for (value, index) in [(Double.nan, 0), (1 + 1e-9, 1)] {
        var answer = try folder.problem(index).textbook
        let entry = try #require(answer.gradient.weights[0].elements.firstIndex { $0 != 0 })
        answer.gradient.weights[0].elements[entry] *= value
        try folder.put(index, answer.npz(isWhole: true), "npz")
      }
      let book = try folder.grade()
      #expect(book.count(.wrong) == 2 && book.problems[1].entry?.hasPrefix("dW[1][") == true, "\(book.problems)")
      #expect(book.outcome == .wrong)
    }
  }

  /// Each file of the folder mutated: told in words, whatever it is.
  @Test func hostileAnswers() throws {
    try Folder.with(Folder.small(), problems: 1) { folder in
      let answer = try folder.problem(0).textbook
      var random = SystemRandomNumberGenerator()
      for (bytes, kind) in [(try answer.npz(isWhole: true), "npz"), (Array(answer.json(isWhole: true).utf8), "json")] {
        for _ in 0..<300 {
          var copy = bytes
          for _ in 0..<3 {
            copy[Int.random(in: 0..<copy.count, using: &random)] = UInt8.random(in: 0...255, using: &random)
          }
          try folder.put(0, copy, kind)
          let graded = try folder.grade().problems[0]
          #expect(graded.verdict != .missing && (graded.verdict != .malformed || !graded.faults.isEmpty))
        }
        try FileManager.default.removeItem(atPath: "\(folder.path)/answers/p01.\(kind)")
      }
    }
  }
}

extension Problem<Double> {
  var textbook: Evaluation<Double> { Oracles.standard.bounds(self, .textbook).value }
}
