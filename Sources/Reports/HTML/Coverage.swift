extension HTMLReport {
  /// How often the generator met what it is meant to meet.
  struct Coverage {
    let summary: Words
    let groups: Listing<Group>

    struct Group {
      let name: Words
      let rows: [Row]
    }

    struct Row {
      let name, count, share: Words
      let isNever: Bool
      let bar: Bar
    }

    init?(_ document: CheckDocument) {
      let rows = document.statistics.prefix(500)
      let total = document.generated?.count ?? document.problems
      var places: [String: Int] = [:]
      var groups: [(name: String, rows: [Row])] = []
      for row in rows {
        let place = places[row.group] ?? groups.count
        places[row.group] = place
        if place == groups.count { groups.append((row.group, [])) }
        let share = share(row.count, of: total)
        groups[place].rows.append(
          Row(
            name: Words(row.name, limit: 80), count: Words(NumberFormat.count(row.count)),
            share: Words(NumberFormat.percent(share)), isNever: row.count <= 0, bar: Bar(share)))
      }
      guard rows.contains(where: { $0.count > 0 }),
        let listing = Listing(groups.map { Group(name: Words($0.name, limit: 80), rows: $0.rows) })
      else { return nil }
      self.groups = listing
      summary = Words("In how many of \(NumberFormat.count(total, "generated problem")) each thing was met.")
    }
  }

  /// How much was decided in each regime.
  struct Regimes {
    let summary: Words
    let rows: Listing<Row>

    struct Row {
      let regime, problems, unanswered, compared, decided, share: Words
      let isBelow: Bool
      let bar: Bar
    }

    init?(_ document: CheckDocument) {
      let minimum = document.minimumDecided.isFinite ? min(max(document.minimumDecided, 0), 1) : 0
      let listing = Listing(document.regimes, most: 100) { row in
        let share = share(row.decided, of: row.compared)
        return Row(
          regime: Words(row.regime), problems: Words(NumberFormat.count(row.problems)),
          unanswered: Words(NumberFormat.count(row.unanswered)), compared: Words(NumberFormat.count(row.compared)),
          decided: Words(NumberFormat.count(row.decided)), share: Words(NumberFormat.percent(share)),
          isBelow: !row.isEnough, bar: Bar(share, least: minimum))
      }
      guard let listing else { return nil }
      rows = listing
      summary = Words(
        "The share of the comparisons that came to a verdict; \(NumberFormat.percent(minimum)) are asked for, but for "
          + "what the chance of so few problems explains."
      )
    }
  }

  /// A share as a bar of 100 units.
  struct Bar {
    let length: Drawn
    let label: Words
    /// Where a mark stands.
    let least: Drawn?

    init(_ share: Double, least: Double? = nil) {
      length = Drawn(share * 100)
      label = Words(NumberFormat.percent(share))
      self.least = least.map { Drawn($0 * 100) }
    }
  }
}
