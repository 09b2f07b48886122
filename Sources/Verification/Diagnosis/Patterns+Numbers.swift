import Networks

// What is seen from the numbers alone, once nothing that predicts them fits.

extension Examination {
  /// NaN or infinity where a finite number is expected.
  func notFinite() -> [Hypothesis] {
    let infinite = evidence.flatMap { item in
      item.departures.filter { !item.observed.elements[$0].isFinite && item.expected.elements[$0].value.isFinite }
    }
    guard !infinite.isEmpty else { return [] }
    let count = evidence.reduce(0) { $0 + $1.observed.elements.count }
    return seen(
      .notFinite,
      """
      \(infinite.count) of \(count) \(count == 1 ? "entry" : "entries") \(infinite.count == 1 ? "is" : "are") NaN or infinite: \
      does an exponential overflow, or a division or logarithm meet 0?
      """)
  }

  /// Exactly one entry, and nothing else in the whole answer.
  func singleEntry() -> [Hypothesis] {
    let departing = Evaluation<Double>.quantities(depth: symptoms.depth).compactMap { symptoms.evidence($0) }
      .filter { !$0.departures.isEmpty }
    guard departing.count == 1, let only = departing.first, only.departures.count == 1,
      only.observed.elements.count > 1,
      departure.equation != .update
    else { return [] }
    let (row, column) = only.departures[0].quotientAndRemainder(dividingBy: only.observed.columns)
    let name = only.quantity?.entry(row: row, column: column) ?? only.name
    return seen(.singleEntry, "\(name) alone departs; every other number of the answer agrees")
  }

  /// Errors as small as those of binary32, in most entries.
  func binary32() -> [Hypothesis] {
    guard departure.equation != .update else { return [] }
    var (departing, meaningful, representable, largest) = (0, 0, 0, 0.0)
    for item in evidence {
      guard let masses = mass(of: item) else { return [] }
      for index in item.observed.elements.indices {
        let (observed, expected) = (item.observed.elements[index], item.expected.elements[index])
        let mass = max(masses.elements[index], expected.value.magnitude)
        guard expected.error < .infinity, mass > 0, observed != expected.value || item.departs(index) else { continue }
        let relative = (observed - expected.value).magnitude / mass
        guard relative <= Tolerances.binary32.upperBound else { return [] }
        meaningful += 1
        if Double(Float(observed)) == observed && Double(Float(expected.value)) != expected.value { representable += 1 }
        guard item.departs(index) else { continue }
        departing += 1
        largest = max(largest, relative)
      }
    }
    let all = representable == meaningful && meaningful > 0
    guard all || (departing >= Tolerances.entriesOfFactor && 2 * departing >= meaningful),
      Tolerances.binary32.contains(largest)
    else { return [] }
    return seen(
      .binary32,
      "errors up to 2^\(largest.exponent) of what is added up, "
        + (all ? "and every entry is a 32-bit number" : "in \(departing) entries")
        + ": is something computed or kept in binary32?")
  }

  /// Σ of the magnitudes that are added up for every entry.
  private func mass(of item: Evidence) -> Grid<Double>? {
    func size(_ grid: Grid<Approximation>?) -> Grid<Approximation>? {
      grid?.map { Approximation($0.value.magnitude) }
    }
    let masses: Grid<Approximation>?
    switch item.quantity {
    case .preactivations(let l):
      guard let w = size(symptoms.weights(l)), let a = size(symptoms.outputs(l - 1)), let b = size(symptoms.biases(l))
      else { return nil }
      let sum = w * a
      masses = Grid(rows: sum.rows, columns: sum.columns) { sum[$0, $1] + b[$0, 0] }
    case .deltas(let l) where l < symptoms.depth:
      guard let w = size(symptoms.weights(l + 1)), let above = size(symptoms.deltas(l + 1)),
        let g = size(symptoms.slopes(l))
      else { return nil }
      masses = (w.transposed * above).elementwise(g)
    case .gradient(.weights(let l)):
      guard let delta = size(symptoms.deltas(l)), let a = size(symptoms.outputs(l - 1)) else { return nil }
      masses = delta * a.transposed
    case .gradient(.biases(let l)): masses = size(symptoms.deltas(l))?.rowSums
    case .gradient(.inputs):
      guard let w = size(symptoms.weights(1)), let delta = size(symptoms.deltas(1)) else { return nil }
      masses = w.transposed * delta
    case .cost, .outputs, .hiddenOutputs, .deltas, nil: masses = size(item.expected)
    }
    return masses.flatMap { $0.hasShape(of: item.observed) ? $0.map(\.value) : nil }
  }

  /// A multiple of the parameters in their gradient.
  func decay() -> [Hypothesis] {
    guard evidence.count == 1, let item = evidence.first, case .gradient(let tensor)? = item.quantity, tensor != .inputs
    else { return [] }
    let parameters = symptoms.problem[tensor]
    guard let best = item.departures.max(by: { parameters.elements[$0].magnitude < parameters.elements[$1].magnitude }),
      parameters.elements[best] != 0
    else { return [] }
    let rate =
      (Approximation(item.observed.elements[best]) - item.expected.elements[best])
      / Approximation(parameters.elements[best])
    guard rate.value.isFinite else { return [] }
    return each(
      .weightDecay,
      "yours equals the expected \(subject) plus \(inWords(rate.value)) times \(tensor): is weight decay added here?",
      needed: Tolerances.entriesOfFactor
    ) { $0.expected + rate * parameters.exactly }
  }
}
