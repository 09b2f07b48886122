public import Networks

/// The cost as a function of one parameter, recomputing only what that parameter reaches.
///
/// A numeric derivative asks for the cost at many values of one parameter. Everything below its layer stays as it was; in its
/// layer one neuron changes; the layer above changes by a multiple of one column of its weights; only from there up is everything
/// computed anew. A bias is the weight of an input that is always 1.
///
/// The probe returns differences C(θ + t e) − C(θ), summed case by case, so that a large constant in the cost does not drown them.
public struct CostProbe: Sendable {
  /// What moving a parameter does.
  public struct Change: Sendable {
    /// C(θ + t e) − C(θ), cost.
    public var cost: Double = 0
    /// Whether a relu, leaky_relu or elu neuron went to the other side of its kink, so that no difference quotient
    /// across the step approximates a derivative.
    public var crossesKink = false
    /// max |Δu| over all neurons and cases: how far the step really moved the network.
    public var largestShift: Double = 0
  }

  public let problem: Problem<Double>
  private let scale: Double
  /// uˡ and vˡ per layer, *case after case*: neuron j of case n is at [n * nₗ + j]. u[0] is empty, v[0] the inputs.
  private let u: [[Double]]
  private let v: [[Double]]
  private let targets: [[Double]]
  private let caseCosts: [Double]
  /// The changed u and v of one case, per layer.
  private var changedU: [[Double]]
  private var changedV: [[Double]]

  public init(_ problem: Problem<Double>) {
    self.problem = problem
    scale = Textbook.reductionFactor(problem)
    let pass = Textbook.forward(problem.network, problem.inputs)
    u = [[]] + pass.u.elements.map(Self.caseAfterCase)
    v = pass.v.map(Self.caseAfterCase)
    let (L, cases) = (problem.depth, 0..<problem.caseCount)
    targets = cases.map { problem.targets.column($0) }
    caseCosts = cases.map { n in
      Textbook.caseCost(
        problem.loss, u: pass.u[L].column(n), v: pass.v[L].column(n), t: problem.targets.column(n))
    }
    changedV = problem.network.widths.map { Array(repeating: 0, count: $0) }
    changedU = changedV
  }

  /// Moves one weight, bias or input by t.
  ///
  /// - Precondition: an entry of the problem.
  public mutating func change(_ entry: Entry, by t: Double) -> Change {
    var change = Change()
    switch entry.tensor {
    case .weights(let l):
      let width = problem.network.layers[l - 1].inputWidth
      for n in 0..<problem.caseCount {
        move(neuron: entry.row, layer: l, case: n, by: t * v[l - 1][n * width + entry.column], &change)
      }
    case .biases(let l):
      for n in 0..<problem.caseCount { move(neuron: entry.row, layer: l, case: n, by: t, &change) }
    case .inputs:
      spread(neuron: entry.row, layer: 0, case: entry.column, by: t, &change)
    }
    change.cost *= scale
    return change
  }

  /// uˡⱼ of a case moves by Δu.
  private mutating func move(neuron j: Int, layer l: Int, case n: Int, by Δu: Double, _ change: inout Change) {
    if Δu == 0 { return }
    let layer = problem.network.layers[l - 1]
    let index = n * layer.width + j
    let moved = u[l][index] + Δu
    note(moved, was: u[l][index], layer.activation, &change)
    if l == problem.depth {
      for k in 0..<layer.width { changedU[l][k] = u[l][n * layer.width + k] }
      changedU[l][j] = moved
      finish(case: n, &change)
    } else {
      spread(neuron: j, layer: l, case: n, by: Textbook.g(layer.activation, moved) - v[l][index], &change)
    }
  }

  /// vˡⱼ of a case moves by Δv: the layer above moves by wˡ⁺¹ₖⱼ Δv, and everything above that is computed anew.
  private mutating func spread(neuron j: Int, layer l: Int, case n: Int, by Δv: Double, _ change: inout Change) {
    if Δv == 0 { return }
    let (above, L) = (problem.network.layers[l], problem.depth)
    for k in 0..<above.width {
      let was = u[l + 1][n * above.width + k]
      changedU[l + 1][k] = was + above.weights[k, j] * Δv
      note(changedU[l + 1][k], was: was, above.activation, &change)
    }
    for next in (l + 1)..<max(L, l + 1) {
      activate(layer: next)
      let layer = problem.network.layers[next]
      for k in 0..<layer.width {
        // uₖ = Σᵢ wₖᵢ vᵢ + bₖ
        var sum = layer.biases[k]
        for i in 0..<layer.inputWidth { sum += layer.weights[k, i] * changedV[next][i] }
        changedU[next + 1][k] = sum
        note(sum, was: u[next + 1][n * layer.width + k], layer.activation, &change)
      }
    }
    finish(case: n, &change)
  }

  /// The cost of the case, now that changedU[L] is known.
  private mutating func finish(case n: Int, _ change: inout Change) {
    let L = problem.depth
    // The cross-entropies need u alone.
    if problem.loss == .squaredError { activate(layer: L) }
    let e = Textbook.caseCost(problem.loss, u: changedU[L], v: changedV[L], t: targets[n])
    change.cost += e - caseCosts[n]
  }

  private mutating func activate(layer l: Int) {
    let activation = problem.network.layers[l - 1].activation
    if activation == .softmax {
      changedV[l] = Textbook.activations(activation, changedU[l])
    } else {
      for j in changedU[l].indices { changedV[l][j] = Textbook.g(activation, changedU[l][j]) }
    }
  }

  private func note(_ now: Double, was: Double, _ activation: Activation, _ change: inout Change) {
    let shift = (now - was).magnitude
    // A shift that is no number stays: `max` would forget it, and the parameter would seem to move nothing.
    if shift.isNaN || shift > change.largestShift { change.largestShift = shift }
    if activation.hasKink && (now > 0) != (was > 0) { change.crossesKink = true }
  }

  private static func caseAfterCase(_ grid: Grid<Double>) -> [Double] {
    (0..<grid.columns).flatMap { grid.column($0) }
  }
}

extension CostProbe {
  /// Moves everything at once, by t d.
  ///
  /// - Parameter direction: d, one number for every weight, bias and input.
  public func change(along direction: Gradient<Double>, by t: Double) -> Change {
    var moved = problem
    for tensor in problem.tensors {
      let (values, slopes) = (problem[tensor], direction[tensor])
      moved[tensor] = Grid(rows: values.rows, columns: values.columns) { values[$0, $1] + t * slopes[$0, $1] }
    }
    let (L, pass) = (problem.depth, Textbook.forward(moved.network, moved.inputs))
    var change = Change()
    for l in 1...L {
      let (width, activation) = (problem.network.layers[l - 1].width, problem.network.layers[l - 1].activation)
      for n in 0..<problem.caseCount {
        for j in 0..<width { note(pass.u[l][j, n], was: u[l][n * width + j], activation, &change) }
      }
    }
    for n in 0..<problem.caseCount {
      let e = Textbook.caseCost(problem.loss, u: pass.u[L].column(n), v: pass.v[L].column(n), t: targets[n])
      change.cost += e - caseCosts[n]
    }
    change.cost *= scale
    return change
  }
}
