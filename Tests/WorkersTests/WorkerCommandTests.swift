import Testing
import Workers

@Suite struct WorkerCommandTests {
  @Test(arguments: [
    ("python3 worker.py", ["python3", "worker.py"]), ("a  'b c' d\\ e \"f\\\"g\" ''", ["a", "b c", "d e", "f\"g", ""]),
  ])
  func wordsAreThoseOfAShell(_ text: String, _ words: [String]) throws {
    let command = try WorkerCommand(parsing: text)
    #expect([command.program] + command.arguments == words)
    #expect(try WorkerCommand(parsing: command.description) == command)
  }

  @Test(arguments: ["", "  ", "'a", "a \"b", "a\\", "''"])
  func halfACommandIsNone(_ text: String) {
    #expect(throws: WorkerCommand.Malformed.self) { try WorkerCommand(parsing: text) }
  }
}
