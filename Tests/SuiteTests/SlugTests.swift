import Suite
import Testing

struct SlugTests {
  private var all: [SuiteProblem] { Suite.dense + Suite.edge + Suite.laws }

  @Test func slugsAreUniqueAndPlain() {
    #expect(Set(all.map(\.slug)).count == all.count)
    #expect(all.allSatisfy { SuiteProblem.isSlug($0.slug) })
    for text in ["", "-a", "A", "a_b", "a b", "ä", String(repeating: "a", count: 81)] {
      #expect(!SuiteProblem.isSlug(text), "\(text)")
    }
  }
}
