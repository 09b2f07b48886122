import Foundation
import Networks
import Testing

@testable import Fixtures

/// Failures on disk: content-addressed, one folder for each implementation, and never in the way.
@Suite struct FailureStoreTests {
  let folder = NSTemporaryDirectory() + "nnverify-store-\(UUID().uuidString)"
  var store: FailureStore { FailureStore(folder: folder) }

  func failure(_ weight: Double, history: Int = 0) -> StoredCase {
    let problem = Problem(
      network: Network(layers: [
        Layer(weights: Grid(rows: 1, columns: 1, elements: [weight]), biases: [0], activation: .tanh)
      ]), inputs: Grid(rows: 1, columns: 1, elements: [1.0]), targets: Grid(rows: 1, columns: 1, elements: [0.0]),
      loss: .squaredError, reduction: .sum)
    return StoredCase(
      id: "failure", comment: "a failure", history: Array(repeating: problem, count: history), problem: problem)
  }

  @Test func keepsEachFailureOnceAndForgets() throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let first = try store.save(failure(1), of: "mutant:x")
    #expect(try store.save(failure(1), of: "mutant:x") == first)
    #expect(try store.save(failure(2), of: "mutant:x") != first)
    #expect(try store.save(failure(1, history: 2), of: "mutant:x") != first)
    let (cases, damaged) = store.failures(of: "mutant:x")
    #expect(cases.count == 3 && damaged.isEmpty)
    #expect(cases.contains { $0.stored.history.count == 2 })
    #expect(store.failures(of: "another").cases.isEmpty)
    store.forget(first)
    #expect(store.failures(of: "mutant:x").cases.count == 2)
  }

  @Test func aDamagedFileIsSaidAndSkipped() throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let path = try store.save(failure(1), of: "x")
    _ = try store.save(failure(2), of: "x")
    try Data("{ \"format\": ".utf8).write(to: URL(fileURLWithPath: path))
    let (cases, damaged) = store.failures(of: "x")
    #expect(cases.count == 1 && damaged.count == 1)
  }

  @Test func aFolderThatCannotBeMadeIsAnError() throws {
    try Data().write(to: URL(fileURLWithPath: folder))
    defer { try? FileManager.default.removeItem(atPath: folder) }
    #expect(throws: CaseFileError.self) { try store.save(failure(1), of: "x") }
    #expect(store.failures(of: "x").cases.isEmpty)
  }

  @Test func namesOfImplementationsBecomeFolders() throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let path = try store.save(failure(1), of: "../../etc/ö:x")
    #expect(path.hasPrefix(folder + "/"))
    #expect(!path.dropFirst(folder.count).contains("/../"))
  }
}
