import Fixtures
import Networks
public import Verification

/// An implementation in Swift as a worker: the counterpart of the host. It answers the questions of docs/worker-protocol.md, so
/// that what is left to write is the implementation.
///
///     var server = WorkerServer(MyNetwork(), hello: Hello(name: "mine", capabilities: Capabilities()))
///     server.run()
///
/// Whatever a question holds, the answer is a line: what is no question, or does not fit together, is answered by an `error` that
/// says where, and never reaches the implementation.
public struct WorkerServer {
  /// No answer may be longer.
  private static let mostAnswerBytes = 4 << 30

  private let hello: Hello
  private var implementation: any Implementation

  /// - Parameter hello: what the program is. Its matrices lie as ours do, whatever it says: the questions are read into grids.
  public init(_ implementation: some Implementation, hello: Hello) {
    var own = hello
    (own.conventions.weights, own.conventions.cases) = (.outIn, .columns)
    (self.hello, self.implementation) = (own, implementation)
  }

  /// The line that answers a line, both without their ends, and whether the conversation is over.
  public mutating func answer(_ line: [UInt8]) -> (line: [UInt8], isLast: Bool) {
    let value: WireValue
    do { value = try WireReader.read(line) } catch let broken {
      return (refusal(nil, "no JSON: \(broken.reason)"), false)
    }
    guard case .object(let members) = value else {
      return (refusal(nil, "a question is an object; found \(value.finding)"), false)
    }
    guard case .number(let number) = members["seq"], let sequence = Int(exactly: number) else {
      return (refusal(nil, "/seq: found \(members["seq"]?.finding ?? "nothing"); expected a whole number"), false)
    }
    var reader = AnswerReader(hello.format)
    guard let request = reader.request(members) else {
      return (refusal(sequence, reader.misfits.map(\.description).joined(separator: "; ")), false)
    }
    switch request {
    case .hello: return (said(sequence) { $0.hello(hello) }, false)
    case .echo(let numbers):
      return (
        said(sequence) {
          $0.raw(",\"numbers\":")
          $0.row(numbers.map(throughPrecision))
        }, false
      )
    case .evaluate(let problem, let want): return (evaluate(sequence, problem, want), false)
    case .bye: return (said(sequence) { _ in }, true)
    }
  }

  private mutating func evaluate(_ sequence: Int, _ problem: Problem<Double>, _ want: [WireQuantity]) -> [UInt8] {
    if let reason = hello.whyUnasked(problem) { return skip(sequence, reason) }
    // Thin matrices make a short line of a problem that fills the memory.
    guard problem.mostAnswerBytes <= Self.mostAnswerBytes else {
      return skip(sequence, "an answer may take \(problem.mostAnswerBytes) bytes")
    }
    let evaluation: Evaluation<Double>
    do { evaluation = try implementation.evaluate(problem) } catch let refusal as Unsupported {
      return skip(sequence, refusal.reason)
    } catch let failure as Unanswered {
      return refusal(sequence, failure.reason)
    } catch { return refusal(sequence, "\(type(of: error)): \(error)") }
    if let (quantity, found, expected) = evaluation.misshapen(for: problem) {
      return refusal(sequence, "\(quantity): found \(found); expected \(expected)")
    }
    if let missing = want.first(where: { !evaluation.holds($0) }) {
      return refusal(sequence, "the answer of \(hello.name) holds no \(missing.rawValue)")
    }
    return said(sequence) { writer in
      for quantity in want { writer.quantity(quantity, of: evaluation) }
    }
  }

  /// What passed through the type that the program computes with.
  private func throughPrecision(_ number: Double) -> Double {
    switch hello.precision {
    case .binary64: number
    case .binary32: Double(Float(number))
    }
  }

  // MARK: Lines

  /// A line with this status, and whatever is added to it.
  private func line(_ sequence: Int?, _ status: String, _ rest: (inout WireWriter) -> Void) -> [UInt8] {
    var writer = WireWriter(hello.format)
    writer.raw("{")
    if let sequence {
      writer.raw("\"seq\":")
      writer.integer(sequence)
      writer.raw(",")
    }
    writer.raw("\"status\":")
    writer.text(status)
    rest(&writer)
    writer.raw("}")
    return writer.bytes
  }

  private func said(_ sequence: Int, _ rest: (inout WireWriter) -> Void) -> [UInt8] { line(sequence, "ok", rest) }

  private func skip(_ sequence: Int, _ reason: String) -> [UInt8] {
    line(sequence, "skip") {
      $0.raw(",\"reason\":")
      $0.text(reason)
    }
  }

  /// - Parameter sequence: nil where the question's could not be read.
  func refusal(_ sequence: Int?, _ message: String) -> [UInt8] {
    line(sequence, "error") {
      $0.raw(",\"message\":")
      $0.text(message)
    }
  }
}

extension Evaluation {
  fileprivate func holds(_ quantity: WireQuantity) -> Bool {
    switch quantity {
    case .cost: hasCost
    case .outputs: hasOutputs
    case .dW, .db: true
    case .dX: hasInputGradient
    case .Z: preactivations != nil
    case .A: hiddenOutputs != nil
    case .delta: deltas != nil
    }
  }
}

extension WireWriter {
  /// The keys of an answer to hello.
  fileprivate mutating func hello(_ hello: Hello) {
    raw(",\"protocol\":")
    text(WorkerProtocol.version)
    raw(",\"kind\":\"network\",\"name\":")
    text(hello.name)
    raw(",\"version\":")
    text(hello.version)
    raw(",\"language\":")
    text(hello.language)
    raw(",\"precision\":")
    text(hello.precision.rawValue)
    raw(",\"format\":")
    text(hello.format.rawValue)
    raw(",\"activations\":")
    words(hello.activations)
    raw(",\"losses\":")
    words(hello.losses.map(\.rawValue))
    raw(",\"reductions\":")
    words(hello.reductions.map(\.rawValue))
    raw(",\"quantities\":")
    words(WireQuantity.allCases.filter(hello.quantities.contains).map(\.rawValue))
    if let most = hello.maxDepth {
      raw(",\"max_depth\":")
      integer(most)
    }
    if let most = hello.maxWidth {
      raw(",\"max_width\":")
      integer(most)
    }
    if let most = hello.maxCases {
      raw(",\"max_cases\":")
      integer(most)
    }
    raw(",\"conventions\":{\"squared_error\":")
    text(hello.conventions.squaredError.rawValue)
    raw(",\"mean\":")
    text(hello.conventions.mean.rawValue)
    raw(",\"slope_at_zero\":")
    text(hello.conventions.slopeAtZero.rawValue)
    raw("}")
  }

  /// A key of an answer to evaluate, for what the evaluation holds.
  fileprivate mutating func quantity(_ quantity: WireQuantity, of evaluation: Evaluation<Double>) {
    raw(",")
    text(quantity.rawValue)
    raw(":")
    func grids(_ grids: [Grid<Double>]) { list(grids) { $0.grid($1, transposed: false) } }
    switch quantity {
    case .cost: number(evaluation.cost)
    case .outputs: grid(evaluation.outputs, transposed: false)
    case .dW: grids(evaluation.gradient.weights)
    case .db: list(evaluation.gradient.biases) { $0.row($1) }
    case .dX: grid(evaluation.gradient.inputs, transposed: false)
    case .Z: grids(evaluation.preactivations ?? [])
    case .A: grids(evaluation.hiddenOutputs ?? [])
    case .delta: grids(evaluation.deltas ?? [])
    }
  }
}
