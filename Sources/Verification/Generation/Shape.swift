/// The widths of a network and the number of cases.
struct Shape: Hashable, Sendable {
  /// n₀ … n_L.
  var widths: [Int]
  /// m.
  var caseCount: Int

  var depth: Int { widths.count - 1 }

  /// Weights and biases.
  var parameterCount: Int { zip(widths, widths.dropFirst()).reduce(0) { $0 + ($1.0 + 1) * $1.1 } }

  /// Makes an output of one neuron two wide, where the options have room for it.
  mutating func widenOutput(within options: GeneratorOptions) {
    guard widths[depth] == 1, options.maxWidth > 1 else { return }
    var wider = self
    wider.widths[depth] = 2
    if wider.parameterCount * caseCount <= options.maxWork { self = wider }
  }

  /// Halves what is largest until (weights and biases) × cases is within the limit.
  func fitting(work limit: Int) -> Shape {
    var shape = self
    while shape.parameterCount * shape.caseCount > limit {
      let widest = shape.widths.max() ?? 1
      if shape.caseCount > widest {
        shape.caseCount = (shape.caseCount + 1) / 2
      } else {
        shape.widths = shape.widths.map { $0 == widest ? (widest + 1) / 2 : $0 }
      }
    }
    return shape
  }
}

/// How often the sizes of a class are drawn.
typealias SizeClass = (weight: Int, sizes: ClosedRange<Int>)

extension Shape {
  /// Mostly narrow: the bugs of wide layers show in a few wide problems, the others in any, and narrow ones are cheap.
  private static let anyWidth: [SizeClass] = [
    (20, 1...1), (17, 2...2), (18, 3...3), (11, 4...4), (20, 5...8), (10, 9...16), (5, 17...32), (5, 33...64),
    (1, 65...GeneratorOptions.widthLimit),
  ]
  /// For networks whose widths are all equal; 1 would hide a transposed matrix.
  private static let commonWidth: [SizeClass] = [
    (4, 1...1), (20, 2...2), (25, 3...3), (20, 4...4), (24, 5...8), (8, 9...16), (2, 17...32),
    (1, 33...GeneratorOptions.widthLimit),
  ]
  /// A layer that makes sums longer than the blocks of vectorised code.
  private static let bigWidth: [SizeClass] = [
    (6, 17...32), (10, 33...64), (1, 65...GeneratorOptions.widthLimit),
  ]
  private static let anyCaseCount: [SizeClass] = [
    (16, 1...1), (10, 2...2), (12, 3...3), (8, 4...4), (22, 5...8), (48, 9...16),
    (4, 17...GeneratorOptions.caseLimit),
  ]
  private static let shallow: [SizeClass] = [
    (25, 1...1), (35, 2...2), (40, 3...3), (1, 4...GeneratorOptions.depthLimit),
  ]
  private static let deep: [SizeClass] = [
    (20, 2...2), (30, 3...3), (25, 4...4), (15, 5...5), (10, 6...6), (2, 7...GeneratorOptions.depthLimit),
  ]

  static func drawn(features: Features, options: GeneratorOptions, from random: inout RandomSource) -> Shape {
    let depthClasses = features.contains(.deep) ? deep : shallow
    let depth = random.size(of: depthClasses, upTo: options.scope.maxDepth)
    var widths: [Int]
    if features.contains(.unequalWidths) {
      widths = (0...depth).map { _ in random.size(of: anyWidth, upTo: options.maxWidth) }
      // Some neighbours are equal: a square W is where a transposed product does not crash.
      if random.chance(0.35) {
        let layer = random.integer(in: 1...depth)
        widths[layer] = widths[layer - 1]
      }
      if features.contains(.wideLayer) {
        widths[random.integer(in: 0...depth)] = random.size(of: bigWidth, upTo: options.maxWidth)
      }
    } else {
      widths = Array(repeating: random.size(of: commonWidth, upTo: options.maxWidth), count: depth + 1)
    }
    var caseCount = random.size(of: anyCaseCount, upTo: options.maxCases)
    if features.contains(.tiedCases) {
      // Not to a width of 1: one case is common enough as it is.
      let candidates = widths.filter { $0 <= options.maxCases && $0 > 1 }
      if !candidates.isEmpty { caseCount = random.pick(candidates) }
    }
    return Shape(widths: widths, caseCount: caseCount).fitting(work: options.maxWork)
  }
}

extension RandomSource {
  /// A size of the classes, none above `limit` ≥ 1. Where every class lies above it, the limit itself.
  mutating func size(of classes: [SizeClass], upTo limit: Int) -> Int {
    let possible = classes.filter { $0.sizes.lowerBound <= limit }.map { (weight: $0.weight, item: $0.sizes) }
    if possible.isEmpty { return limit }
    let sizes = pick(weighted: possible)
    return integer(in: sizes.lowerBound...min(sizes.upperBound, limit))
  }
}
