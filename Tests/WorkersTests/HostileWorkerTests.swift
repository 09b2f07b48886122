import Foundation
import GradientVerification
import Testing
import Workers

/// Every kind of breakdown is told apart, and none hangs.
@Suite(.enabled(if: Hostile.isPythonInstalled)) struct HostileWorkerTests {
  @Test func aGoodOneIsReadyAndStaysUnblamed() throws {
    #expect(try Hostile.breakdown(Hostile.command()) == nil)
    let doctor = Doctor(examining: Hostile.command(), Hostile.limits, problems: [("sample", Hostile.problem)])
    #expect(doctor.isClean, "\(doctor.steps)")
    #expect(doctor.steps.map(\.name) == ["start", "hello", "echo", "evaluate", "bye", "end"])
  }

  @Test func exit() throws {
    let found = try #require(
      try Hostile.breakdown(Hostile.command(evaluate: "print('over', file=sys.stderr); sys.exit(3)")))
    #expect(found.fault == .exited(code: 3))
    #expect(found.standardError == "over\n")
  }

  @Test func aSignal() throws {
    let found = try Hostile.breakdown(Hostile.command(evaluate: "os.kill(os.getpid(), signal.SIGSEGV)"))
    #expect(found?.fault == .signalled(11))
  }

  @Test func silence() throws {
    let found = try Hostile.breakdown(Hostile.command(evaluate: "time.sleep(60)"))
    #expect(found?.fault == .timedOut(question: "evaluate", after: .seconds(1)))
  }

  @Test func aClosedOutput() throws {
    let found = try Hostile.breakdown(Hostile.command(evaluate: "os.close(1); time.sleep(60)"))
    #expect(found?.fault == .closedOutput)
  }

  @Test(arguments: ["print('Epoch 1', flush=True)", "print('[1, 2]', flush=True)", "print('{\"seq\": 2', flush=True)"])
  func noJSON(_ line: String) throws {
    let found = try #require(try Hostile.breakdown(Hostile.command(evaluate: line)))
    guard case .notJSON = found.fault else {
      Issue.record("\(found.fault)")
      return
    }
  }

  @Test func anAnswerOutOfTurn() throws {
    let found = try Hostile.breakdown(Hostile.command(evaluate: "a['seq'] += 1"))
    #expect(found?.fault == .outOfTurn(found: "the number 2", expected: 1))
  }

  @Test func wrongShapes() throws {
    let found = try #require(try Hostile.breakdown(Hostile.command(evaluate: "a['dW'][0] = [[0.0, 0.0]]")))
    guard case .malformed(_, let misfits) = found.fault else {
      Issue.record("\(found.fault)")
      return
    }
    #expect(misfits.map(\.path) == ["/dW/0"])
  }

  /// A gigabyte without a line end costs a megabyte.
  @Test func aLineWithoutEnd() throws {
    let found = try Hostile.breakdown(Hostile.command(evaluate: "[sys.stdout.write('x' * 2**20) for _ in range(1024)]"))
    #expect(found?.fault == .lineTooLong(limit: 1 << 20))
  }

  /// More on standard error than any pipe holds, before the answer.
  @Test func aFloodOfComplaints() throws {
    #expect(try Hostile.breakdown(Hostile.command(evaluate: "sys.stderr.write('x' * 2**22)")) == nil)
  }

  /// NaN is an answer, however a language writes it.
  @Test(arguments: ["float('nan')", "'nan'", "None"]) func notANumber(_ text: String) throws {
    let worker = try Worker(
      Hostile.command(evaluate: "a['cost'] = \(text); a['dX'] = [['inf'], ['-inf'], [0.0]]"), Hostile.limits)
    var implementation = try worker.factory.make()
    let answer = try implementation.evaluate(Hostile.problem)
    #expect(answer.cost.isNaN && answer.gradient.inputs.elements == [.infinity, -.infinity, 0])
  }

  @Test func itsOwnError() throws {
    let found = try Hostile.breakdown(
      Hostile.command(evaluate: "a = {'seq': q['seq'], 'status': 'error', 'message': 'no idea'}"))
    #expect(found?.fault == .reported(message: "no idea"))
  }

  @Test func aSkippedQuestionIsUnsupported() throws {
    let worker = try Worker(
      Hostile.command(evaluate: "a = {'seq': q['seq'], 'status': 'skip', 'reason': 'too wide'}"), Hostile.limits)
    var implementation = try worker.factory.make()
    #expect(throws: Unsupported("too wide")) { _ = try implementation.evaluate(Hostile.problem) }
    #expect(worker.breakdowns.isEmpty)
  }

  /// What a worker started dies with it.
  @Test func childrenAreKilled() async throws {
    let mark = "nnverify-child-\(UUID().uuidString)"
    let child = "subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(300)', '\(mark)'])"
    #expect(try Hostile.breakdown(Hostile.command(start: child, evaluate: "time.sleep(60)")) != nil)
    // The system takes a moment to end them.
    for _ in 0..<100 where Self.isRunning(mark) { try await Task.sleep(for: .milliseconds(20)) }
    #expect(!Self.isRunning(mark))
  }

  private static func isRunning(_ mark: String) -> Bool {
    let processes = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
    return processes.contains { process in
      guard let line = try? String(contentsOfFile: "/proc/\(process)/cmdline", encoding: .utf8) else { return false }
      return line.hasSuffix("\(mark)\0")
    }
  }

  /// After a few breakdowns nothing is asked any more.
  @Test func itIsGivenUp() throws {
    let worker = try Worker(Hostile.command(evaluate: "sys.exit(1)"), Hostile.limits)
    var implementation = try worker.factory.make()
    for _ in 0..<3 { #expect(throws: Unanswered.self) { _ = try implementation.evaluate(Hostile.problem) } }
    #expect(worker.isGivenUp)
    #expect(throws: Unsupported.self) { _ = try implementation.evaluate(Hostile.problem) }
    #expect(worker.breakdowns.count == 3)
  }

  /// Every thread of the runtime waits for a worker at the same time.
  @Test func manyAtOnce() async throws {
    let worker = try Worker(Hostile.command(evaluate: "time.sleep(0.05)"), Hostile.limits)
    let count = 4 * ProcessInfo.processInfo.activeProcessorCount
    let answered = try await withThrowingTaskGroup(of: Int.self) { group in
      for _ in 0..<count {
        group.addTask {
          var implementation = try worker.factory.make()
          _ = try implementation.evaluate(Hostile.problem)
          return 1
        }
      }
      return try await group.reduce(0, +)
    }
    #expect(answered == count)
  }
}
