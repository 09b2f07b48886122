import Networks

extension Complaint {
  /// A binary64 by its bits: sixteen hexadecimal digits, the most significant first.
  static func hex64(_ value: JSONValue) -> Result<Double, Complaint> {
    if case .string(let text) = value, text.utf8.count == 16, text.utf8.allSatisfy(isLowerHexDigit),
      let bits = UInt64(text, radix: 16), Double(bitPattern: bits).isFinite
    {
      return .success(Double(bitPattern: bits))
    }
    return .failure(
      Complaint(
        found: value.finding, expected: "the bits of a finite binary64, sixteen hexadecimal digits in quotes",
        advice: "write 1.0 as \"3ff0000000000000\", in lower case"))
  }

  private static func isLowerHexDigit(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || (0x61...0x66).contains(byte)
  }

  /// The exponent of a limit 2^e, or null for none.
  static func limit(_ value: JSONValue) -> Result<Limit, Complaint> {
    switch value {
    case .null: return .success(Limit(exponent: nil))
    case .number(let number):
      if let exponent = Int(exactly: number), Limit.exponents.contains(exponent) {
        return .success(Limit(exponent: exponent))
      }
    default: break
    }
    return .failure(
      Complaint(
        found: value.finding, expected: "an integer e from -1074 to 1024 for a limit of 2^e, or null for no limit",
        advice: "let nnverify fixtures regenerate write it"))
  }
}

extension CaseReader {
  /// What is proven of the answer.
  mutating func provenAnswer(_ value: JSONValue, at path: JSONPointer, of problem: Problem<Double>?) -> ProvenAnswer? {
    guard let members = members(of: value, at: path, Keys.proven) else { return nil }
    let truth = members["value"].flatMap { exactEvaluation($0, at: path.key("value"), of: problem) }
    let limits = members["limits"].flatMap { self.limits($0, at: path.key("limits"), of: problem) }
    var allowed: AllowedRange?? = .some(nil)
    if let value = members["allowed"] { allowed = allowedRange(value, at: path.key("allowed"), of: problem) }
    guard let truth, let limits, let allowed else { return nil }
    return ProvenAnswer(value: truth, binary64: limits.binary64, binary32: limits.binary32, allowed: allowed)
  }

  private mutating func limits(
    _ value: JSONValue, at path: JSONPointer, of problem: Problem<Double>?
  ) -> (binary64: Evaluation<Limit>, binary32: Evaluation<Limit>)? {
    guard let members = members(of: value, at: path, Keys.limits) else { return nil }
    func limits(_ key: String, _ reader: inout CaseReader) -> Evaluation<Limit>? {
      guard let value = members[key],
        let members = reader.members(of: value, at: path.key(key), Keys.evaluation)
      else { return nil }
      return reader.evaluation(members, at: path.key(key), Sizes(problem), as: Complaint.limit)
    }
    let (double, single) = (limits("binary64", &self), limits("binary32", &self))
    guard let double, let single else { return nil }
    return (double, single)
  }

  private mutating func allowedRange(
    _ value: JSONValue, at path: JSONPointer, of problem: Problem<Double>?
  ) -> AllowedRange? {
    guard let members = members(of: value, at: path, Keys.allowed) else { return nil }
    let lower = members["lower"].flatMap { exactEvaluation($0, at: path.key("lower"), of: problem) }
    let upper = members["upper"].flatMap { exactEvaluation($0, at: path.key("upper"), of: problem) }
    guard let lower, let upper else { return nil }
    return AllowedRange(lower: lower, upper: upper)
  }

  /// Every quantity twice, in decimals and by its bits.
  private mutating func exactEvaluation(
    _ value: JSONValue, at path: JSONPointer, of problem: Problem<Double>?
  ) -> Evaluation<Double>? {
    guard let members = members(of: value, at: path, Keys.exactEvaluation) else { return nil }
    let sizes = Sizes(problem)
    let before = faultCount
    let decimals = evaluation(members, at: path, sizes, as: Complaint.finiteNumber)
    let bits = evaluation(members, suffix: Keys.bits, at: path, sizes, as: Complaint.hex64)
    // With a fault a list may be too short for the layers of the problem.
    guard faultCount == before, let decimals, let bits, let depth = problem?.depth else { return nil }
    for quantity in Evaluation<Double>.quantities(depth: depth) {
      if let decimals = decimals[quantity], let bits = bits[quantity] {
        expectSame(decimals, bits) { row, column in path.entry(quantity, row, column, suffix: Keys.bits) }
      }
    }
    return faultCount == before ? decimals : nil
  }

  /// Every quantity of an evaluation.
  ///
  /// - Parameter suffix: what the keys end in.
  mutating func evaluation<Number>(
    _ members: [String: JSONValue], suffix: String = "", at path: JSONPointer, _ sizes: Sizes, as parse: Parse<Number>
  ) -> Evaluation<Number>? {
    func key(_ name: String) -> String { name + suffix }
    let cost = members[key("cost")].flatMap { number($0, at: path.key(key("cost")), as: parse) }
    let preactivations = casewise(members, key("preactivations"), at: path, count: sizes.depth, sizes, as: parse)
    let hidden = casewise(members, key("hidden_outputs"), at: path, count: sizes.hiddenLayers, sizes, as: parse)
    let outputs = members[key("outputs")].flatMap {
      grid($0, at: path.key(key("outputs")), rows: sizes.outputs, columns: sizes.cases, as: parse)
    }
    let deltas = casewise(members, key("deltas"), at: path, count: sizes.depth, sizes, as: parse)
    let weights = weights(members, key("weight_gradients"), at: path, sizes, as: parse)
    let biases = biases(members, key("bias_gradients"), at: path, sizes, as: parse)
    let inputs = members[key("input_gradient")].flatMap {
      grid($0, at: path.key(key("input_gradient")), rows: sizes.width(0), columns: sizes.cases, as: parse)
    }
    guard let cost, let preactivations, let hidden, let outputs, let deltas, let weights, let biases, let inputs else {
      return nil
    }
    return Evaluation(
      cost: cost, preactivations: preactivations, hiddenOutputs: hidden, outputs: outputs, deltas: deltas,
      gradient: Gradient(weights: weights, biases: biases, inputs: inputs))
  }

  /// Notes where two ways to write the same numbers differ, in the sign of a zero too.
  mutating func expectSame(
    _ decimals: Grid<Double>, _ bits: Grid<Double>, at place: (_ row: Int, _ column: Int) -> JSONPointer
  ) {
    // Other shapes have been noted.
    guard decimals.rows == bits.rows, decimals.columns == bits.columns else { return }
    for row in 0..<decimals.rows {
      for column in 0..<decimals.columns {
        let (decimal, exact) = (decimals[row, column], bits[row, column])
        guard decimal.bitPattern != exact.bitPattern else { continue }
        note(
          place(row, column), found: "the bits of \(exact) beside the decimal \(decimal)",
          expected: "the same binary64 twice", advice: "one of them was changed; restore it, or let nnverify write both"
        )
      }
    }
  }
}

extension JSONPointer {
  /// Where an evaluation in this place keeps an entry.
  func entry(_ quantity: Quantity, _ row: Int, _ column: Int, suffix: String = "") -> JSONPointer {
    func list(_ name: String) -> JSONPointer { key(name + suffix) }
    switch quantity {
    case .cost: return list("cost")
    case .preactivations(let layer): return list("preactivations").index(layer - 1).index(row).index(column)
    case .hiddenOutputs(let layer): return list("hidden_outputs").index(layer - 1).index(row).index(column)
    case .outputs: return list("outputs").index(row).index(column)
    case .deltas(let layer): return list("deltas").index(layer - 1).index(row).index(column)
    case .gradient(.weights(let layer)): return list("weight_gradients").index(layer - 1).index(row).index(column)
    case .gradient(.biases(let layer)): return list("bias_gradients").index(layer - 1).index(row)
    case .gradient(.inputs): return list("input_gradient").index(row).index(column)
    }
  }
}

extension Keys {
  /// What the key of the same numbers by their bits ends in.
  static let bits = "_hex64"

  private static let quantities = [
    "cost", "preactivations", "hidden_outputs", "outputs", "deltas", "weight_gradients", "bias_gradients",
    "input_gradient",
  ]
  static let evaluation = Table(required: quantities, optional: [])
  static let exactEvaluation = Table(required: quantities.flatMap { [$0, $0 + bits] }, optional: [])
  static let proven = Table(required: ["value", "limits"], optional: ["allowed"])
  static let limits = Table(required: ["binary64", "binary32"], optional: [])
  static let allowed = Table(required: ["lower", "upper"], optional: [])
}
