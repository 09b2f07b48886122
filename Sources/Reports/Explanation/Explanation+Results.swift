import Networks
import Reference

extension Explanation {
  private var factor: String {
    problem.caseCount == 1 ? "" : problem.reduction == .mean ? "(1/\(problem.caseCount)) Σₙ " : "Σₙ "
  }

  var gradientSection: Section {
    let g = evaluation.gradient
    var lines: [String] = []
    for l in (1...problem.depth).reversed() {
      let (width, inputs) = (g.weights[l - 1].rows, g.weights[l - 1].columns)
      lines += limited(width, "neurons") { j in
        let entries = limited(inputs, "weights") { i in
          let single =
            problem.caseCount == 1 ? " = \(figure(δ[l][j]))·\(figure(pass.v[l - 1][i, n]))" : ""
          return "dW[\(l)][\(j)][\(i)]\(single) = \(figure(g.weights[l - 1][j, i]))"
        }
        return (entries + ["db[\(l)][\(j)] = \(figure(g.biases[l - 1][j]))"]).joined(separator: "\n  ")
      }
    }
    return Section(title: "Gradient:  db = \(factor)δ  (BP3),  dW = \(factor)δ vᵀ  (BP4)", lines: lines)
  }

  var updateSection: Section {
    let network = Textbook.update(
      problem.network, evaluation.gradient, learningRate: learningRate,
      training: movesBiases ? .weightsAndBiases : .weights)
    var updated = problem
    updated.network = network
    var lines: [String] = []
    for l in (1...problem.depth).reversed() {
      let layer = network.layers[l - 1]
      lines += limited(layer.width, "neurons") { j in
        let w = layer.weights
        let row = (0..<min(w.columns, most)).map { figure(w[j, $0]) }.joined(separator: ", ")
        return "W[\(l)][\(j)] = [\(row)\(w.columns > most ? ", …" : "")]   b[\(l)][\(j)] = \(figure(layer.biases[j]))"
      }
    }
    lines.append("C after the update = \(figure(Textbook.answer(updated, form: .dZ).cost))")
    let biases = movesBiases ? "" : ", biases left alone"
    return Section(title: "One update:  w − η ∂C/∂w,  η = \(figure(learningRate))\(biases)", lines: lines)
  }

  var derivativeSection: Section {
    guard !derivatives.isEmpty else { return Section(title: "", lines: []) }
    var table = Table([
      ("", .left), ("backpropagation", .right), ("dual numbers", .right), ("GSL central", .right),
      ("(C(w+ε) − C(w))/ε", .right),
    ])
    for row in derivatives {
      table.add([
        "d\(row.entry)", figure(row.backpropagation), figure(row.dual), figure(row.gsl), figure(row.forwardDifference),
      ])
    }
    return Section(
      title: "The same derivatives by other methods, none of which knows backpropagation",
      lines: table.text().split(separator: "\n").map(String.init))
  }
}
