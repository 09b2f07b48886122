import Fixtures
public import Networks
public import Verification

/// What a worker says of itself.
public struct Hello: Hashable, Sendable {
  public var name: String
  public var version: String
  public var language: String
  public var precision: Precision
  public var format: WireFormat
  public var activations: [String]
  public var losses: [Loss]
  public var reductions: [Reduction]
  public var quantities: Set<WireQuantity>
  public var maxDepth: Int?
  public var maxWidth: Int?
  public var maxCases: Int?
  public var conventions: Conventions

  /// The introduction of a program in this process, for `WorkerServer`.
  ///
  /// - Parameters:
  ///   - name: letters, digits, ".", "_" and "-", at most 64.
  ///   - quantities: what its answers hold; cost, outputs, dW and db are always among it.
  public init(
    name: String, version: String = "", language: String = "Swift", format: WireFormat = .decimal,
    quantities: Set<WireQuantity> = [.dX], conventions: Conventions = Conventions(), capabilities: Capabilities
  ) {
    (self.name, self.version, self.language, self.format) = (name, version, language, format)
    self.quantities = quantities.union(WireQuantity.required)
    self.conventions = conventions
    precision = capabilities.precision
    activations = capabilities.activations.map(\.name)
    (losses, reductions) = (capabilities.losses, capabilities.reductions)
    (maxDepth, maxWidth, maxCases) = (capabilities.maxDepth, capabilities.maxWidth, capabilities.maxCases)
  }
}

/// What can be asked for.
public enum WireQuantity: String, Hashable, Sendable, CaseIterable {
  case cost, outputs, dW, db, dX, Z, A, delta

  static let required: Set<WireQuantity> = [.cost, .outputs, .dW, .db]
}

/// Where a worker's conventions differ from ours.
public struct Conventions: Hashable, Sendable {
  public enum WeightLayout: String, Hashable, Sendable, CaseIterable {
    case outIn = "out_in"
    case inOut = "in_out"
  }
  public enum CaseLayout: String, Hashable, Sendable, CaseIterable { case columns, rows }
  public enum SquaredError: String, Hashable, Sendable, CaseIterable { case half, full }
  public enum Mean: String, Hashable, Sendable, CaseIterable { case cases, elements }
  public enum SlopeAtZero: String, Hashable, Sendable, CaseIterable { case any, left, right, between }

  public var weights = WeightLayout.outIn
  public var cases = CaseLayout.columns
  public var squaredError = SquaredError.half
  public var mean = Mean.cases
  public var slopeAtZero = SlopeAtZero.any

  /// Ours.
  public init() {}

  /// What its cost and derivatives of this problem are to be multiplied by, to be ours: ½ Σ (a − y)², over m.
  func factor(for problem: Problem<Double>) -> Double {
    guard problem.loss == .squaredError else { return 1 }
    let scale = mean == .elements && problem.reduction == .mean ? Double(problem.targets.rows) : 1
    return squaredError == .full ? scale / 2 : scale
  }

  /// Whether that product rounds.
  public var mayRescale: Bool { mean == .elements }
}

extension Hello {
  /// Reads the answer to hello; what does not belong there is noted.
  init(_ members: [String: WireValue], _ reader: inout AnswerReader) {
    name = reader.name(members["name"], at: "/name")
    version = String(reader.string(members["version"], at: "/version", or: "").prefix(100))
    language = String(reader.string(members["language"], at: "/language", or: "").prefix(100))
    precision = reader.word(members["precision"], at: "/precision", or: .binary64)
    format = reader.word(members["format"], at: "/format", or: .decimal)
    activations =
      reader.words(members["activations"], at: "/activations", among: Activation.all.map(\.name))
      ?? Activation.all.map(\.name)
    losses =
      (reader.words(members["losses"], at: "/losses", among: Loss.allCases.map(\.rawValue)))
      .map { $0.compactMap(Loss.init(rawValue:)) } ?? Loss.allCases
    reductions =
      (reader.words(members["reductions"], at: "/reductions", among: Reduction.allCases.map(\.rawValue)))
      .map { $0.compactMap(Reduction.init(rawValue:)) } ?? Reduction.allCases
    let returned =
      reader.words(members["quantities"], at: "/quantities", among: WireQuantity.allCases.map(\.rawValue))
      .map { Set($0.compactMap(WireQuantity.init(rawValue:))) } ?? WireQuantity.required.union([.dX])
    quantities = returned
    for missing in WireQuantity.required.subtracting(returned).map(\.rawValue).sorted() {
      reader.note("/quantities", found: "no \(missing)", expected: "cost, outputs, dW and db at least")
    }
    maxDepth = reader.integer(members["max_depth"], at: "/max_depth", in: 1...1_000_000)
    maxWidth = reader.integer(members["max_width"], at: "/max_width", in: 1...1_000_000)
    maxCases = reader.integer(members["max_cases"], at: "/max_cases", in: 1...1_000_000)
    conventions = Conventions(members["conventions"], &reader)
  }
}

extension Conventions {
  init(_ value: WireValue?, _ reader: inout AnswerReader) {
    guard let value else { return }
    guard case .object(let members) = value else {
      reader.note("/conventions", found: value.finding, expected: "an object")
      return
    }
    let known = ["weights", "cases", "squared_error", "mean", "slope_at_zero"]
    for key in members.keys.sorted() where !known.contains(key) {
      reader.note(
        "/conventions/\(key)", found: "an unknown convention", expected: "one of \(known.joined(separator: ", "))")
    }
    func path(_ key: String) -> String { "/conventions/\(key)" }
    weights = reader.word(members["weights"], at: path("weights"), or: weights)
    cases = reader.word(members["cases"], at: path("cases"), or: cases)
    squaredError = reader.word(members["squared_error"], at: path("squared_error"), or: squaredError)
    mean = reader.word(members["mean"], at: path("mean"), or: mean)
    slopeAtZero = reader.word(members["slope_at_zero"], at: path("slope_at_zero"), or: slopeAtZero)
  }
}
