import Verification

extension HTMLReport {
  /// The suite against known bugs: which check found each, and how many problems that took.
  struct KillMatrix {
    let summary: Words
    let checks: [Words]
    let rows: Listing<Row>?
    let bugs: Listing<Bug>?
    let checker: Listing<Sabotage>?
    let alarms: Listing<Words>?

    struct Row {
      let number: Int
      let name: Words
      let isKilled: Bool
      let cells: [Cell]
      let first, by, budget, named, shrunk: Words
    }

    /// The sooner, the stronger.
    struct Cell {
      let level, problems: Words
    }

    /// What a mutant does, and what was said about it.
    struct Bug {
      let number: Int
      let name, bug: Words
      let said: Words?
      let replay: Command?
    }

    struct Sabotage {
      let number, name, noticed: Words
      let isNoticed: Bool
    }

    private static let most = 400

    init?(_ document: MutantsDocument) {
      let shown = document.mutants.prefix(Self.most)
      let sabotages = document.checkerMutants ?? []
      guard !shown.isEmpty || !sabotages.isEmpty else { return nil }
      let met = Set(shown.flatMap(\.kills.keys))
      let known = Check.allCases.map(\.rawValue).filter(met.contains)
      let columns = known + met.subtracting(known).sorted().prefix(20)
      checks = columns.map { Words($0, limit: 60) }
      rows = Listing(shown.map { Row($0, columns) }, more: document.mutants.count - shown.count, noun: "bugs")
      bugs = Listing(shown.map(Bug.init))
      checker = Listing(sabotages, most: 100, Sabotage.init)
      alarms = Listing(
        document.unmutated.failures.prefix(20).map { Words("The program without a bug fails: \($0)") }
          + (document.failedCanaries ?? []).prefix(20).map { Words("The healthy suite fails: \($0)") })
      let survivors = document.mutants.filter { !$0.killed }.prefix(20).map(\.name)
      let asked = document.killed.addingClamped(document.survived)
      summary = Words(
        "\(NumberFormat.count(document.killed)) of \(NumberFormat.count(asked, "known bug")) found"
          + (survivors.isEmpty ? "" : "; not found: \(survivors.joined(separator: ", "))")
          + ". The diagnosis names \(NumberFormat.count(document.diagnosed)) of them"
          + " (\(NumberFormat.percent(document.diagnosisShare.isFinite ? document.diagnosisShare : 0))).",
        limit: 2000)
    }
  }
}

extension HTMLReport.KillMatrix.Row {
  init(_ row: MutantsDocument.MutantRow, _ columns: [String]) {
    (number, name, isKilled) = (row.number, .init(row.name, limit: 80), row.killed)
    cells = columns.map { check in
      guard let problems = row.kills[check] else { return .init(level: "k0", problems: "·") }
      let level = problems <= 1 ? 4 : problems <= 4 ? 3 : problems <= 20 ? 2 : 1
      return .init(level: "k\(level)", problems: .init(NumberFormat.count(problems)))
    }
    let firsts = row.kills.filter { $0.value == row.firstKill }.keys.sorted {
      (Self.rank($0), $0) < (Self.rank($1), $1)
    }
    first = row.firstKill.map { .init(NumberFormat.count($0)) } ?? "survived"
    by = .init(firsts.first ?? "", limit: 60)
    budget = .init(NumberFormat.count(row.budget))
    named = .init(Self.named(row.examined))
    shrunk = .init(Self.shrunk(row.examined), limit: 60)
  }

  private static func rank(_ check: String) -> Int {
    Check(rawValue: check).flatMap { Check.allCases.firstIndex(of: $0) } ?? Check.allCases.count
  }

  private static func named(_ row: MutantsDocument.ExaminedRow?) -> String {
    guard let row else { return "" }
    switch (row.namesEquation, row.namesPattern) {
    case (true, true): return "✓ both"
    case (true, false): return "✓ equation"
    case (false, true): return "✓ pattern"
    case (false, false): return "✕ neither"
    }
  }

  /// "2-1-1, m 1"
  private static func shrunk(_ row: MutantsDocument.ExaminedRow?) -> String {
    guard let row else { return "" }
    guard row.reproduces else { return "not again" }
    guard let widths = row.widths, let cases = row.cases else { return "" }
    let history = row.history.flatMap { $0 > 0 ? " +\($0)" : nil } ?? ""
    return "\(widths.prefix(20).map(String.init).joined(separator: "-")), m \(cases)\(history)"
  }
}

extension HTMLReport.KillMatrix.Bug {
  init(_ row: MutantsDocument.MutantRow) {
    (number, name, bug) = (row.number, .init(row.name, limit: 80), .init(row.bug))
    let diagnosis = row.examined?.diagnosis
    said = .init([diagnosis?.place, diagnosis?.explanation].compactMap { $0 }.joined(separator: ": ") as String?)
    replay = .init(
      row.examined.map {
        "nnverify replay \(HTMLReport.quoted($0.replay)) --implementation \(HTMLReport.quoted("mutant:" + row.name))"
      })
  }
}

extension HTMLReport.KillMatrix.Sabotage {
  init(_ row: MutantsDocument.CheckerRow) {
    (number, name) = (.init(row.number), .init(row.name))
    isNoticed = !row.caughtBy.isEmpty
    noticed = isNoticed ? .init(row.caughtBy.prefix(20).joined(separator: ", ")) : "nothing"
  }
}
