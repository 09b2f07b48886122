extension HTMLReport {
  /// The problems that failed: the first ones in full, some more as a line each, the rest as a number.
  struct Failures {
    let summary: Words
    let drawn: [Failure]
    let lines: Listing<Line>?
    let legend: [HeatMap.Swatch]
    let hasMaps: Bool

    static let mostDrawn = 20
    private static let mostLines = 300

    /// A failing problem of which only the essentials are said.
    struct Line {
      let replay, problem, departs: Words
      let command: Command?
    }

    init?(_ document: CheckDocument) {
      let all = document.failures
      guard !all.isEmpty else { return nil }
      var ink = HeatMap.Ink()
      drawn = all.prefix(Self.mostDrawn).enumerated().map { Failure($1, number: $0 + 1, ink: &ink) }
      lines = Listing(
        all.dropFirst(Self.mostDrawn).prefix(Self.mostLines).map(Line.init),
        more: max(document.failedProblems, all.count) - min(all.count, Self.mostDrawn + Self.mostLines),
        noun: "failing problems")
      legend = HeatMap.legend
      hasMaps = drawn.contains { !$0.maps.isEmpty }
      let failed = max(document.failedProblems, all.count)
      var text = "\(NumberFormat.count(failed, "problem")) failed"
      if failed > drawn.count {
        text += "; the first \(drawn.count == 1 ? "one is" : "\(drawn.count) are") shown in full"
      }
      summary = Words(text + ".")
    }

    /// Which of the failures that are shown in full a command replays, counted from 1.
    static func number(of command: String?, in failures: [CheckDocument.FailureRow]) -> Int? {
      guard let command else { return nil }
      return failures.prefix(mostDrawn).firstIndex { $0.replayCommand == command }.map { $0 + 1 }
    }
  }

  /// A failing problem in full.
  struct Failure {
    let number: Int
    let isOpen: Bool
    let replay, origin, problem, departs: Words
    let command: Command?
    let diagnoses: [Diagnosis]
    let network: NetworkDrawing?
    let maps: [HeatMap]
    /// What the maps show, and what was left out.
    let mapsOf: Words?
    let findings: Listing<Finding>?
    let text: Words?

    struct Diagnosis {
      let implementation: Words
      /// "BP2 in layer 2"
      let location: Words?
      let place, explanation, truth, shrunk: Words?
    }

    struct Finding {
      let check, implementation, entry, extent, against, observed, expected, error, allowance, margin: Words
    }

    init(_ row: CheckDocument.FailureRow, number: Int, ink: inout HeatMap.Ink) {
      self.number = number
      isOpen = number == 1
      (replay, origin, problem) = (Words(row.replay), Words(row.origin), Words(row.problem))
      departs = Words(Self.departs(row))
      command = Command(row.replayCommand)
      diagnoses = row.examined.prefix(6).map(Diagnosis.init)
      network = row.picture.flatMap { NetworkDrawing($0) }
      (maps, mapsOf) = row.picture.map { HeatMap.maps($0, ink: &ink) } ?? ([], nil)
      // As on the terminal: the first of every check and implementation.
      var seen: Set<[String]> = []
      let firsts = row.findings.filter { seen.insert([$0.check, $0.implementation]).inserted }.prefix(12)
      findings = Listing(firsts.map(Finding.init), more: row.findings.count - firsts.count, noun: "findings")
      text = row.text.isEmpty ? nil : Words(lines: row.text)
    }

    /// "δ[2] departs in mutant:weights-not-transposed"
    static func departs(_ row: CheckDocument.FailureRow) -> String {
      guard let first = row.findings.first else { return "" }
      let others = Set(row.findings.map(\.implementation)).count - 1
      return "\(first.quantity) departs in \(first.implementation)"
        + (others > 0 ? " and \(NumberFormat.count(others, "other"))" : "")
    }
  }
}

extension HTMLReport.Failures.Line {
  init(_ row: CheckDocument.FailureRow) {
    (replay, problem) = (.init(row.replay, limit: 160), .init(row.problem, limit: 160))
    departs = .init(HTMLReport.Failure.departs(row), limit: 160)
    command = .init(row.replayCommand)
  }
}

extension HTMLReport.Failure.Diagnosis {
  init(_ row: CheckDocument.ExaminedRow) {
    implementation = .init(row.implementation)
    let layer = row.layer.map { "layer \($0)" }
    location = .init([row.equation, layer].compactMap { $0 }.joined(separator: " in ") as String?)
    (place, explanation) = (.init(row.place), .init(row.explanation, limit: 1200))
    truth = Self.truth(row)
    let history =
      row.shrunkHistory.flatMap { $0 > 0 ? ", after \(NumberFormat.count($0, "other problem"))" : nil } ?? ""
    shrunk = row.shrunkProblem.map { .init($0 + history) }
  }

  private static func truth(_ row: CheckDocument.ExaminedRow) -> HTMLReport.Words? {
    guard let value = row.provenValue, let isRight = row.isImplementationRight else { return nil }
    let radius = row.provenRadius.map { " ± \(HTMLReport.rough($0))" } ?? ""
    let verdict =
      switch (isRight, row.isTextbookRight ?? true) {
      case (false, true): "this implementation is wrong"
      case (true, false): "the textbook of nnverify is wrong"
      case (false, false): "both are wrong"
      case (true, true): "it clears both"
      }
    return .init("The proven value is \(NumberFormat.exact(value))\(radius): \(verdict).")
  }
}

extension HTMLReport.Failure.Finding {
  init(_ row: CheckDocument.FindingRow) {
    (check, implementation, against) = (.init(row.check), .init(row.implementation), .init(row.against))
    entry = .init(row.entry.isEmpty ? row.quantity : row.entry)
    extent = .init("\(NumberFormat.count(row.failing)) of \(NumberFormat.count(row.compared))")
    (observed, expected) = (.init(NumberFormat.figure(row.observed)), .init(NumberFormat.figure(row.expected)))
    (error, allowance) = (.init(HTMLReport.rough(row.error)), .init(HTMLReport.rough(row.allowance)))
    margin = .init(HTMLReport.rough(row.margin))
  }
}
