import Functions
import Networks

/// A question as a line, without its end.
enum Question {
  case hello(WorkerLimits)
  case echo([Double])
  case evaluate(Problem<Double>, want: Set<WireQuantity>, Conventions)
  /// θ, and whether the gradient is wanted beside the value.
  case evaluateFunction([Double], [ParameterTensor], wantsGradient: Bool)
  case bye

  var name: String {
    switch self {
    case .hello: "hello"
    case .echo: "echo"
    case .evaluate, .evaluateFunction: "evaluate"
    case .bye: "bye"
    }
  }

  func line(_ sequence: Int, _ format: WireFormat) -> [UInt8] {
    var writer = WireWriter(format)
    writer.raw("{\"cmd\":")
    writer.text(name)
    writer.raw(",\"seq\":")
    writer.integer(sequence)
    switch self {
    case .hello(let limits):
      writer.raw(",\"protocol\":")
      writer.text(WorkerProtocol.version)
      writer.raw(",\"limits\":{\"evaluate_seconds\":")
      writer.integer(max(1, Int(limits.evaluate.components.seconds)))
      writer.raw(",\"line_bytes\":")
      writer.integer(limits.lineBytes)
      writer.raw("}")
    case .echo(let numbers):
      writer.raw(",\"numbers\":")
      writer.row(numbers)
    case .evaluate(let problem, let want, let conventions):
      writer.raw(",\"want\":")
      writer.words(WireQuantity.allCases.filter(want.contains).map(\.rawValue))
      writer.raw(",\"problem\":")
      writer.problem(problem, conventions)
    case .evaluateFunction(let point, let parameters, let wantsGradient):
      writer.raw(",\"want\":")
      writer.words(wantsGradient ? ["value", "gradient"] : ["value"])
      writer.raw(",\"parameters\":")
      writer.parameters(point, parameters)
    case .bye: break
    }
    writer.raw("}")
    return writer.bytes
  }
}

extension WireWriter {
  fileprivate mutating func parameters(_ point: [Double], _ parameters: [ParameterTensor]) {
    var start = 0
    for tensor in parameters {
      if start == 0 { raw("{") } else { raw(",") }
      text(tensor.name)
      raw(":")
      row(point[start..<(start + tensor.count)])
      start += tensor.count
    }
    raw("}")
  }

  fileprivate mutating func problem(_ problem: Problem<Double>, _ conventions: Conventions) {
    raw("{\"layers\":")
    list(problem.network.layers) { writer, layer in
      writer.raw("{\"activation\":")
      writer.text(layer.activation.name)
      if let alpha = layer.activation.alpha {
        writer.raw(",\"alpha\":")
        writer.number(alpha)
      }
      writer.raw(",\"weights\":")
      writer.grid(layer.weights, transposed: conventions.weights == .inOut)
      writer.raw(",\"biases\":")
      writer.row(layer.biases)
      writer.raw("}")
    }
    raw(",\"inputs\":")
    grid(problem.inputs, transposed: conventions.cases == .rows)
    raw(",\"targets\":")
    grid(problem.targets, transposed: conventions.cases == .rows)
    raw(",\"loss\":")
    text(problem.loss.rawValue)
    raw(",\"reduction\":")
    text(problem.reduction.rawValue)
    raw("}")
  }
}
