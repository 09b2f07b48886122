import Kernels
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
  private var blocks: [Blocks?] = Array(repeating: nil, count: 64)
  /// The line last asked for; it is mostly asked for again.
  private var line: Line?

  public init(_ problem: Problem<Double>) { centre = Centre(problem) }

  /// The first of some entries that are worth being computed together, with so many points for each: at least one, and of one
  /// layer.
  public func batch(of entries: ArraySlice<Entry>, points: Int) -> ArraySlice<Entry> {
    guard let first = entries.first else { return entries }
    let layer = layer(of: first)
    let room = room(above: layer)
    var (slots, previous, end) = (0, Entry?.none, entries.startIndex)
    for entry in entries {
      guard self.layer(of: entry) == layer else { break }
      if !shareBlocks(previous, entry) { slots += 1 }
      if slots > 1 && slots * points > room { break }
      (previous, end) = (entry, end + 1)
    }
    return entries[..<end]
  }

  /// How many points are worth being computed together where a neuron of this layer moves; at least one is.
  private func room(above layer: Int) -> Int {
    // In the layer itself one neuron moves, the next one moves along with it, and only above that there are products.
    let widest = (layer..<centre.depth).reduce(1) { max($0, centre.width($1 + 1)) }
    let columns = layer + 1 < centre.depth ? Self.mostColumnsOfProducts : Self.mostColumns
    return max(1, min(columns, Self.mostNumbers / widest) / centre.caseCount)
  }

  /// What a matrix of one layer may hold, so that several stay in a fast cache.
  private static let mostNumbers = 4096
  /// What is worth setting up for a small network.
  private static let mostColumns = 256
  /// So many columns have a matrix kernel for the whole product.
  private static let mostColumnsOfProducts = 64

  /// What is asked of a move.
  public enum Question {
    /// `cost` and `crossesKink`.
    case cost
    /// `largestShift` and `crossesKink`.
    case shift
    case both
  }

  /// Moves parameters, each by itself and to the same number of points.
  ///
  /// - Parameters:
  ///   - entries: of weights and biases of one layer, or of inputs.
  ///   - t: by how much they are moved: so many numbers for the first, as many for the second …
  ///   - changes: what comes of it is appended here, in the same order.
  /// - Precondition: entries of the problem.
  public func change(
    _ entries: ArraySlice<Entry>, by t: [Double], _ question: Question, into changes: inout [Change]
  ) {
    guard let first = entries.first else { return }
    let points = t.count / entries.count
    precondition(points * entries.count == t.count && points > 0, "\(t.count) points for \(entries.count) entries")
    let layer = layer(of: first)
    let room = room(above: layer)
    guard entries.count > 1 || points <= room else {
      for part in t.parts(of: room) { change(entries, by: part, question, into: &changes) }
      return
    }
    let (firstBlocks, slots) = assignBlocks(entries, points: points)
    let blocks = blocks(atLeast: slots, question)
    let source = layer == 0 ? blocks.change : blocks.push
    source.clear()
    var groups: [Blocks.Group] = []
    groups.reserveCapacity(entries.count)
    var place = 0
    for (index, entry) in entries.enumerated() {
      let block = firstBlocks[index]
      for point in 0..<points {
        let columns = blocks.columns(block + point)
        switch entry.tensor {
        case .weights: source.set(from: columns.lowerBound, to: t[place], times: centre.v[layer - 1], row: entry.column)
        case .biases: source.set(columns, to: t[place])
        case .inputs: source[0, columns.lowerBound + entry.column] = t[place]
        }
        place += 1
      }
      let (from, to) = (blocks.columns(block).lowerBound, blocks.columns(block + points - 1).upperBound)
      if let last = groups.last, last.neuron == entry.row {
        groups[groups.count - 1].columns = last.columns.lowerBound..<to
      } else {
        groups.append(Blocks.Group(neuron: entry.row, columns: from..<to))
      }
    }
    groups[groups.count - 1].columns = groups[groups.count - 1].columns.lowerBound..<source.stride
    blocks.move(groups, layer: layer)
    for (index, entry) in entries.enumerated() {
      for point in 0..<points {
        var columns = blocks.columns(firstBlocks[index] + point)
        if layer == 0 { columns = columns.lowerBound + entry.column..<columns.lowerBound + entry.column + 1 }
        changes.append(blocks.outcome(columns))
      }
    }
  }

  /// Moves one weight, bias or input by t.
  ///
  /// - Precondition: an entry of the problem.
  public func change(_ entry: Entry, by t: Double) -> Change {
    var changes: [Change] = []
    change([entry], by: [t], .both, into: &changes)
    return changes[0]
  }

  /// Moves everything at once, by each of t times d.
  ///
  /// - Parameter direction: d, one number for every weight, bias and input.
  public func change(
    along direction: Gradient<Double>, by t: [Double], _ question: Question, into changes: inout [Change]
  ) {
    let line = line.flatMap { $0.direction == direction ? $0 : nil } ?? Line(centre, direction)
    self.line = line
    for part in t.parts(of: room(above: line.first - 1)) {
      let blocks = blocks(atLeast: part.count, question)
      blocks.move(along: line, by: part)
      for point in part.indices { changes.append(blocks.outcome(blocks.columns(point))) }
    }
  }

  /// Moves everything at once, by t d.
  public func change(along direction: Gradient<Double>, by t: Double) -> Change {
    var changes: [Change] = []
    change(along: direction, by: [t], .both, into: &changes)
    return changes[0]
  }

  private func blocks(atLeast count: Int, _ question: Question) -> Blocks {
    let exponent = Int.bitWidth - (count - 1).leadingZeroBitCount
    // Where a block is small, somewhat too many of them are better than others.
    let spare = max(0, 2 - centre.caseCount / 8)
    let known = self.blocks[exponent...min(exponent + spare, self.blocks.count - 1)].first { $0 != nil } ?? nil
    let blocks = known ?? Blocks(centre, count: 1 << exponent)
    if known == nil { self.blocks[exponent] = blocks }
    (blocks.notesShifts, blocks.prices) = (question != .cost, question != .shift)
    return blocks
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
  /// - Returns: the first block of each, and how many blocks there are.
  private func assignBlocks(_ entries: ArraySlice<Entry>, points: Int) -> (first: [Int], count: Int) {
    var first: [Int] = []
    first.reserveCapacity(entries.count)
    var (next, previous) = (0, Entry?.none)
    for entry in entries {
      if !shareBlocks(previous, entry) { next += points }
      first.append(next - points)
      previous = entry
    }
    return (first, next)
  }
}

extension [Double] {
  /// The same numbers, at most so many at a time.
  fileprivate func parts(of most: Int) -> [[Double]] {
    if count <= most { return [self] }
    return stride(from: 0, to: count, by: most).map { Array(self[$0..<Swift.min($0 + most, count)]) }
  }
}
