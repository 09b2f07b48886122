import Networks

extension RandomSource {
  /// Targets that suit the loss, shape n_L × m.
  mutating func targets(for design: Design, features: Features) -> Grid<Double> {
    let output = design.activations[design.activations.count - 1]
    let (width, caseCount) = (design.shape.widths[design.shape.depth], design.shape.caseCount)
    let isSoft = features.contains(.softTargets)
    switch design.loss {
    case .squaredError:
      if output == .softmax {
        return distributions(classes: width, caseCount: caseCount, isSoft: isSoft, features: features)
      }
      if isSoft { return grid(rows: width, columns: caseCount) { $0.bell() } }
      return grid(rows: width, columns: caseCount) { $0.chance(0.5) ? 1 : 0 }
    case .binaryCrossEntropy:
      if isSoft { return grid(rows: width, columns: caseCount) { $0.fraction() } }
      return grid(rows: width, columns: caseCount) { $0.chance(0.5) ? 1 : 0 }
    case .categoricalCrossEntropy:
      return distributions(classes: width, caseCount: caseCount, isSoft: isSoft, features: features)
    }
  }

  /// A number of [0, 1], both ends included.
  private mutating func fraction() -> Double {
    switch integer(below: 8) {
    case 0: 0
    case 1: 1
    default: uniform()
    }
  }

  /// One column per case: one-hot, a distribution, or fractions of any sum.
  private mutating func distributions(
    classes: Int, caseCount: Int, isSoft: Bool, features: Features
  ) -> Grid<Double> {
    if isSoft && features.contains(.unnormalizedTargets) {
      return grid(rows: classes, columns: caseCount) { $0.fraction() }
    }
    var targets = Grid(repeating: 0.0, rows: classes, columns: caseCount)
    for column in 0..<caseCount {
      if isSoft {
        for (row, share) in shares(count: classes).enumerated() { targets[row, column] = share }
      } else {
        targets[integer(below: classes), column] = 1
      }
    }
    return targets
  }

  /// Numbers of [0, 1] that sum to exactly 1: multiples of 2⁻²⁴.
  private mutating func shares(count: Int) -> [Double] {
    let tickets = (0..<count).map { _ in integer(below: 1 << 16) }
    let total = tickets.reduce(0, +)
    // At most 2¹⁶ · 2²⁴: no overflow.
    var units = tickets.map { total == 0 ? 0 : ($0 << 24) / total }
    units[integer(below: count)] += 1 << 24 - units.reduce(0, +)
    return units.map { Double($0) * 0x1p-24 }
  }
}
