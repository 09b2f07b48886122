import Mutants

extension MutantsReport {
  /// How many of how many, line by line.
  static func figures(_ matrix: KillMatrix) -> String {
    var lines = ["killed \(share(matrix.killed.count, matrix.trials.count))"]
    for rarity in Mutant.Rarity.allCases {
      let all = matrix.trials.filter { $0.mutant.rarity == rarity }
      guard !all.isEmpty else { continue }
      let latest = all.compactMap(\.firstKill).max().map { ", the last after \(NumberFormat.count($0))" } ?? ""
      lines.append(
        "\(rarity.rawValue) ones within \(NumberFormat.count(rarity.budget, "problem")): "
          + share(all.filter(\.isKilled).count, all.count) + latest)
    }
    let killed = matrix.killed
    lines += [
      "diagnosis as expected: \(share(matrix.diagnosed.count, killed.count)); the equation "
        + "\(share(killed.filter(\.namesEquation).count, killed.count)), the pattern "
        + share(
          killed.filter(\.namesPattern).count, killed.filter { !$0.mutant.expected.patterns.isEmpty }.count)
        + " where one is expected, none "
        + share(
          killed.filter { $0.mutant.expected.patterns.isEmpty && $0.diagnosis?.pattern == nil }.count,
          killed.filter(\.mutant.expected.patterns.isEmpty).count) + " where none is"
    ]
    let ordinary = killed.filter { $0.mutant.rarity == .ordinary }
    lines.append(
      "shrunk to at most 2 layers and widths of at most 2: \(share(killed.filter(\.isShrunkToHand).count, killed.count)), "
        + "\(share(ordinary.filter(\.isShrunkToHand).count, ordinary.count)) of the ordinary ones")
    if let checker = matrix.checker {
      lines.append(
        "sabotages of the checker noticed: "
          + share(checker.sabotaged.count - checker.survivors.count, checker.sabotaged.count)
          + "; canaries that the healthy suite passes: "
          + share(checker.healthy.count - checker.falseAlarms.count, checker.healthy.count))
    }
    lines.append(
      "without a bug: \(NumberFormat.count(matrix.unmutated.problems, "problem")), "
        + "\(NumberFormat.count(matrix.unmutated.failedProblems)) failing")
    return lines.joined(separator: "\n")
  }

  /// One line that says it all, without the time.
  public static func summary(_ matrix: KillMatrix) -> String { lastLine(matrix, elapsed: nil, style: .plain) }

  /// One line that says it all.
  static func lastLine(_ matrix: KillMatrix, elapsed: Duration?, style: Style) -> String {
    let run = (elapsed.map { "in \(NumberFormat.duration($0)), " } ?? "") + "seed \(matrix.seed)"
    let named = "\(share(matrix.diagnosed.count, matrix.killed.count)) diagnosed as expected"
    switch matrix.verdict {
    case .falseAlarm:
      let first =
        matrix.unmutated.failures.first.map { "; nnverify replay --implementation unmutated \($0.name)" } ?? ""
      let what =
        matrix.unmutated.failedProblems > 0
        ? "the implementation without a bug fails" : "the healthy suite fails a canary"
      return style.bad("FALSE ALARM: ") + "\(what) \(run)\(first)"
    case .survived:
      let names = matrix.survivors.map(\.mutant.name)
      let sabotages = matrix.checker?.survivors.map { "\($0.number) \($0.name)" } ?? []
      let next = names.first.map { "; nnverify check --implementation mutant:\($0)" } ?? ""
      return style.bad("SURVIVED: ") + "\((names + sabotages).joined(separator: ", ")) \(run)\(next)"
    case .interrupted:
      return style.warning("INTERRUPTED: ")
        + "all killed so far: \(NumberFormat.count(matrix.trials.count, "mutant")) \(run)"
    case .misdiagnosed:
      return style.bad("MISDIAGNOSED: ")
        + "all killed, but only \(named), fewer than \(NumberFormat.percent(KillMatrix.requiredDiagnosisShare)), \(run)"
    case .allKilled:
      return style.good("ALL KILLED: ")
        + "\(share(matrix.killed.count, matrix.trials.count)) within budget, \(named), \(run)"
    }
  }

  /// "67 of 73 (91.78 %)"
  private static func share(_ part: Int, _ whole: Int) -> String {
    "\(NumberFormat.count(part)) of \(NumberFormat.count(whole))"
      + (whole == 0 ? "" : " (\(NumberFormat.percent(Double(part) / Double(whole))))")
  }
}
