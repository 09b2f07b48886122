public import Networks

/// The cost as a function of one parameter, or along a line, recomputing only what moves, and at several points at once.
///
/// A numeric derivative asks for the cost at many values of one parameter. Everything below its layer stays as it was; in its
/// layer one neuron changes; the layer above changes by a multiple of one column of its weights; only from there up is everything
/// computed anew, and where an output has a cost of its own only that is. A bias is the weight of an input that is always 1.
///
/// The points, and several parameters of a layer, stand side by side as columns of the same matrices, so that elementary functions and
/// products come from vector kernels.
///
/// The probe returns differences C(θ + t e) − C(θ), summed case by case, so that a large constant in the cost does not drown them.
public final class CostProbe {
  /// What moving a parameter does.
  public struct Change: Sendable {
    /// C(θ + t e) − C(θ), cost.
    public var cost: Double = 0
    /// Whether a relu, leaky_relu or elu neuron went to the other side of its kink, so that no difference quotient
    /// across the step approximates a derivative.
    public var crossesKink = false
    /// max |Δu| over all neurons and cases: how far the step really moved the network. 0 where it was not asked for.
    public var largestShift: Double = 0
  }

  private let centre: Centre
  /// By how many points they have room for, as a power of two.
  private var blocks: [Blocks?] = Array(repeating: nil, count: 16)
  /// The line last asked for; it is mostly asked for again.
  private var line: Line?
  private var groups: [Blocks.Group] = []
  private var firstBlocks: [Int] = []

  public init(_ problem: Problem<Double>) { centre = Centre(problem) }

  /// The first of some entries that are worth being computed together, with so many points for each: at least one, and of one
  /// layer.
  public func batch(of entries: ArraySlice<Entry>, points: Int) -> ArraySlice<Entry> {
    guard let first = entries.first else { return entries }
    let widest = (0...centre.depth).reduce(0) { max($0, centre.width($1)) }
    let room = min(Self.mostColumns, Self.mostNumbers / widest) / centre.caseCount
    let layer = layer(of: first)
    var (slots, previous, end) = (0, Entry?.none, entries.startIndex)
    for entry in entries {
      guard self.layer(of: entry) == layer else { break }
      if !shareBlocks(previous, entry) { slots += 1 }
      if slots > 1 && slots * points > room { break }
      (previous, end) = (entry, end + 1)
    }
    return entries[..<end]
  }

  /// What a matrix of one layer may hold, so that several stay in a fast cache; and what is worth setting up for a small network.
  private static let (mostNumbers, mostColumns) = (4096, 256)

  /// Moves parameters, each by itself and to the same number of points.
  ///
  /// - Parameters:
  ///   - entries: of weights and biases of one layer, or of inputs.
  ///   - points: how many for each.
  ///   - notesShifts: whether `largestShift` is asked for.
  ///   - t: by how much an entry is moved for a point.
  ///   - take: is given what came of it, entry by entry and point by point.
  /// - Precondition: entries of the problem.
  public func change(
    _ entries: ArraySlice<Entry>, points: Int, notesShifts: Bool, by t: (_ entry: Int, _ point: Int) -> Double,
    _ take: (_ entry: Int, _ point: Int, Change) -> Void
  ) {
    let slots = assignBlocks(entries, points: points)
    guard slots > 0 else { return }
    let blocks = blocks(atLeast: slots)
    blocks.notesShifts = notesShifts
    let layer = layer(of: entries[entries.startIndex])
    let source = layer == 0 ? blocks.change : blocks.push
    source.clear()
    groups.removeAll(keepingCapacity: true)
    for (index, entry) in entries.indices.enumerated() {
      place(entries[entry], in: blocks, from: firstBlocks[index], points: points) { t(entry, $0) }
    }
    groups[groups.count - 1].columns = groups[groups.count - 1].columns.lowerBound..<source.stride
    blocks.move(groups, layer: layer)
    for (index, entry) in entries.indices.enumerated() {
      for point in 0..<points {
        var columns = blocks.columns(firstBlocks[index] + point)
        if case .inputs = entries[entry].tensor {
          let column = columns.lowerBound + entries[entry].column
          columns = column..<column + 1
        }
        take(entry, point, blocks.outcome(columns))
      }
    }
  }

  /// Moves one weight, bias or input by t.
  ///
  /// - Precondition: an entry of the problem.
  public func change(_ entry: Entry, by t: Double) -> Change {
    var result = Change()
    change([entry], points: 1, notesShifts: true, by: { _, _ in t }) { result = $2 }
    return result
  }

  /// Moves everything at once, by each of t times d.
  ///
  /// - Parameter direction: d, one number for every weight, bias and input.
  public func change(
    along direction: Gradient<Double>, by t: [Double], notesShifts: Bool, _ take: (_ point: Int, Change) -> Void
  ) {
    let line = line.flatMap { $0.direction == direction ? $0 : nil } ?? Line(centre, direction)
    self.line = line
    let blocks = blocks(atLeast: t.count)
    blocks.notesShifts = notesShifts
    blocks.move(along: line, by: t)
    for point in t.indices { take(point, blocks.outcome(blocks.columns(point))) }
  }

  /// Moves everything at once, by t d.
  public func change(along direction: Gradient<Double>, by t: Double) -> Change {
    var result = Change()
    change(along: direction, by: [t], notesShifts: true) { result = $1 }
    return result
  }

  private func blocks(atLeast count: Int) -> Blocks {
    let exponent = Int.bitWidth - (count - 1).leadingZeroBitCount
    if let known = blocks[exponent] { return known }
    let made = Blocks(centre, count: 1 << exponent)
    blocks[exponent] = made
    return made
  }

  private func layer(of entry: Entry) -> Int {
    switch entry.tensor {
    case .weights(let layer), .biases(let layer): layer
    case .inputs: 0
    }
  }

  /// An input moves one case only, so that inputs of one row share their blocks.
  private func shareBlocks(_ previous: Entry?, _ entry: Entry) -> Bool {
    guard let previous, entry.tensor == .inputs else { return false }
    return previous.row == entry.row && previous.column < entry.column
  }

  /// Gives every entry its blocks.
  ///
  /// - Returns: how many blocks there are.
  private func assignBlocks(_ entries: ArraySlice<Entry>, points: Int) -> Int {
    firstBlocks.removeAll(keepingCapacity: true)
    var (next, previous) = (0, Entry?.none)
    for entry in entries {
      if shareBlocks(previous, entry) {
        firstBlocks.append(next - points)
      } else {
        firstBlocks.append(next)
        next += points
      }
      previous = entry
    }
    return next
  }

  /// Says what moves in the blocks of an entry.
  private func place(
    _ entry: Entry, in blocks: Blocks, from first: Int, points: Int, by t: (_ point: Int) -> Double
  ) {
    let all = blocks.columns(first).lowerBound..<blocks.columns(first + points - 1).upperBound
    for point in 0..<points {
      let columns = blocks.columns(first + point)
      switch entry.tensor {
      case .weights(let layer):
        blocks.push.set(from: columns.lowerBound, to: t(point), times: centre.v[layer - 1], row: entry.column)
      case .biases: blocks.push.set(columns, to: t(point))
      case .inputs: blocks.change[0, columns.lowerBound + entry.column] = t(point)
      }
    }
    if let last = groups.last, last.neuron == entry.row {
      groups[groups.count - 1].columns = last.columns.lowerBound..<all.upperBound
    } else {
      groups.append(Blocks.Group(neuron: entry.row, columns: all))
    }
  }
}
