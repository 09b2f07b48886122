import Networks
import Testing

@testable import Verification

@Suite struct GeneratorDeterminismTests {
  /// These numbers change with every change of what is generated. Such a change must be meant, and
  /// `ProblemGenerator.version` must increase with it.
  @Test func goldenFingerprints() throws {
    #expect(ProblemGenerator.version == 1)
    let everything = try GeneratorOptions(regimes: Regime.allCases)
    #expect(fingerprint(ProblemGenerator(seed: 1)) == 2_804_646_956_810_985_353)
    #expect(fingerprint(ProblemGenerator(seed: 2)) == 5_001_595_640_616_072_584)
    #expect(fingerprint(ProblemGenerator(seed: 1, options: everything)) == 5_210_134_549_282_767_830)
  }

  private func fingerprint(_ generator: ProblemGenerator) -> UInt64 {
    var fingerprint = Fingerprint()
    for index in 0..<100 { fingerprint.add(generator.problem(index)) }
    return fingerprint.hash
  }

  @Test func orderAndThreadsDoNotMatter() async {
    let generator = ProblemGenerator(seed: 77)
    let forwards = (0..<200).map { generator.problem($0) }
    let backwards = (0..<200).reversed().map { ProblemGenerator(seed: 77).problem($0) }
    #expect(forwards == backwards.reversed())
    let concurrent = await withTaskGroup(of: GeneratedProblem.self) { group in
      for index in 0..<200 { group.addTask { generator.problem(index) } }
      var problems: [GeneratedProblem] = []
      for await problem in group { problems.append(problem) }
      return problems.sorted { $0.index < $1.index }
    }
    #expect(forwards == concurrent)
  }

  @Test func seedsAndIndicesGiveDifferentProblems() {
    let problems = (0..<100).map { ProblemGenerator(seed: 3).problem($0).problem }
    #expect(Set(problems).count == 100)
    #expect(ProblemGenerator(seed: 4).problem(0).problem != problems[0])
  }

  @Test func everyIndexHasAProblem() {
    for index in [Int.min, -1, 0, Int.max] { #expect(ProblemGenerator(seed: .max).problem(index).index == index) }
  }
}
