import Networks

/// One thing to try: candidates in place of the sequence at hand, most drastic first. The first that still fails is taken.
struct ShrinkStep {
  let candidates: (ProblemSequence) -> [ProblemSequence]
}

/// A change of one problem, or nil where it does not apply.
typealias Edit = (Problem<Double>) -> Problem<Double>?

extension ProblemSequence {
  /// Where in a sequence an edit is made.
  enum Place {
    /// In all problems alike: what an implementation remembers may have to fit.
    case everywhere
    case history(Int)
    case problem
  }

  /// All problems alike, then one by one.
  var places: [Place] {
    history.isEmpty ? [.problem] : [.everywhere, .problem] + history.indices.map(Place.history)
  }

  /// The problem that stands for a place.
  func problem(at place: Place) -> Problem<Double> {
    switch place {
    case .everywhere, .problem: problem
    case .history(let index): history[index]
    }
  }

  /// The sequence with an edit made, or nil where it applies to no problem there.
  func editing(_ place: Place, _ edit: Edit) -> ProblemSequence? {
    var edited = self
    switch place {
    case .everywhere:
      edited.history = history.map { edit($0) ?? $0 }
      edited.problem = edit(problem) ?? problem
      return edited == self ? nil : edited
    case .history(let index):
      guard let other = edit(history[index]) else { return nil }
      edited.history[index] = other
    case .problem:
      guard let other = edit(problem) else { return nil }
      edited.problem = other
    }
    return edited
  }

  /// Steps made of edits, in every place.
  ///
  /// - Parameter alternatives: for a problem, the edits to try: of each list the first that still fails is kept.
  func steps(_ alternatives: (Problem<Double>) -> [[Edit]]) -> [ShrinkStep] {
    places.flatMap { place in
      alternatives(problem(at: place)).map { edits in
        ShrinkStep { sequence in edits.compactMap { sequence.editing(place, $0) } }
      }
    }
  }
}

/// What to leave out of `count` things: half of them, quarters, … single ones, each from the end, so that what was left out
/// before does not move what comes after. This is delta debugging: A. Zeller and R. Hildebrandt, Simplifying and isolating
/// failure-inducing input, IEEE Transactions on Software Engineering 28 (2002).
func chunks(of count: Int) -> [Range<Int>] {
  var chunks: [Range<Int>] = []
  var size = (count + 1) / 2
  while size >= 1 {
    chunks += stride(from: count, to: 0, by: -size).map { max($0 - size, 0)..<$0 }
    size = size == 1 ? 0 : (size + 1) / 2
  }
  return chunks
}

/// The indices below `count` without those of a chunk; nil where none would be left, or none left out.
func kept(of count: Int, without chunk: Range<Int>) -> [Int]? {
  let kept = (0..<count).filter { !chunk.contains($0) }
  return kept.isEmpty || kept.count == count ? nil : kept
}
