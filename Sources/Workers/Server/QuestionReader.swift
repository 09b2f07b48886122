import Fixtures
import Networks

/// A question as the worker that it is put to understands it.
enum Request {
  case hello
  case echo([Double])
  case evaluate(Problem<Double>, want: [WireQuantity])
  case bye
}

extension AnswerReader {
  /// The question; nil with misfits noted.
  mutating func request(_ members: [String: WireValue]) -> Request? {
    switch members["cmd"] {
    case .string("hello"): return .hello
    case .string("bye"): return .bye
    case .string("echo"):
      let numbers = row(members["numbers"], at: "/numbers", count: members["numbers"]?.count ?? 0)
      return numbers.map(Request.echo)
    case .string("evaluate"):
      let want = words(members["want"], at: "/want", among: WireQuantity.allCases.map(\.rawValue))
      if want == nil && misfits.isEmpty { note("/want", found: "nothing", expected: "the quantities that are wanted") }
      guard let problem = problem(members["problem"]), misfits.isEmpty else { return nil }
      return .evaluate(problem, want: want?.compactMap(WireQuantity.init(rawValue:)) ?? [])
    default:
      note("/cmd", found: members["cmd"]?.finding ?? "nothing", expected: "hello, echo, evaluate or bye")
      return nil
    }
  }

  /// A problem of whatever sizes, all of which fit each other.
  private mutating func problem(_ value: WireValue?) -> Problem<Double>? {
    guard case .object(let members) = value else {
      note("/problem", found: value?.finding ?? "nothing", expected: "an object")
      return nil
    }
    guard let layers = layers(members["layers"]) else { return nil }
    let (first, last) = (layers[0], layers[layers.count - 1])
    let inputs = matrix(members["inputs"], at: "/problem/inputs")
    let targets = matrix(members["targets"], at: "/problem/targets")
    let loss: Loss? = known(members["loss"], at: "/problem/loss")
    let reduction: Reduction? = known(members["reduction"], at: "/problem/reduction")
    guard let inputs, let targets, let loss, let reduction else { return nil }
    if inputs.rows != first.inputWidth {
      note("/problem/inputs", found: "\(inputs.rows) rows", expected: "\(first.inputWidth), as W[1] has columns")
    }
    if targets.rows != last.width {
      note("/problem/targets", found: "\(targets.rows) rows", expected: "\(last.width), as W[L] has rows")
    }
    if targets.columns != inputs.columns {
      note("/problem/targets", found: "\(targets.columns) cases", expected: "\(inputs.columns), as in inputs")
    }
    if !loss.accepts(output: last.activation) {
      note("/problem/loss", found: loss.rawValue, expected: "a loss that goes with \(last.activation.name)")
    }
    guard misfits.isEmpty else { return nil }
    return Problem(
      network: Network(layers: layers), inputs: inputs, targets: targets, loss: loss, reduction: reduction)
  }

  /// One layer or more, each as wide as the next expects, softmax nowhere but at the output.
  private mutating func layers(_ value: WireValue?) -> [Layer<Double>]? {
    guard case .array(let values) = value, !values.isEmpty else {
      note("/problem/layers", found: value?.finding ?? "nothing", expected: "an array of layers")
      return nil
    }
    var layers: [Layer<Double>] = []
    for (index, value) in values.enumerated() {
      let path = "/problem/layers/\(index)"
      guard case .object(let members) = value else {
        note(path, found: value.finding, expected: "an object")
        return nil
      }
      guard let weights = matrix(members["weights"], at: "\(path)/weights"),
        let biases = finiteRow(members["biases"], at: "\(path)/biases", count: weights.rows),
        let activation = activation(members, at: path)
      else { return nil }
      if let below = layers.last, below.width != weights.columns {
        note(
          "\(path)/weights", found: "\(weights.columns) columns",
          expected: "\(below.width), the width of the layer below")
        return nil
      }
      if activation == .softmax && index < values.count - 1 {
        note("\(path)/activation", found: "softmax", expected: "an activation of a hidden layer")
        return nil
      }
      layers.append(Layer(weights: weights, biases: biases, activation: activation))
    }
    return layers
  }

  private mutating func activation(_ members: [String: WireValue], at path: String) -> Activation? {
    guard case .string(let name) = members["activation"],
      let activation = Activation.all.first(where: { $0.name == name })
    else {
      note(
        "\(path)/activation", found: members["activation"]?.finding ?? "nothing",
        expected: "one of \(Activation.all.map(\.name).joined(separator: ", "))")
      return nil
    }
    switch activation {
    case .leakyReLU, .elu:
      guard let alpha = number(members["alpha"], at: "\(path)/alpha") else { return nil }
      guard alpha.isFinite else {
        note("\(path)/alpha", found: "\(alpha)", expected: "a finite number")
        return nil
      }
      if case .elu = activation { return .elu(alpha: alpha) }
      return .leakyReLU(alpha: alpha)
    case .linear, .sigmoid, .tanh, .relu, .softplus, .silu, .gelu, .softmax: return activation
    }
  }

  /// Rows of equal length, with neither side empty: the first row says how long.
  private mutating func matrix(_ value: WireValue?, at path: String) -> Grid<Double>? {
    guard case .array(let rows) = value, let columns = rows.first?.count, columns > 0 else {
      note(path, found: value?.finding ?? "nothing", expected: "an array of rows of numbers")
      return nil
    }
    // Before anything is as large as the first row times the number of rows.
    if let odd = rows.firstIndex(where: { $0.count != columns }) {
      note("\(path)/\(odd)", found: rows[odd].finding, expected: "\(columns) numbers, as in the first row")
      return nil
    }
    guard let grid = grid(value, at: path, rows: rows.count, columns: columns, transposed: false) else { return nil }
    return expectFinite(grid.elements, at: path) ? grid : nil
  }

  private mutating func finiteRow(_ value: WireValue?, at path: String, count: Int) -> [Double]? {
    guard let numbers = row(value, at: path, count: count), expectFinite(numbers, at: path) else { return nil }
    return numbers
  }

  private mutating func expectFinite(_ numbers: [Double], at path: String) -> Bool {
    guard let odd = numbers.first(where: { !$0.isFinite }) else { return true }
    note(path, found: "\(odd)", expected: "finite numbers")
    return false
  }

  /// One of the words; there is no customary one.
  private mutating func known<Word: RawRepresentable<String> & CaseIterable>(
    _ value: WireValue?, at path: String
  ) -> Word? {
    if case .string(let text) = value, let word = Word(rawValue: text) { return word }
    note(
      path, found: value?.finding ?? "nothing",
      expected: "one of \(Word.allCases.map(\.rawValue).joined(separator: ", "))")
    return nil
  }
}

extension WireValue {
  /// How many elements an array has; nil for anything else.
  fileprivate var count: Int? {
    switch self {
    case .row(let numbers): numbers.count
    case .array(let elements): elements.count
    case .null, .bool, .number, .string, .object: nil
    }
  }
}
