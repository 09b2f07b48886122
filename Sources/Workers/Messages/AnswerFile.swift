import Fixtures
package import Networks

/// An answer that no process gives: a file with what `evaluate` asks for, `{"cost": …, "dW": […], "db": […]}`.
package enum AnswerFile {
  /// What is no JSON at all, and what does not belong in an answer.
  package struct Malformed: Error {
    package var misfits: [WorkerMisfit]

    package init(misfits: [WorkerMisfit]) { self.misfits = misfits }
  }

  /// Reads the answer to a problem. `dW` and `db` must be there; whatever else is there must have its shape.
  ///
  /// A row of numbers may stand for a matrix of one row or one column, and a number for one of a single entry: MATLAB's jsonencode
  /// writes them so.
  package static func read(_ bytes: [UInt8], of problem: Problem<Double>) throws(Malformed) -> Evaluation<Double> {
    let value: WireValue
    do throws(WireReader.Broken) { value = try WireReader.read(bytes) } catch {
      throw Malformed(misfits: [WorkerMisfit(path: "", found: "no JSON text: \(error.reason)", expected: "an object")])
    }
    guard case .object(let members) = value else {
      throw Malformed(misfits: [WorkerMisfit(path: "", found: value.finding, expected: "an object with dW and db")])
    }
    let optional = WireQuantity.allCases.filter { members[$0.rawValue] != nil }
    let want = Set(optional).union([.dW, .db])
    var reader = AnswerReader(.decimal)
    guard let answer = reader.evaluation(members.unfolded(for: problem), of: problem, want: want, Conventions()) else {
      throw Malformed(misfits: reader.misfits)
    }
    return answer
  }
}

extension [String: WireValue] {
  /// With every matrix that is a vector written as rows.
  fileprivate func unfolded(for problem: Problem<Double>) -> Self {
    let (layers, m) = (problem.network.layers, problem.caseCount)
    var copy = self
    func unfold(_ quantity: WireQuantity, _ unfolded: (WireValue) -> WireValue) {
      copy[quantity.rawValue] = copy[quantity.rawValue].map(unfolded)
    }
    func unfoldEach(_ quantity: WireQuantity, _ unfolded: (WireValue, Layer<Double>) -> WireValue) {
      unfold(quantity) { value in
        // A number in a list of layers is one of a single entry.
        let elements: [WireValue]
        switch value {
        case .array(let values): elements = values
        case .row(let numbers): elements = numbers.map(WireValue.number)
        default: return value
        }
        guard elements.count <= layers.count else { return value }
        return .array(zip(elements, layers).map(unfolded))
      }
    }
    unfold(.cost) { value in if case .row(let row) = value, row.count == 1 { .number(row[0]) } else { value } }
    unfold(.outputs) { $0.asRows(problem.targets.rows, m) }
    unfold(.dX) { $0.asRows(problem.inputs.rows, m) }
    unfoldEach(.dW) { $0.asRows($1.width, $1.inputWidth) }
    unfoldEach(.db) { value, _ in value.asRow }
    for quantity in [WireQuantity.Z, .A, .delta] { unfoldEach(quantity) { $0.asRows($1.width, m) } }
    return copy
  }
}

extension WireValue {
  /// A vector as a matrix of one row or one column; anything else as it is.
  fileprivate func asRows(_ rows: Int, _ columns: Int) -> WireValue {
    switch self {
    case .number(let number) where rows == 1 && columns == 1: .array([.row([number])])
    case .row(let row) where rows == 1 && row.count == columns: .array([.row(row)])
    case .row(let row) where columns == 1 && row.count == rows: .array(row.map { .row([$0]) })
    default: self
    }
  }

  /// A column, or a number, as a row.
  fileprivate var asRow: WireValue {
    switch self {
    case .number(let number): return .row([number])
    case .array(let elements):
      let numbers = elements.compactMap { if case .row(let row) = $0, row.count == 1 { row[0] } else { nil } }
      return numbers.count == elements.count ? .row(numbers) : self
    default: return self
    }
  }
}

extension Problem<Double> {
  /// Room for every number of the problem and its answer, written as long as numbers get, with keys: a line without end is noticed
  /// long before it fills the memory, and so is a file.
  package var mostAnswerBytes: Int {
    let perCase = network.widths.reduce(0, +) * 4
    return 1 << 20 + 64 * (network.parameterCount + perCase * caseCount)
  }
}
