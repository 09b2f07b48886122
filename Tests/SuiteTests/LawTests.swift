import Networks
import Reference
import Suite
import Testing

/// Every law holds for the textbook, and for no answer that is a little off.
struct LawTests {
  private static let answers = Dictionary(
    uniqueKeysWithValues: Suite.laws.map { ($0.slug, Textbook.answer($0.problem, form: .dZ)) })

  @Test func partnersAreEachOthers() throws {
    let bySlug = Dictionary(uniqueKeysWithValues: Suite.laws.map { ($0.slug, $0) })
    for one in Suite.laws {
      let tie = try #require(one.law)
      let partner = try #require(bySlug[tie.partner])
      #expect(partner.law?.partner == one.slug && partner.law?.law == tie.law && partner.slug != one.slug)
      #expect(partner.problem != one.problem, "\(one.slug)")
      #expect(tie.statement.hasSuffix(".") && one.comment.hasPrefix(tie.statement))
      #expect(partner.law?.equations == tie.equations.map(\.reversed))
    }
    #expect(Set(Suite.laws.compactMap(\.law?.law)) == Set(Law.allCases))
  }

  @Test func theTextbookObeys() throws {
    for one in Suite.laws {
      let (tie, own, partner) = try together(one)
      // Textbook and truth differ by a few roundings, relative to the terms of what cancels.
      #expect(tie.departures(own, partner, precision: 1e-13) == [], "\(one.slug)")
    }
  }

  /// Cost, outputs and every part of the gradient are tied, but for a few entries; and each that is shows when it is off.
  @Test func aPerturbedAnswerDeparts() throws {
    for one in Suite.laws {
      let (tie, own, partner) = try together(one)
      let tied = Set(tie.equations.flatMap(\.own).filter { $0.factor != 0 }.map { Place($0) })
      var untied = 0
      for quantity in Evaluation<Double>.quantities(depth: one.problem.depth) {
        let grid = try #require(own[quantity])
        let scale = grid.elements.map(abs).max() ?? 0
        for index in grid.elements.indices {
          let place = Place(quantity: quantity, row: index / grid.columns, column: index % grid.columns)
          guard tied.contains(place) else {
            untied += 1
            continue
          }
          var perturbed = own
          perturbed.add(max(scale, 0x1p-20) * 1e-6, at: place)
          #expect(tie.departures(perturbed, partner, precision: 1e-13) != [], "\(one.slug): \(place)")
        }
      }
      let all = Evaluation<Double>.quantities(depth: one.problem.depth).reduce(0) {
        $0 + (own[$1]?.elements.count ?? 0)
      }
      #expect(untied * 2 < all, "\(one.slug): \(untied) of \(all) are not tied")
      #expect(tied.contains(Place(quantity: .cost, row: 0, column: 0)))
    }
  }

  /// NaN obeys no law, and infinity none either.
  @Test(arguments: [Double.nan, .infinity, -.infinity])
  func nothingExcuses(_ number: Double) throws {
    for one in Suite.laws {
      var (tie, own, partner) = try together(one)
      own.cost = number
      #expect(tie.departures(own, partner) != [])
      own.cost = partner.cost
      partner.outputs.elements[0] = number
      #expect(tie.departures(own, partner) != [])
    }
  }

  @Test func departuresNameTheEntry() throws {
    let one = try #require(Suite.laws.first { $0.law?.law == .meanAndSum })
    var (tie, own, partner) = try together(one)
    own.gradient.weights[0][0, 1] += 1
    let departures = tie.departures(own, partner, precision: 1e-13)
    #expect(departures.count == 1)
    #expect(departures[0].hasPrefix("dW[1][0][1] = 3.0 dW[1][0][1] of the partner: off by 1.0"), "\(departures)")
  }

  /// A program that keeps Z, A and δ to itself is held to the rest; one whose answer has another shape is not excused.
  @Test func whatIsNotReturnedIsNotMissed() throws {
    for one in Suite.laws {
      var (tie, own, partner) = try together(one)
      (own.preactivations, own.hiddenOutputs, own.deltas) = (nil, nil, nil)
      #expect(tie.departures(own, partner, precision: 1e-13) == [], "\(one.slug)")
      own.cost += 1
      #expect(!tie.departures(own, partner, precision: 1e-13).isEmpty, "\(one.slug)")
      own = try #require(Self.answers[one.slug])
      own.outputs = Grid(repeating: 0, rows: 1, columns: 0)
      #expect(tie.departures(own, partner, precision: 1e-13).contains { $0.contains("beyond") }, "\(one.slug)")
    }
  }

  private func together(
    _ one: SuiteProblem
  ) throws -> (tie: LawTie, own: Evaluation<Double>, partner: Evaluation<Double>) {
    let tie = try #require(one.law)
    return (tie, try #require(Self.answers[one.slug]), try #require(Self.answers[tie.partner]))
  }
}

/// One entry of an answer.
private struct Place: Hashable, CustomStringConvertible {
  var quantity: Quantity
  var row: Int
  var column: Int

  init(quantity: Quantity, row: Int, column: Int) {
    (self.quantity, self.row, self.column) = (quantity, row, column)
  }

  init(_ term: LawTerm) { self.init(quantity: term.quantity, row: term.row, column: term.column) }

  var description: String { quantity.entry(row: row, column: column) }
}

extension Evaluation<Double> {
  fileprivate mutating func add(_ change: Double, at place: Place) {
    let (row, column) = (place.row, place.column)
    switch place.quantity {
    case .cost: cost += change
    case .preactivations(let layer): preactivations?[layer - 1][row, column] += change
    case .hiddenOutputs(let layer): hiddenOutputs?[layer - 1][row, column] += change
    case .outputs: outputs[row, column] += change
    case .deltas(let layer): deltas?[layer - 1][row, column] += change
    case .gradient(.weights(let layer)): gradient.weights[layer - 1][row, column] += change
    case .gradient(.biases(let layer)): gradient.biases[layer - 1][row] += change
    case .gradient(.inputs): gradient.inputs[row, column] += change
    }
  }
}
