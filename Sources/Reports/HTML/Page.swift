extension HTMLReport {
  /// The whole page. Sections of which the document has no data are nil.
  struct Page {
    let title: Words
    let verdict: Verdict
    let links: [Link]
    let checks: Checks?
    let failures: Failures?
    let regimes: Regimes?
    let steps: StepSizes?
    let mutants: KillMatrix?
    let coverage: Coverage?
    let run: Run

    /// Into the page itself; the targets are names of this program.
    struct Link {
      let target: Words
      let label: Words
    }

    init(_ document: GateDocument) {
      let verdict = Verdict(document)
      self.verdict = verdict
      title = "\(verdict.word.renderText) – nnverify \(document.command)"
      checks = document.check.flatMap { Checks($0) }
      failures = document.check.flatMap { Failures($0) }
      regimes = document.check.flatMap { Regimes($0) }
      steps = document.stepSizes.flatMap { StepSizes($0) }
      mutants = document.mutants.flatMap { KillMatrix($0) }
      coverage = document.check.flatMap { Coverage($0) }
      run = Run(document)
      let sections: [(Bool, Link)] = [
        (failures != nil, Link(target: "failures", label: "Failures")),
        (checks != nil, Link(target: "checks", label: "Checks")),
        (regimes != nil, Link(target: "regimes", label: "Regimes")),
        (steps != nil, Link(target: "steps", label: "Step sizes")),
        (mutants != nil, Link(target: "mutants", label: "Known bugs")),
        (coverage != nil, Link(target: "coverage", label: "What was generated")),
        (true, Link(target: "run", label: "This run")),
      ]
      links = sections.filter(\.0).map(\.1)
    }
  }
}
