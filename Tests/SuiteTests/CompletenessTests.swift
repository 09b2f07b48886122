#if Arb
  import Fixtures
  import Foundation
  import Testing

  @testable import Suite

  /// A set that lacks a case, or has one too many, is refused although its manifest fits.
  struct CompletenessTests {
    /// What an inspection says of the whole set, when it was written with some problems and shall consist of others.
    private func remarks(
      written: [SuiteProblem], made: [SuiteProblem], spoil: (String) throws -> Void = { _ in }
    ) async throws -> [FixtureDeparture] {
      let (tests, folder) = (RegenerationTests(), try RegenerationTests.Folder())
      try await tests.write(folder, written)
      try spoil(folder.path)
      return Inspection(of: try FixtureFolder(reading: folder.path), made: made).departures.filter {
        $0.aspect == "set"
      }
    }

    private let a = RegenerationTests.made("a")
    private let b = RegenerationTests.made("b")

    private func id(_ made: SuiteProblem) -> String { StoredCase(made).id }

    @Test func aWholeSet() async throws {
      #expect(try await remarks(written: [a, b], made: [b, a]) == [])
    }

    @Test func aMissingCase() async throws {
      let found = try await remarks(written: [a], made: [a, b])
      #expect(found.map(\.subject) == ["edge"])
      #expect(found.allSatisfy { $0.message.hasPrefix("lacks 1 case: \(id(b));") }, "\(found)")
    }

    @Test func aCaseTooMany() async throws {
      let found = try await remarks(written: [a, b], made: [a])
      #expect(found.map(\.subject) == ["edge"])
      #expect(found.allSatisfy { $0.message.hasPrefix("has 1 case: \(id(b)),") }, "\(found)")
    }

    /// Its own name fits what it asks, but that is not what the suite asks under this name.
    @Test func anotherProblemOfTheSameName() async throws {
      let other = RegenerationTests.made("a", weight: 0.75)
      let found = try await remarks(written: [other], made: [a])
      #expect(found.count == 2 && found[0].message.contains(id(a)) && found[1].message.contains(id(other)), "\(found)")
    }

    /// A made case in the folder of another group is missing from its own; what people add elsewhere is their business.
    @Test func otherGroups() async throws {
      var (misplaced, law) = (a, b)
      misplaced.group = .dense
      law.group = .laws
      let found = try await remarks(written: [misplaced, law], made: [a, law])
      #expect(found.map(\.subject) == ["dense", "edge"], "\(found)")
      let added = try await remarks(written: [a], made: [a]) { path in
        try FileManager.default.createDirectory(atPath: path + "/regressions", withIntermediateDirectories: true)
        try FileManager.default.copyItem(atPath: path + "/edge/a.json", toPath: path + "/regressions/c.json")
      }
      #expect(added == [])
    }

    /// What cannot be read is told as such, and is not missing.
    @Test func anUnreadableCase() async throws {
      let found = try await remarks(written: [a, b], made: [a, b]) { path in
        try "{".write(toFile: path + "/edge/a.json", atomically: true, encoding: .utf8)
        try FileManager.default.removeItem(atPath: path + "/edge/b.json")
        try FileManager.default.createSymbolicLink(atPath: path + "/edge/b.json", withDestinationPath: "/etc/passwd")
      }
      #expect(found == [])
    }

    /// Twenty are named, and the rest counted.
    @Test func manyMissingCases() async throws {
      let many = (10..<40).map { RegenerationTests.made("case-\($0)") }
      let found = try await remarks(written: [a], made: many + [a])
      #expect(found.count == 1)
      let message = found.first?.message ?? ""
      #expect(message.contains("lacks 30 cases: case-10-") && message.contains("case-29-"), "\(message)")
      #expect(!message.contains("case-30-") && message.contains(" and 10 more;"), "\(message)")
    }
  }
#endif
