import Fixtures
import Networks
import Workers

/// An answer as an .npz file: `dW1`, `db1`, … at least, by the names that the exported problems have.
struct AnswerArrays {
  private let archive: ArrayArchive
  private let names: Set<String>
  private(set) var misfits: [WorkerMisfit] = []

  private init(_ archive: ArrayArchive) {
    self.archive = archive
    names = Set(archive.names)
  }

  /// Reads the answer to a problem; what belongs to no quantity is not looked at.
  static func read(_ bytes: [UInt8], of problem: Problem<Double>) throws(AnswerFile.Malformed) -> Evaluation<Double> {
    let archive: ArrayArchive
    do throws(ArchiveFault) { archive = try ArrayArchive(npz: bytes, limit: problem.mostAnswerBytes) } catch {
      throw AnswerFile.Malformed(misfits: [WorkerMisfit(path: error.name, found: error.found, expected: error.expected)]
      )
    }
    var reader = AnswerArrays(archive)
    guard let answer = reader.evaluation(of: problem) else { throw AnswerFile.Malformed(misfits: reader.misfits) }
    return answer
  }

  private mutating func evaluation(of problem: Problem<Double>) -> Evaluation<Double>? {
    let (layers, m) = (problem.network.layers, problem.caseCount)
    let (inputs, outputs) = (problem.inputs.rows, problem.targets.rows)
    let weights = layers.enumerated().map { l, layer in
      matrix("dW\(l + 1)", layer.width, layer.inputWidth, isRequired: true)
    }
    let biases = layers.enumerated().map { l, layer in vector("db\(l + 1)", layer.width) }
    let cost = matrix("cost", 1, 1)
    // A[L] by either name.
    let last = names.contains("outputs") ? "outputs" : "A\(layers.count)"
    let answered = matrix(last, outputs, m)
    let dX = matrix("dX", inputs, m)
    let Z = casewise("Z", layers, m)
    let hidden = casewise("A", Array(layers.dropLast()), m)
    let deltas = casewise("delta", layers, m)
    let (dW, db) = (weights.compactMap(\.self), biases.compactMap(\.self))
    guard misfits.isEmpty, dW.count == layers.count, db.count == layers.count else { return nil }
    var evaluation = Evaluation(
      cost: cost?.elements[0] ?? .nan, preactivations: Z, hiddenOutputs: hidden,
      outputs: answered ?? Grid(repeating: .nan, rows: outputs, columns: m), deltas: deltas,
      gradient: Gradient(weights: dW, biases: db, inputs: dX ?? Grid(repeating: 0, rows: inputs, columns: m)))
    evaluation.hasCost = cost != nil
    evaluation.hasOutputs = answered != nil
    evaluation.hasInputGradient = dX != nil
    return evaluation
  }

  /// One matrix per layer; nil where not even one is there.
  private mutating func casewise(_ letter: String, _ layers: [Layer<Double>], _ m: Int) -> [Grid<Double>]? {
    let given = layers.indices.contains { names.contains("\(letter)\($0 + 1)") }
    guard given else { return nil }
    return layers.enumerated().compactMap { l, layer in matrix("\(letter)\(l + 1)", layer.width, m, isRequired: true) }
  }

  /// A vector may come as one column or one row.
  private mutating func vector(_ name: String, _ count: Int) -> [Double]? {
    guard let array = array(name, isRequired: true, shape: "(\(count),)") else { return nil }
    let isVector = [[count], [count, 1], [1, count]].contains(array.shape) || count == 1 && array.shape.isEmpty
    if isVector { return array.elements }
    note(name, "an array of shape \(array.shapeText)", "shape (\(count),)")
    return nil
  }

  /// A matrix that is a vector may come with one dimension, and one that is a number with none.
  private mutating func matrix(_ name: String, _ rows: Int, _ columns: Int, isRequired: Bool = false) -> Grid<Double>? {
    let shape = name == "cost" ? "()" : NumberArray.text(of: [rows, columns])
    guard let array = array(name, isRequired: isRequired, shape: shape) else { return nil }
    let flat = array.shape.count < 2 && (rows == 1 || columns == 1) && array.elements.count == rows * columns
    if array.shape == [rows, columns] || flat { return Grid(rows: rows, columns: columns, elements: array.elements) }
    let question = array.shape == [columns, rows] ? "; is it transposed?" : ""
    note(name, "an array of shape \(array.shapeText)", "shape \(shape)\(question)")
    return nil
  }

  private mutating func array(_ name: String, isRequired: Bool, shape: String) -> NumberArray? {
    do throws(ArchiveFault) {
      if let array = try archive.array(name) { return array }
      guard isRequired else { return nil }
      let near = nearestWord(to: name, among: names.filter { $0.lowercased() == name.lowercased() }.sorted())
      note(name, "nothing", "an array of shape \(shape)" + (near.map { "; is it \(quoted($0))?" } ?? ""))
    } catch {
      note(name, error.found, error.expected)
    }
    return nil
  }

  private mutating func note(_ name: String, _ found: String, _ expected: String) {
    misfits.append(WorkerMisfit(path: name, found: found, expected: expected))
  }
}
