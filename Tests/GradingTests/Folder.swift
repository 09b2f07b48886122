import Foundation
import GradientVerification
@testable import Grading
import Testing

/// A folder of exported problems, answered by an implementation, gone afterwards.
struct Folder {
  let path: String
  let manifest: ExportManifest

  static func with(
    _ options: GeneratorOptions, problems: Int = 12, seed: UInt64 = 1, _ body: (Folder) throws -> Void
  ) throws {
    let path = FileManager.default.temporaryDirectory.path + "/nnverify-\(UUID().uuidString)"
    defer { try? FileManager.default.removeItem(atPath: path) }
    let export = ProblemExport(
      generator: ProblemGenerator(seed: seed, options: options), count: problems, writesArrays: true, version: "test")
    try FolderExchange.make(path, with: export.files(.standard))
    try FileManager.default.createDirectory(atPath: path + "/answers", withIntermediateDirectories: true)
    try body(Folder(path: path, manifest: .read(in: path)))
  }

  static func small(precision: Precision = .binary64) throws -> GeneratorOptions {
    try GeneratorOptions(maxDepth: 3, maxWidth: 4, maxCases: 3, maxWork: ProblemExport.mostWork, precision: precision)
  }

  func problem(_ index: Int) throws -> Problem<Double> {
    try StoredCase.read(path: "\(path)/problems/\(manifest.problems[index].name).json").problem
  }

  func put(_ index: Int, _ bytes: [UInt8], _ kind: String) throws {
    try Data(bytes).write(to: URL(fileURLWithPath: "\(path)/answers/\(manifest.problems[index].name).\(kind)"))
  }

  /// Answers everything, in turn as .npz and as .json, whole or as little as is required.
  func answer(by factory: ImplementationFactory) throws {
    for index in manifest.problems.indices {
      let answer = try factory.answer(try problem(index))
      if index.isMultiple(of: 2) {
        try put(index, answer.npz(isWhole: index.isMultiple(of: 4)), "npz")
      } else {
        try put(index, Array(answer.json(isWhole: index % 4 == 1).utf8), "json")
      }
    }
  }

  func grade() throws -> Gradebook {
    var book = Gradebook(
      folder: path, answers: path + "/answers", precision: manifest.judgedIn, total: manifest.problems.count)
    let grader = Grader(oracles: .standard, folder: path, answers: book.answers, precision: manifest.judgedIn)
    book.problems = try manifest.problems.map(grader.grade)
    book.strays = grader.strays(manifest)
    return book
  }
}

extension ImplementationFactory {
  static func named(_ name: String) throws -> ImplementationFactory {
    try #require(available.first { $0.name == name })
  }

  func answer(_ problem: Problem<Double>) throws -> Evaluation<Double> {
    var implementation = try make()
    return try implementation.evaluate(problem)
  }
}

extension Evaluation<Double> {
  func npz(isWhole: Bool) throws -> [UInt8] {
    var archive = ZipArchive()
    func add(_ name: String, _ grid: Grid<Double>, _ shape: [Int]? = nil) throws {
      try archive.add(
        name + ".npy", NPYFile(shape: shape ?? [grid.rows, grid.columns], .float64(grid.elements)).bytes)
    }
    for l in gradient.weights.indices {
      try add("dW\(l + 1)", gradient.weights[l])
      // Both shapes that occur.
      try add("db\(l + 1)", gradient[.biases(layer: l + 1)], isWhole ? [gradient.biases[l].count] : nil)
    }
    guard isWhole else { return archive.bytes }
    try add("cost", Grid(rows: 1, columns: 1, elements: [cost]), [])
    try add("outputs", outputs)
    try add("dX", gradient.inputs)
    for (l, grid) in (preactivations ?? []).enumerated() { try add("Z\(l + 1)", grid) }
    for (l, grid) in (hiddenOutputs ?? []).enumerated() { try add("A\(l + 1)", grid) }
    for (l, grid) in (deltas ?? []).enumerated() { try add("delta\(l + 1)", grid) }
    return archive.bytes
  }

  func json(isWhole: Bool) -> String {
    func rows(_ grid: Grid<Double>) -> String {
      "[" + (0..<grid.rows).map { j in "\((0..<grid.columns).map { grid[j, $0] })" }.joined(separator: ",\n") + "]"
    }
    func list(_ grids: [Grid<Double>]) -> String { "[" + grids.map(rows).joined(separator: ", ") + "]" }
    var members = ["\"dW\": \(list(gradient.weights))", "\"db\": \(gradient.biases)"]
    if isWhole {
      members += ["\"cost\": \(cost)", "\"outputs\": \(rows(outputs))", "\"dX\": \(rows(gradient.inputs))"]
      if let preactivations { members.append("\"Z\": \(list(preactivations))") }
      if let hiddenOutputs { members.append("\"A\": \(list(hiddenOutputs))") }
      if let deltas { members.append("\"delta\": \(list(deltas))") }
    }
    return "{\n" + members.joined(separator: ",\n") + "}\n"
  }
}
