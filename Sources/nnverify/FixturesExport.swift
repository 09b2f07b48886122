import ArgumentParser
import GradientVerification

struct FixturesExport: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "export", abstract: "…")
  func run() throws {}
}
