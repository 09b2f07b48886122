import Networks
import Reference

extension Explanation {
  private var layers: [Layer<Double>] { problem.network.layers }
  private var L: Int { problem.depth }

  var forwardSections: [Section] {
    (1...L).map { l in
      let (layer, u, v) = (layers[l - 1], pass.u[l].column(n), pass.v[l].column(n))
      let below = pass.v[l - 1].column(n)
      let name = l == L ? "output layer" : "hidden layer"
      return Section(
        title: "Forward, layer \(l) (\(name), \(layer.activation)), case \(n):  u = Σ w v + b,  v = g(u)",
        lines: limited(layer.width, "neurons") { j in
          let terms = below.indices.map { (layer.weights[j, $0], below[$0]) }
          let sum = "u[\(l)][\(j)] = \(products(terms)) + \(figure(layer.biases[j])) = \(figure(u[j]))"
          return sum + "\n      v[\(l)][\(j)] = \(activation(layer.activation, u: u[j])) = \(figure(v[j]))"
        })
    }
  }

  private func activation(_ activation: Activation, u: Double) -> String {
    let x = u < 0 ? "(\(figure(u)))" : figure(u)
    return switch activation {
    case .linear: "u"
    case .sigmoid: "1/(1 + e^−\(x))"
    case .tanh: "tanh(\(x))"
    case .relu: "max(\(x), 0)"
    case .leakyReLU(let α): u > 0 ? "u" : "\(figure(α))·\(x)"
    case .elu(let α): u > 0 ? "u" : "\(figure(α))·(e^\(x) − 1)"
    case .softplus: "log(1 + e^\(x))"
    case .silu: "\(x)/(1 + e^−\(x))"
    case .gelu: "\(x)·Φ(\(x))"
    case .softmax: "e^\(x) / Σₖ e^(uₖ)"
    }
  }

  var costSection: Section {
    let (v, t) = (pass.v[L].column(n), problem.targets.column(n))
    let costs = (0..<problem.caseCount).map { n in
      Textbook.caseCost(
        problem.loss, u: pass.u[L].column(n), v: pass.v[L].column(n), t: problem.targets.column(n))
    }
    var lines: [String]
    switch problem.loss {
    case .squaredError:
      lines = limited(t.count, "outputs") { j in
        let e = 0.5 * (t[j] - v[j]) * (t[j] - v[j])
        return "½(t[\(j)] − v[\(j)])² = ½(\(figure(t[j])) − \(figure(v[j])))² = \(figure(e))"
      }
    case .binaryCrossEntropy:
      lines = limited(t.count, "outputs") { j in
        let u = pass.u[L][j, n]
        let e = Textbook.caseCost(problem.loss, u: [u], v: [v[j]], t: [t[j]])
        return
          "softplus(u[\(j)]) − t[\(j)] u[\(j)] = softplus(\(figure(u))) − \(figure(t[j]))·\(figure(u)) = \(figure(e))"
      }
    case .categoricalCrossEntropy:
      lines = limited(t.count, "outputs") { j in "−t[\(j)] log v[\(j)] = −\(figure(t[j])) log \(figure(v[j]))" }
    }
    lines.append("e = \(figure(costs[n]))")
    if problem.caseCount == 1 {
      lines.append("C = e = \(figure(evaluation.cost))")
    } else {
      let sum = costs.prefix(most).map(figure).joined(separator: " + ") + (costs.count > most ? " + …" : "")
      let factor = problem.reduction == .mean ? "(1/\(problem.caseCount)) " : ""
      lines.append("C = \(factor)(\(sum)) = \(figure(evaluation.cost))")
    }
    return Section(title: "Cost (\(problem.loss.rawValue), \(problem.reduction.rawValue))", lines: lines)
  }

  var backwardSections: [Section] {
    (1...L).reversed().map { l in l == L ? outputSection : hiddenSection(l) }
  }

  private var outputSection: Section {
    let (v, t) = (pass.v[L].column(n), problem.targets.column(n))
    let (total, activation) = (t.reduce(0, +), layers[L - 1].activation)
    let equation =
      switch problem.loss {
      case .squaredError where activation == .softmax: "δ[L] = Σₖ (v − t)ₖ ∂vₖ/∂u  (BP1, full Jacobian)"
      case .squaredError: "δ[L] = (v − t) g′(u)  (BP1)"
      case .binaryCrossEntropy: "δ[L] = v − t  (BP1, sigmoid and binary cross-entropy)"
      case .categoricalCrossEntropy: "δ[L] = v Σₖtₖ − t  (BP1, softmax and categorical cross-entropy)"
      }
    return Section(
      title: "Backward, layer \(L), case \(n):  \(equation)",
      lines: limited(v.count, "neurons") { j in
        let value = figure(δ[L][j])
        switch problem.loss {
        case .squaredError where activation == .softmax: return "δ[\(L)][\(j)] = \(value)"
        case .squaredError:
          let slope = Textbook.gPrime(activation, u: pass.u[L][j, n], v: v[j])
          return
            "δ[\(L)][\(j)] = (\(figure(v[j])) − \(figure(t[j])))·\(figure(slope)) = \(figure(v[j] - t[j]))·\(figure(slope)) = \(value)"
        case .binaryCrossEntropy: return "δ[\(L)][\(j)] = \(figure(v[j])) − \(figure(t[j])) = \(value)"
        case .categoricalCrossEntropy:
          return "δ[\(L)][\(j)] = \(figure(v[j]))·\(figure(total)) − \(figure(t[j])) = \(value)"
        }
      })
  }

  private func hiddenSection(_ l: Int) -> Section {
    let (layer, above) = (layers[l - 1], layers[l])
    return Section(
      title: "Backward, layer \(l), case \(n):  δ[\(l)] = (W[\(l + 1)]ᵀ δ[\(l + 1)]) g′(u[\(l)])  (BP2)",
      lines: limited(layer.width, "neurons") { j in
        let terms = (0..<above.width).map { (above.weights[$0, j], δ[l + 1][$0]) }
        let slope = Textbook.gPrime(layer.activation, u: pass.u[l][j, n], v: pass.v[l][j, n])
        return "δ[\(l)][\(j)] = (\(products(terms)))·\(figure(slope)) = \(figure(δ[l][j]))"
      })
  }
}
