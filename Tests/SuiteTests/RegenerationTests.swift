#if Arb
  import Fixtures
  import Foundation
  import Networks
  import Testing

  @testable import Suite

  /// A set that regenerates to the byte, changes nothing unasked, and notices every change.
  struct RegenerationTests {
    /// A folder of its own for every test.
    final class Folder {
      let path = FileManager.default.temporaryDirectory.appendingPathComponent("nnverify-\(UUID().uuidString)").path
      init() throws {
        try FileManager.default.createDirectory(atPath: path + "/edge", withIntermediateDirectories: true)
        try "read me\n".write(toFile: path + "/README.md", atomically: true, encoding: .utf8)
        try "hidden\n".write(toFile: path + "/.hidden", atomically: true, encoding: .utf8)
      }
      deinit { try? FileManager.default.removeItem(atPath: path) }
    }

    static func made(_ slug: String, weight: Double = 0.5, _ activation: Activation = .tanh) -> SuiteProblem {
      SuiteProblem(
        group: .edge, slug: slug, comment: "For a test.", flags: [],
        problem: Problem(
          network: Network(layers: [
            Layer(weights: Grid(rows: 1, columns: 1, elements: [weight]), biases: [0.25], activation: activation)
          ]),
          inputs: Grid(rows: 1, columns: 1, elements: [1]), targets: Grid(rows: 1, columns: 1, elements: [0]),
          loss: .squaredError, reduction: .mean))
    }

    func regenerate(_ folder: Folder, _ made: [SuiteProblem], jobs: Int = 1) async throws -> Regeneration {
      let set = try FixtureFolder(reading: folder.path)
      return await Regeneration(of: set, set.cases().cases, made: made, jobs: jobs) { _ in }
    }

    func write(_ folder: Folder, _ made: [SuiteProblem]) async throws {
      try await regenerate(folder, made).write(to: try FixtureFolder(reading: folder.path))
    }

    /// - Parameter made: what the set shall consist of.
    func departures(_ folder: Folder, _ made: [SuiteProblem]) async throws -> [FixtureDeparture] {
      var inspection = Inspection(of: try FixtureFolder(reading: folder.path), made: made)
      await inspection.proveAnew(jobs: 2) { _ in }
      #expect(inspection.malformed == [])
      return inspection.departures
    }

    @Test func writtenOnceIsUpToDate() async throws {
      let folder = try Folder()
      let problems = [Self.made("a"), Self.made("b", weight: 0.1, .relu), Self.made("c", weight: -0.25, .relu)]
      try await write(folder, problems)
      for jobs in [1, 2, 7] {
        let again = try await regenerate(folder, problems.reversed(), jobs: jobs)
        #expect(again.changes == [] && again.unproven.isEmpty)
        #expect(again.isUpToDate(try FixtureFolder(reading: folder.path)))
      }
      #expect(try await departures(folder, problems) == [])
      // What is no case stays, hidden or not.
      #expect(try String(contentsOfFile: folder.path + "/README.md", encoding: .utf8) == "read me\n")
      #expect(try String(contentsOfFile: folder.path + "/.hidden", encoding: .utf8) == "hidden\n")
      // Nothing is left beside it.
      let beside = try FileManager.default.contentsOfDirectory(
        atPath: (folder.path as NSString).deletingLastPathComponent)
      let name = (folder.path as NSString).lastPathComponent
      #expect(!beside.contains { $0.hasPrefix(".\(name)") })
    }

    @Test func changesAreNamed() async throws {
      let folder = try Folder()
      try await write(folder, [Self.made("a"), Self.made("b")])
      let changed = try await regenerate(folder, [Self.made("a", weight: 0.75)])
      #expect(changed.changes.map(\.path) == ["edge/a.json", "edge/b.json"])
      #expect(changed.changes.map(\.kind) == [.problem, .removed])
      #expect(changed.changes[0].isNamed("a") && !changed.changes[0].isNamed("b"))

      // An expected value by one unit in the last place.
      let path = folder.path + "/edge/a.json"
      var stored = try StoredCase.read(path: path)
      stored.proven?.value.cost.negate()
      let above = try #require(stored.proven?.value.gradient.biases[0][0].nextUp)
      stored.proven?.value.gradient.biases[0][0] = above
      try stored.write(to: path)
      let corrected = try await regenerate(folder, [Self.made("a"), Self.made("b")])
      #expect(corrected.changes.map(\.kind) == [.answer])
      #expect(corrected.changes[0].entries.map(\.name) == ["C", "db[1][0]"])
      #expect(corrected.changes[0].entries[1].ulps == 1)
      let found = try await departures(folder, [Self.made("a"), Self.made("b")])
      #expect(found.contains { $0.subject == stored.id && $0.aspect == "proof" && $0.message.contains("1 ulps") })
      #expect(found.contains { $0.subject == stored.id && $0.aspect == "manifest" })

      try "{".write(toFile: path, atomically: true, encoding: .utf8)
      #expect(try await regenerate(folder, [Self.made("a"), Self.made("b")]).changes.map(\.kind) == [.unreadable])
    }

    /// A limit, a flag, a name, a file too many: each is noticed, in a set whose manifest fits.
    @Test func everythingIsInspected() async throws {
      func found(_ aspect: String, copied: Bool = false, _ spoil: (inout StoredCase) -> Void) async throws -> Bool {
        let folder = try Folder()
        try await write(folder, [Self.made("a")])
        let path = folder.path + "/edge/a.json"
        var stored = try StoredCase.read(path: path)
        spoil(&stored)
        try stored.write(to: path)
        if copied { try stored.write(to: folder.path + "/edge/b.json") }
        let set = try FixtureFolder(reading: folder.path)
        try Manifest(of: FixtureFolder.hashed(set.files)).text.write(
          toFile: folder.path + "/" + Manifest.name, atomically: true, encoding: .utf8)
        var inspection = Inspection(of: try FixtureFolder(reading: folder.path), made: [Self.made("a")])
        await inspection.proveAnew(jobs: 2) { _ in }
        let faults = inspection.malformed.filter { $0.kind == .malformed && $0.file.contains("/edge/") }.flatMap(
          \.faults)
        return inspection.departures.contains { $0.aspect == aspect } || faults.contains { "\($0)".hasPrefix(aspect) }
      }
      #expect(try await !found("proof") { _ in })
      #expect(try await found("proof") { $0.proven?.binary64.cost = Limit(exponent: -3) })
      #expect(try await found("proof") { $0.proven?.binary32.cost = Limit(exponent: nil) })
      #expect(try await found("proof") { $0.proven = nil })
      #expect(try await found("/flags/1: found \"no-such-flag\"") { $0.flags = ["width-one", "no-such-flag"] })
      #expect(try await found("provenance") { $0.source["made by"] = nil })
      #expect(try await found("/id: found") { $0.problem.inputs.elements[0] = 2 })
      #expect(try await found("/id: found") { $0.problem.inputs.elements[0] = -0.0 })
      #expect(try await found("/id: found \"b-0123456789abcdef\"; expected \"a-") { $0.id = "b-0123456789abcdef" })
      #expect(
        try await found("/id: found \"\(StoredCase(Self.made("a")).id)\", the id of edge/a.json", copied: true) { _ in }
      )
      #expect(try await found("printed figures") { $0.expected.cost = PrintedNumber("0.5") })
    }

    /// Figures of a step of gradient descent, W = ½, b = ¼: right ones pass, wrong ones do not, whether biases move or not.
    @Test func printedSteps() async throws {
      let folder = try Folder()
      try await write(folder, [Self.made("a", .linear)])
      var stored = try StoredCase.read(path: folder.path + "/edge/a.json")
      // a = ¾ = ∂C/∂W = ∂C/∂b; with η = ½ the step leads to W = ⅛ and, where it moves, b = −⅛.
      let steps: [(moves: Bool, weight: String, bias: String, cost: String, wrong: [String])] = [
        (true, "0.125", "-0.125", "0", []),
        (false, "0.125", "0.250", "0.0703125", []),
        (true, "0.126", "-0.125", "0", ["weights/0/0/0"]),
        (true, "0.125", "-0.124", "0", ["biases_after/0/0"]),
        (false, "0.125", "-0.125", "0.0703", ["biases_after/0/0"]),
        (false, "0.125", "0.25", "0.0704", ["cost"]),
      ]
      for step in steps {
        stored.expected.update = ExpectedUpdate(
          learningRate: 0.5, movesBiases: step.moves,
          weights: [Grid(rows: 1, columns: 1, elements: [PrintedNumber(step.weight)])],
          biases: [[PrintedNumber(step.bias)]], cost: PrintedNumber(step.cost))
        try stored.write(to: folder.path + "/edge/a.json")
        let found = try await departures(folder, [Self.made("a", .linear)]).filter { $0.aspect == "printed figures" }
        let places = found.map { String($0.message.prefix { $0 != " " }) }
        #expect(places == step.wrong.map { "/expected/update/\($0)" }, "\(step) \(found)")
      }
    }

    @Test func filesThatDoNotBelong() async throws {
      let folder = try Folder()
      try await write(folder, [Self.made("a")])
      try "x".write(toFile: folder.path + "/edge/more.txt", atomically: true, encoding: .utf8)
      #expect(try await departures(folder, [Self.made("a")]).map(\.aspect) == ["manifest"])
      try FileManager.default.createSymbolicLink(
        atPath: folder.path + "/edge/link.json", withDestinationPath: "/etc/passwd")
      let set = try FixtureFolder(reading: folder.path)
      #expect(set.faults.count == 1 && set.faults[0].file.hasSuffix("/edge/link.json"))
    }

    /// A case is added with its answer proven, and the set is sound.
    @Test func adding() async throws {
      let folder = try Folder()
      try await write(folder, [Self.made("a")])
      let set = try FixtureFolder(reading: folder.path)
      let given = StoredCase(id: "failure-1", problem: Self.made("x", weight: 3).problem)
      let added = try set.adding(given, slug: "kept", comment: "It once failed.", flags: [], from: "a test")
      try set.replace(by: added.set)
      #expect(try await departures(folder, [Self.made("a")]) == [])
      let stored = try StoredCase.read(path: folder.path + "/regressions/kept.json")
      #expect(stored.id == added.id && stored.id.hasPrefix("kept-") && stored.proven != nil)
      // Regeneration keeps it.
      #expect(try await regenerate(folder, [Self.made("a")]).isUpToDate(try FixtureFolder(reading: folder.path)))
    }
  }
#endif
