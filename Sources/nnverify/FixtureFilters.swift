import ArgumentParser
import GradientVerification

/// Which cases of a set: those that every filter lets through.
struct FixtureFilters: ParsableArguments {
  @Option(help: ArgumentHelp("dense, edge, laws, published, real or regressions.", valueName: "group"))
  var group: String?

  @Option(help: ArgumentHelp("A flag that the case must have; see flags.json. Repeat for several.", valueName: "flag"))
  var flag: [String] = []

  @Option(help: ArgumentHelp("An activation that some layer must have. Repeat for several.", valueName: "name"))
  var activation: [String] = []

  @Option(help: ArgumentHelp("The loss.", valueName: "name"))
  var loss: String?

  @Option(
    parsing: .unconditional, help: ArgumentHelp("At most so many weights and biases.", valueName: "n"))
  var maxSize: Int?

  func validate() throws {
    try expect(group, "group", among: SuiteGroup.allCases.map(\.rawValue))
    for name in flag { try expect(name, "flag", among: BugFlag.all.map(\.id)) }
    for name in activation { try expect(name, "activation", among: Activation.all.map(\.name)) }
    try expect(loss, "loss", among: Loss.allCases.map(\.rawValue))
    if let maxSize, maxSize < 1 { throw ValidationError("--max-size is \(maxSize); give 1 or more") }
  }

  private func expect(_ name: String?, _ option: String, among known: [String]) throws {
    guard let name, !known.contains(name) else { return }
    let advice =
      nearestWord(to: name, among: known).map { "did you mean '\($0)'?" }
      ?? "there are \(known.joined(separator: ", "))"
    throw ValidationError("--\(option) is '\(printable(name))'; \(advice)")
  }

  /// - Parameter path: below the folder of the set.
  func lets(_ path: String, _ stored: StoredCase) -> Bool {
    let layers = stored.problem.network.layers
    return (group.map { path.hasPrefix($0 + "/") } ?? true)
      && flag.allSatisfy { stored.flags.contains($0) }
      && activation.allSatisfy { name in layers.contains { $0.activation.name == name } }
      && (loss.map { $0 == stored.problem.loss.rawValue } ?? true)
      && (maxSize.map { stored.problem.network.parameterCount <= $0 } ?? true)
  }
}
