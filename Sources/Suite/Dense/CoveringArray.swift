import Verification

/// Rows in which every pair of facets meets that can, and every triple of hidden activation and output with a shape or a
/// regime.
///
/// Greedy: as long as something is missing, the first thing that is gets a row, the best of some drawn ones that have it.
///
/// - Source: D. M. Cohen, S. R. Dalal, M. L. Fredman, G. C. Patton, The AETG system: an approach to testing based on
///   combinatorial design, IEEE Transactions on Software Engineering 23 (1997), 437–444.
struct CoveringArray {
  private(set) var rows: [DenseRow] = []
  /// Tuples of facets, by number, that are to be met and have been.
  private var isWanted: [Bool]
  private var isMet: [Bool]

  private static let candidates = 12
  private static let facets = Facet.all
  private static let numbers = Dictionary(uniqueKeysWithValues: facets.enumerated().map { ($1, $0) })

  init(from random: inout RandomSource) {
    let size = Self.facets.count + 1
    isWanted = Array(repeating: false, count: size * size * size)
    isMet = isWanted
    let wanted = Self.wantedTuples
    for tuple in wanted { isWanted[Self.index(tuple)] = true }
    for tuple in wanted where !isMet[Self.index(tuple)] { add(tuple.map { Self.facets[$0] }, from: &random) }
  }

  /// What is not excluded, by number and ascending; triples first, for they meet the pairs on the way.
  private static var wantedTuples: [[Int]] {
    let allowed = facets.map { one in facets.map { one.factor < $0.factor && Exclusion.allow(one, $0) } }
    let pairs = facets.indices.flatMap { a in facets.indices.filter { allowed[a][$0] }.map { (a, $0) } }
    func triples(_ factor: Int) -> [[Int]] {
      pairs.filter { facets[$0].factor == 0 && facets[$1].factor == 1 }.flatMap { a, b in
        facets.indices.filter { facets[$0].factor == factor && allowed[a][$0] && allowed[b][$0] }.map { [a, b, $0] }
      }
    }
    let (shape, regime) = (Facet.shape(.deep).factor, Facet.regime(.ordinary).factor)
    return triples(shape) + triples(regime) + pairs.map { [$0, $1] }
  }

  /// Adds the best of some rows that have these facets. Where chance makes none, none is added.
  private mutating func add(_ facets: [Facet], from random: inout RandomSource) {
    var best: (row: DenseRow, gain: Int)?
    var found = 0
    for _ in 0..<50 * Self.candidates where found < Self.candidates {
      guard let row = DenseRow.drawn(having: facets, from: &random) else { continue }
      found += 1
      let gain = gain(of: row)
      if gain > best?.gain ?? -1 { best = (row, gain) }
    }
    guard let row = best?.row else { return }
    rows.append(row)
    for tuple in Self.tuples(of: row) { isMet[tuple] = true }
  }

  /// New wanted tuples count four times, other new triples once.
  private func gain(of row: DenseRow) -> Int {
    Self.tuples(of: row).reduce(0) { $0 + (isMet[$1] ? 0 : isWanted[$1] ? 4 : 1) }
  }

  /// Every pair and triple of facets of different factors.
  private static func tuples(of row: DenseRow) -> [Int] {
    let numbers = row.facets.map { Self.numbers[$0] ?? 0 }
    let factors = row.facets.map(\.factor)
    var tuples: [Int] = []
    for a in numbers.indices {
      for b in numbers.indices where factors[a] < factors[b] {
        tuples.append(index(numbers[a], numbers[b]))
        for c in numbers.indices where factors[b] < factors[c] {
          tuples.append(index(numbers[a], numbers[b], numbers[c]))
        }
      }
    }
    return tuples
  }

  private static func index(_ tuple: [Int]) -> Int { index(tuple[0], tuple[1], tuple.count > 2 ? tuple[2] : -1) }

  /// Where a tuple stands among all; a pair has no third.
  private static func index(_ a: Int, _ b: Int, _ c: Int = -1) -> Int {
    (a * (facets.count + 1) + b) * (facets.count + 1) + c + 1
  }
}
