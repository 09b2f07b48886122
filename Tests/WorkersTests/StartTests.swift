import Foundation
import Testing
import Workers

/// What goes wrong before the first problem: one sentence that says what happened, and what to try.
struct StartTests {
  private func fault(_ command: WorkerCommand, _ limits: WorkerLimits = Hostile.limits) -> WorkerFault? {
    do throws(WorkerStartFailure) {
      _ = try Worker(command, limits)
      return nil
    } catch {
      #expect("\(error)".contains("nnverify worker doctor"))
      return error.breakdown.fault
    }
  }

  @Test func noSuchProgram() {
    #expect(fault(WorkerCommand(program: "no-such-program-here")) == .notFound(program: "no-such-program-here"))
  }

  @Test func noProgramThere() {
    let found = fault(WorkerCommand(program: "/no/such/file"))
    #expect(found == .notFound(program: "/no/such/file") || "\(String(describing: found))".contains("notStarted"))
  }

  @Test func notExecutable() throws {
    let path = FileManager.default.temporaryDirectory.appendingPathComponent("nnverify-\(UUID().uuidString).py").path
    try "print(1)".write(toFile: path, atomically: true, encoding: .utf8)
    defer { try? FileManager.default.removeItem(atPath: path) }
    let found = try #require(fault(WorkerCommand(program: path)))
    guard case .notStarted = found else {
      Issue.record("\(found)")
      return
    }
  }

  @Test func anEndAtOnce() { #expect(fault(WorkerCommand(program: "true")) == .exited(code: 0)) }

  @Test(.enabled(if: Hostile.isPythonInstalled)) func aBanner() throws {
    let found = try #require(fault(Hostile.command(start: "print('Welcome', flush=True)")))
    guard case .notJSON(let line, _) = found else {
      Issue.record("\(found)")
      return
    }
    #expect(line == "\"Welcome\"")
  }

  @Test(.enabled(if: Hostile.isPythonInstalled)) func anotherProtocol() {
    #expect(
      fault(Hostile.command(extra: "{'protocol': 'nnverify-worker-7'}"))
        == .otherVersion(found: "\"nnverify-worker-7\""))
  }

  @Test(.enabled(if: Hostile.isPythonInstalled)) func silence() {
    let limits = WorkerLimits(hello: .milliseconds(700), evaluate: .seconds(1))
    #expect(
      fault(Hostile.command(start: "time.sleep(60)"), limits) == .timedOut(question: "hello", after: .milliseconds(700))
    )
  }

  @Test(
    .enabled(if: Hostile.isPythonInstalled),
    arguments: [
      ("{'name': 'a b'}", "/name"), ("{'precision': 'float64'}", "/precision"), ("{'losses': ['mse']}", "/losses/0"),
      ("{'quantities': ['cost']}", "/quantities"), ("{'max_cases': 0}", "/max_cases"), ("{'kind': 'tree'}", "/kind"),
      ("{'conventions': {'weights': 'rows'}}", "/conventions/weights"),
      ("{'conventions': {'bias': 1}}", "/conventions/bias"),
      ("{'activations': []}", "/activations"), ("{'format': 7}", "/format"),
    ]) func aWrongHello(_ extra: String, _ path: String) throws
  {
    let found = try #require(fault(Hostile.command(extra: extra)))
    guard case .malformed("hello", let misfits) = found else {
      Issue.record("\(found)")
      return
    }
    #expect(misfits.contains { $0.path == path }, "\(misfits)")
  }

  @Test(
    .enabled(if: Hostile.isPythonInstalled),
    arguments: [
      "a['numbers'] = [float('%f' % x) for x in a['numbers']]",
      "a['numbers'] = [float('%.9g' % x) for x in a['numbers']]",
      "a['numbers'] = [x + 0.0 for x in a['numbers']]",
    ]) func printingThatLosesBits(_ echo: String) throws
  {
    let found = try #require(fault(Hostile.command(echo: echo)))
    guard case .echoed = found else {
      Issue.record("\(found)")
      return
    }
  }
}
