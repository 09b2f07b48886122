// A worker for nnverify: a network whose gradients are to be checked, and the loop that answers questions about it.
//
//     swiftc -O worker.swift -o worker
//
// It works as it is. Put your network in place of the one below; the loop behind it can stay.

import Foundation

// MARK: - Your network

/// Only what stands here is asked. Add the activations and losses that yours knows; leave out dX, Z, A and delta where
/// yours does not keep them. They serve to name a mistake more exactly.
struct Hello: Encodable {
  var seq: Int
  var status = "ok"
  var `protocol` = "nnverify-worker-1"
  var name = "my-network"
  var language = "Swift"
  var activations = ["linear", "tanh", "relu"]
  var losses = ["squared_error"]
  var reductions = ["mean", "sum"]
  var quantities = ["cost", "outputs", "dW", "db", "dX", "Z", "A", "delta"]
}

/// Rows. `weights[j][i]` is to neuron j from i, and a column of inputs, targets and outputs is a case.
typealias Matrix = [[Double]]

struct Layer: Decodable {
  var activation: String
  var alpha: Double?
  var weights: Matrix
  var biases: [Double]
}

struct Problem: Decodable {
  var layers: [Layer]
  var inputs: Matrix
  var targets: Matrix
  var loss: String
  var reduction: String
}

/// The cost and its derivatives.
struct Evaluation: Encodable {
  var seq = 0
  var status = "ok"
  var cost: Double
  var outputs: Matrix
  var dW: [Matrix]
  var db: [[Double]]
  var dX: Matrix
  var sums: [Matrix]
  var hidden: [Matrix]
  var delta: [Matrix]

  enum CodingKeys: String, CodingKey {
    case seq, status, cost, outputs, dW, db, dX, delta
    case sums = "Z"
    case hidden = "A"
  }
}

func evaluate(_ problem: Problem) -> Evaluation {
  let layers = problem.layers
  var sums: [Matrix] = []
  var signals = [problem.inputs]  // signals[l] goes into layer l
  for (l, layer) in layers.enumerated() {
    sums.append(zip(product(layer.weights, signals[l]), layer.biases).map { row, b in row.map { $0 + b } })
    signals.append(sums[l].map { row in row.map { activate(layer.activation, $0) } })
  }
  let outputs = signals[layers.count]

  let divisor = problem.reduction == "mean" ? Double(problem.inputs[0].count) : 1
  let errors = zip(outputs, problem.targets).map { zip($0, $1).map { $0 - $1 } }
  let cost = errors.joined().reduce(0) { $0 + $1 * $1 } / 2 / divisor

  var dW: [Matrix] = []
  var db: [[Double]] = []
  var delta: [Matrix] = []
  var dA = errors.map { $0.map { $0 / divisor } }
  for l in layers.indices.reversed() {
    let dZ = zip(dA, signals[l + 1]).map { zip($0, $1).map { $0 * slope(layers[l].activation, $1) } }
    dW.insert(product(dZ, transposed(signals[l])), at: 0)
    db.insert(dZ.map { $0.reduce(0, +) }, at: 0)
    delta.insert(dZ, at: 0)
    dA = product(transposed(layers[l].weights), dZ)
  }
  return Evaluation(
    cost: cost, outputs: outputs, dW: dW, db: db, dX: dA, sums: sums, hidden: Array(signals[1..<layers.count]),
    delta: delta)
}

func activate(_ name: String, _ z: Double) -> Double {
  switch name {
  case "tanh": tanh(z)
  case "relu": max(z, 0)
  default: z
  }
}

/// g′(z), from a = g(z).
func slope(_ name: String, _ a: Double) -> Double {
  switch name {
  case "tanh": 1 - a * a
  case "relu": a > 0 ? 1 : 0
  default: 1
  }
}

func transposed(_ matrix: Matrix) -> Matrix {
  matrix[0].indices.map { c in matrix.map { $0[c] } }
}

func product(_ left: Matrix, _ right: Matrix) -> Matrix {
  let columns = transposed(right)
  return left.map { row in columns.map { column in zip(row, column).reduce(0) { $0 + $1.0 * $1.1 } } }
}

// MARK: - The loop

struct Question: Decodable {
  var cmd: String
  var seq: Int
  var numbers: [Double]?
  var problem: Problem?
}

struct Echo: Encodable {
  var seq: Int
  var status = "ok"
  var numbers: [Double]
}

struct Complaint: Encodable {
  var seq: Int
  var status = "error"
  var message: String
}

struct Done: Encodable {
  var seq: Int
  var status = "ok"
}

func answer(_ question: Question) -> any Encodable {
  switch (question.cmd, question.numbers, question.problem) {
  case ("hello", _, _): return Hello(seq: question.seq)
  case ("echo", let numbers?, _): return Echo(seq: question.seq, numbers: numbers)
  case ("evaluate", _, let problem?):
    var evaluation = evaluate(problem)
    evaluation.seq = question.seq
    return evaluation
  case ("bye", _, _): return Done(seq: question.seq)
  default: return Complaint(seq: question.seq, message: "no such command: \(question.cmd)")
  }
}

let decoder = JSONDecoder()
let encoder = JSONEncoder()
// JSON has no word for a number that is not finite; the protocol has a string for it.
encoder.nonConformingFloatEncodingStrategy = .convertToString(
  positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")

while let line = readLine() {
  let question = try decoder.decode(Question.self, from: Data(line.utf8))
  // Written at once, past every buffer that would have to be flushed.
  FileHandle.standardOutput.write(try encoder.encode(answer(question)) + Data("\n".utf8))
  if question.cmd == "bye" { break }
}
