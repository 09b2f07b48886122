import Mutants
import Testing

@Suite struct ListTests {
  @Test func everyRowIsThere() {
    #expect(Set(Mutant.all.map(\.number)) == Set(1...71))
    // Row 61 has three mutants, every other row one.
    #expect(Mutant.all.filter { $0.number == 61 }.count == 3)
    #expect(Mutant.all.count == 73)
  }

  @Test func namesAreUniqueAndSayWhatTheyAre() {
    #expect(Set(Mutant.all.map(\.name)).count == Mutant.all.count)
    for mutant in Mutant.all {
      #expect(mutant.name.allSatisfy { $0.isASCII && ($0.isLowercase || $0.isNumber || $0 == "-") }, "\(mutant.name)")
      #expect(mutant.factory.name == "mutant:\(mutant.name)")
      #expect(mutant.bug.hasSuffix(".") && !mutant.showsWhen.isEmpty)
      #expect(!mutant.expected.equations.isEmpty)
      #expect(mutant.name.hasPrefix("slip-") == (mutant.number > 63))
    }
  }
}
