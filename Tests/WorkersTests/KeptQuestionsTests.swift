import Foundation
import GradientVerification
import Testing
import Workers

/// Every question lies in a file before it is sent, and is gone when it was answered.
@Suite(.enabled(if: Hostile.isPythonInstalled)) struct KeptQuestionsTests {
  @Test func theQuestionThatIsBeingAnsweredIsThere() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("nnverify-\(UUID().uuidString)").path
    defer { try? FileManager.default.removeItem(atPath: folder) }
    // The worker looks into the folder itself, and tells in the cost how many lines it found, and in dX whether the last is its question.
    let command = Hostile.command(
      evaluate: "files = os.listdir('\(folder)'); lines = open('\(folder)/' + files[0]).read().splitlines(); "
        + "a['cost'] = float(len(files) * 100 + len(lines)); "
        + "a['outputs'] = [[float(json.loads(lines[-1]) == q)], [float(json.loads(lines[0])['cmd'] == 'hello')]]")
    let kept = KeptQuestions(folder: folder) { Issue.record("\($0)") }
    guard case .network(let worker) = try StartedWorker(command, Hostile.limits, keeping: kept) else {
      Issue.record("it says that it is a function")
      return
    }
    do {
      var implementation = try worker.factory.make()
      for _ in 0..<3 {
        let answer = try implementation.evaluate(Hostile.problem)
        #expect(answer.cost == 102)
        #expect(answer.outputs.elements == [1, 1])
      }
    }
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder).isEmpty)
    #expect(worker.breakdowns.isEmpty)
  }

  @Test func aFolderThatCannotBeIsComplainedOfOnce() throws {
    let complaints = Complaints()
    let kept = KeptQuestions(folder: "/dev/null/asked") { complaints.add($0) }
    guard case .network(let worker) = try StartedWorker(Hostile.command(), Hostile.limits, keeping: kept) else {
      return
    }
    for _ in 0..<2 {
      var implementation = try worker.factory.make()
      #expect(throws: Never.self) { try implementation.evaluate(Hostile.problem) }
    }
    #expect(complaints.count == 1)
  }

  private final class Complaints: @unchecked Sendable {
    private let lock = NSLock()
    private var list: [String] = []
    func add(_ text: String) { lock.withLock { list.append(text) } }
    var count: Int { lock.withLock { list.count } }
  }
}
