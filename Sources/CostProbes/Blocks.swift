import Kernels
import Networks

/// Room for several points side by side: block p holds the m cases of the network at point p.
///
/// What stands in the centre is repeated for every block, so that a layer at all points is one matrix of features × (points ×
/// cases). Layers pass on what they change by, W (v′ − v): where nothing changes that is exactly nothing, and what is small
/// keeps its digits.
final class Blocks {
  /// How many points there is room for.
  let count: Int
  private let centre: Centre
  private let arena: Arena

  // The centre in every block: u[1] … u[L], v[0] … v[L−1], Y, Σ y, and −e of the cases and of the outputs.
  private let u: [Matrix]
  private let v: [Matrix]
  private let targets: Matrix
  private let total: Matrix
  private let costs: Matrix
  private let outputCosts: Matrix?

  /// u[1] … u[L] at the points.
  private let moved: [Matrix]
  /// What v[0] … v[L] change by, or something on the way to it.
  private let changed: [Matrix]

  // All further matrices are one row.

  /// What is added to the pre-activation of the neuron that moves.
  let push: Matrix
  /// What its output changes by. Columns in which this is 0 stay as they are, whatever the arithmetic of infinities says.
  let change: Matrix
  /// Numbers of the neuron that moves: in the centre, where it goes, and what comes of that.
  private let own: Matrix
  private let ownMoved: Matrix
  private let ownOutput: Matrix
  private let scratch: Matrix

  /// What the case costs more than in the centre; twice that under squared error.
  private let gained: Matrix
  /// How far the neuron that moves went, and how far any above it. Noted where `notesShifts` is set.
  private let ownShift: Matrix
  private let shift: Matrix
  var notesShifts = false
  /// Whether costs are asked for.
  var prices = true
  /// 1 where a neuron crossed its kink.
  private let crossing: Matrix

  init(_ centre: Centre, count: Int) {
    let columns = count * centre.caseCount
    let rows = (centre.u + centre.v).reduce(0) { $0 + 2 * $1.rows }
    let arena = Arena([(rows + 2 * centre.targets.rows + 16, columns)], isCleared: false)
    func row() -> Matrix { arena.matrix(rows: 1, columns: columns) }
    func tiled(_ pattern: Matrix) -> Matrix {
      let matrix = arena.matrix(rows: pattern.rows, columns: columns)
      matrix.tile(pattern)
      return matrix
    }
    (self.centre, self.count, self.arena) = (centre, count, arena)
    u = centre.u.map(tiled)
    v = centre.v.dropLast().map(tiled)
    (targets, total, costs) = (tiled(centre.targets), tiled(centre.total), tiled(centre.costs))
    outputCosts = centre.outputCosts.map(tiled)
    moved = centre.u.map { arena.matrix(rows: $0.rows, columns: columns) }
    changed = centre.v.map { arena.matrix(rows: $0.rows, columns: columns) }
    (push, change, own, ownMoved, ownOutput) = (row(), row(), row(), row(), row())
    (gained, ownShift, shift, crossing) = (row(), row(), row(), row())
    scratch = arena.matrix(rows: 2, columns: columns)
  }

  /// The columns of a block.
  func columns(_ block: Int) -> Range<Int> { block * centre.caseCount..<(block + 1) * centre.caseCount }

  /// Columns in which one neuron moves.
  struct Group {
    var neuron: Int
    var columns: Range<Int>
  }
}

// MARK: - One neuron

extension Blocks {
  /// In every group one neuron of a layer moves: its pre-activation by `push`, or the input by `change` in layer 0.
  ///
  /// - Parameter groups: of all columns, from the first to the last.
  func move(_ groups: [Group], layer l: Int) {
    clearNotes()
    guard l > 0 else { return spread(groups, layer: 0) }
    gather(groups, u[l - 1], into: own)
    ownMoved.add(own, push)
    if notesShifts { ownShift.noteShifts(ownMoved, own) }
    if centre.activation(l).hasKink { crossing.noteCrossings(ownMoved, own) }
    guard l < centre.depth else { return output(groups) }
    ownOutput.activate(centre.activation(l), ownMoved)
    gather(groups, v[l], into: own)
    change.subtract(ownOutput, own, where: push)
    spread(groups, layer: l)
  }

  /// The neuron is an output. Where it has a cost of its own, that is all that changes.
  private func output(_ groups: [Group]) {
    let L = centre.depth
    change.copy(push)
    guard prices else { return }
    guard let outputCosts else {
      moved[L - 1].copy(u[L - 1])
      for group in groups { moved[L - 1].copy(group.columns, ofRow: 0, in: ownMoved, toRow: group.neuron) }
      return price()
    }
    if centre.loss == .squaredError { ownOutput.activate(centre.activation(L), ownMoved) }
    gather(groups, targets, into: own)
    gather(groups, outputCosts, into: gained)
    centre.add(to: gained, preactivations: ownMoved, outputs: ownOutput, own, total: total, scratch: scratch)
  }

  /// The layer above moves by w Δv, and everything above that follows.
  private func spread(_ groups: [Group], layer l: Int) {
    for group in groups {
      moved[l].move(group.columns, of: u[l], along: centre.w[l], group.neuron, by: change)
    }
    note(layer: l + 1)
    for l in l + 1..<max(centre.depth, l + 1) { rise(from: l) }
    price()
  }

  private func gather(_ groups: [Group], _ source: Matrix, into row: Matrix) {
    for group in groups { row.copy(group.columns, ofRow: group.neuron, in: source) }
  }

  /// From u[l] to u[l+1].
  private func rise(from l: Int) {
    changed[l].activate(centre.activation(l), moved[l - 1])
    if centre.hasKinks {
      moved[l].multiplyInOrder(0..<moved[l].stride, centre.w[l], changed[l], biases: centre.b[l])
    } else {
      changed[l].subtract(changed[l], v[l])
      moved[l].multiply(centre.w[l], changed[l])
      moved[l].add(moved[l], u[l])
    }
    note(layer: l + 1)
  }

  private func price() {
    guard prices else { return }
    let L = centre.depth
    // The cross-entropies need u alone.
    if centre.loss == .squaredError { changed[L].activate(centre.activation(L), moved[L - 1]) }
    gained.copy(costs)
    centre.add(
      to: gained, preactivations: moved[L - 1], outputs: changed[L], targets, total: total, scratch: scratch)
  }
}

// MARK: - Everything along a line

extension Blocks {
  /// Block p moves by t[p] along a line.
  func move(along line: Line, by t: [Double]) {
    let (first, width) = (line.first, centre.caseCount)
    clearNotes()
    change.set(0..<change.columns, to: 1)
    guard !centre.hasKinks else { return moveInOrder(along: line, by: t) }
    moved[first - 1].copy(u[first - 1])
    moved[first - 1].add(t, width: width, times: line.slope, and: line.curvature)
    note(layer: first)
    for l in first..<max(centre.depth, first) {
      let (weights, biases) = (line.weights[l], line.biases[l])
      // (W + t D)(v + Δv) + b + t d  =  u + W Δv + t (D (v + Δv) + d)
      changed[l].activate(centre.activation(l), moved[l - 1])
      if let weights { changed[l + 1].multiply(weights, changed[l]) }
      changed[l].subtract(changed[l], v[l])
      moved[l].multiply(centre.w[l], changed[l])
      moved[l].add(moved[l], u[l])
      if weights != nil || biases != nil {
        moved[l].add(t, width: width, times: weights.map { _ in changed[l + 1] }, biases: biases)
      }
      note(layer: l + 1)
    }
    price()
  }
}

extension Blocks {
  /// The same with (W + t D) v + (b + t d), operation by operation as in the textbook.
  private func moveInOrder(along line: Line, by t: [Double]) {
    changed[0].copy(v[0])
    if let inputs = line.inputs {
      for (block, t) in t.enumerated() { changed[0].add(t, times: inputs, in: columns(block)) }
    }
    for l in 0..<centre.depth {
      if l > 0 { changed[l].activate(centre.activation(l), moved[l - 1]) }
      // What was not given a point stays in the centre.
      moved[l].copy(u[l])
      for (block, t) in t.enumerated() {
        let (w, b) = line.moved(centre, layer: l + 1, by: t)
        moved[l].multiplyInOrder(columns(block), w, changed[l], biases: b)
      }
      note(layer: l + 1)
    }
    price()
  }
}

// MARK: - What came of it

extension Blocks {
  private func clearNotes() {
    if notesShifts {
      ownShift.clear()
      shift.clear()
    }
    if centre.hasKinks { crossing.clear() }
  }

  private func note(layer l: Int) {
    if notesShifts { shift.noteShifts(moved[l - 1], u[l - 1]) }
    if centre.activation(l).hasKink { crossing.noteCrossings(moved[l - 1], u[l - 1]) }
  }

  /// What came of the move in some columns.
  func outcome(_ columns: Range<Int>) -> CostProbe.Change {
    var outcome = CostProbe.Change()
    if prices { outcome.cost = gained.sum(columns, where: change) * centre.costFactor }
    outcome.crossesKink = centre.hasKinks && crossing.hasNonzero(columns)
    if notesShifts {
      let (own, above) = (ownShift.largest(columns, where: push), shift.largest(columns, where: change))
      outcome.largestShift = own > above || own.isNaN ? own : above
    }
    return outcome
  }
}
