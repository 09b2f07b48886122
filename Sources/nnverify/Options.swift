import ArgumentParser
import Foundation
import GradientVerification

extension Regime: ExpressibleByArgument {}

enum OutputFormat: String, ExpressibleByArgument, CaseIterable {
  case text
  case json
}

/// What to report and where.
struct ReportOptions: ParsableArguments {
  @Option(help: "text for people, json for programs: one document on standard output, with the text on standard error.")
  var format: OutputFormat = .text

  @Option(help: ArgumentHelp("Write the report to this file as well, whole or not at all.", valueName: "file"))
  var output: String?

  @Flag(name: .shortAndLong, help: "No progress.")
  var quiet = false

  /// Asked before the run: a file that cannot be written should not cost hours.
  func expectWritable() throws {
    if let output { try WholeFile.expectWritable(output) }
  }
}

/// Which implementations answer.
struct ImplementationOptions: ParsableArguments {
  @Option(
    name: .customLong("implementation"),
    help: ArgumentHelp(
      "An implementation to check: \(builtIn), unmutated, or mutant:NAME, see nnverify mutants --list. Repeat for several; default: \(builtIn).",
      valueName: "name"),
    completion: .list(ImplementationFactory.available.map(\.name)))
  var names: [String] = []

  func validate() throws {
    let known = ImplementationFactory.available.map(\.name)
    for name in names where !known.contains(name) {
      let advice =
        nearestWord(to: name, among: known).map { "did you mean '\($0)'?" }
        ?? "there are \(Self.builtIn), unmutated and mutant:NAME, see nnverify mutants --list"
      throw ValidationError("no implementation is called '\(printable(name))'; \(advice)")
    }
  }

  private static let builtIn = ImplementationFactory.builtIn.map(\.name).joined(separator: ", ")

  var factories: [ImplementationFactory] {
    names.isEmpty ? ImplementationFactory.builtIn : ImplementationFactory.available.filter { names.contains($0.name) }
  }
}

/// What is done with failures.
struct FailureOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Where failures are stored, and remembered from where no --seed is given and CI is not true.", valueName: "folder"
    ),
    completion: .directory)
  var failures = FailureStore.customaryFolder

  @Flag(help: "Do not make failures smaller and do not diagnose them; they are stored all the same.")
  var noShrink = false

  func validate() throws {
    if failures.isEmpty { throw ValidationError("--failures is empty; name a folder") }
  }

  func memory(_ check: ProblemCheck) -> FailureMemory {
    FailureMemory(store: FailureStore(folder: failures), check: check) { Output.error("nnverify: \($0)\n") }
  }
}

/// Which entries are differentiated numerically.
struct SamplingOptions: ParsableArguments {
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "How many entries of each tensor to differentiate numerically where a problem has more than 96 in all.",
      valueName: "n"))
  var entries = 6

  @Flag(help: "Differentiate every entry, however many.")
  var exhaustive = false

  func validate() throws {
    guard entries >= 1 else { throw ValidationError("--entries is \(entries); give 1 or more") }
  }

  var sampling: Sampling { exhaustive ? .exhaustive : Sampling(entriesPerTensor: entries) }
}

/// A length of time: "30s", "5m", "8h", "250ms", or seconds.
struct TimeLimit: ExpressibleByArgument {
  let duration: Duration

  init?(argument: String) {
    let units: [(suffix: String, seconds: Double)] = [("ms", 0.001), ("s", 1), ("m", 60), ("h", 3600), ("", 1)]
    for unit in units where argument.hasSuffix(unit.suffix) {
      guard let number = Double(argument.dropLast(unit.suffix.count)), number > 0, number * unit.seconds <= 1e9 else {
        return nil
      }
      duration = .seconds(number * unit.seconds)
      return
    }
    return nil
  }
}
