import Fixtures
import Foundation
import Suite
import Testing

struct FlagTests {
  private static let all = Suite.dense + Suite.edge + Suite.laws

  @Test func idsAreUniqueAndPlain() {
    #expect(Set(BugFlag.all.map(\.id)).count == BugFlag.all.count)
    for flag in BugFlag.all {
      #expect(SuiteProblem.isSlug(flag.id) && BugFlag(id: flag.id) == flag)
      #expect(flag.effect.hasSuffix(".") && !flag.links.isEmpty, "\(flag)")
    }
    #expect(BugFlag.all == BugFlag.all.sorted())
    #expect(BugFlag(id: "no-such-flag") == nil)
  }

  /// A flag that no case has says that the suite looks for a bug that it does not look for.
  @Test func everyFlagIsRaised() throws {
    let raised = Set(Self.all.flatMap(\.flags)).union(try kept().flatMap(\.flags).compactMap { BugFlag(id: $0) })
    for flag in BugFlag.all where !raised.contains(flag) { Issue.record("\(flag) is raised by no case") }
  }

  /// The regressions as they are stored: what a program remembers shows after other calls only, and no made case has those.
  private func kept() throws -> [StoredCase] {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent(
      "../../fixtures/regressions")
    return try CaseFolder.paths(under: [folder.path]).map { try StoredCase.read(path: $0) }
  }

  @Test func everyRegressionSaysWhyItIsKept() throws {
    let kept = try kept()
    #expect(kept.count >= 6)
    for one in kept {
      #expect(!one.flags.isEmpty && one.flags.allSatisfy { BugFlag(id: $0) != nil }, "\(one.id)")
      #expect(one.comment.hasSuffix(".") && one.source["from"] != nil, "\(one.id)")
    }
    let remembering = kept.filter { $0.flags.contains { BugFlag(id: $0)?.bugType == .state } }
    #expect(remembering.count >= 4 && remembering.allSatisfy { !$0.history.isEmpty })
  }

  @Test func everyCaseSaysWhatItIsFor() {
    for one in Self.all {
      #expect(!one.flags.isEmpty && one.flags == Array(Set(one.flags)).sorted(), "\(one.slug)")
      #expect(one.comment.hasSuffix(".") && one.comment.count < 400, "\(one.slug)")
      #expect(one.slug.hasPrefix(one.group.rawValue + "-"))
      #expect((one.law != nil) == (one.group == .laws))
    }
  }

  /// Pages of this project exist, and have the section that a link names; all else is an address.
  @Test func linksLead() throws {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("../..")
    for link in Set(BugFlag.all.flatMap(\.links)) where !link.hasPrefix("https://") && !link.hasPrefix("http://") {
      let parts = link.split(separator: "#")
      let text = try String(contentsOf: root.appendingPathComponent(String(parts[0])), encoding: .utf8)
      guard parts.count > 1 else { continue }
      let sections = text.split(separator: "\n").filter { $0.hasPrefix("#") }.map { line in
        line.drop { $0 == "#" || $0 == " " }.lowercased().split(separator: " ").joined(separator: "-")
      }
      #expect(sections.contains(String(parts[1])), "\(link)")
    }
  }
}
