import Networks
import Suite
import Testing

/// What has been published stays: these numbers change only where problems are added.
struct PermanenceTests {
  @Test(
    arguments: [
      (SuiteGroup.dense, 544, 18_104_762_660_521_335_621), (.edge, 120, 8_704_095_918_484_758_358),
      (.laws, 80, 4_707_864_025_159_086_850),
    ]
      as [(SuiteGroup, Int, UInt64)])
  func fingerprints(_ group: SuiteGroup, _ count: Int, _ fingerprint: UInt64) {
    let problems = NumbersTests.all.filter { $0.group == group }
    #expect(problems.count == count)
    var hash = Fingerprint()
    for one in problems { hash.add(one) }
    let value = hash.value
    #expect(value == fingerprint)
  }

  /// Every stored case is small enough to be looked at: about 45 bytes for a number of the problem, 60 for one of the answer.
  @Test func sizes() {
    for group in [Suite.dense, Suite.edge, Suite.laws] {
      let bytes = group.map { 45 * $0.problem.numbers.count + 60 * $0.problem.answerCount }
      #expect(bytes.reduce(0, +) <= 12_000 * bytes.count)
      #expect(bytes.allSatisfy { $0 <= 24_000 })
    }
    #expect(Suite.dense.allSatisfy { $0.problem.network.parameterCount <= 24 })
  }

  /// A problem whose weights all have a gradient of 0 shows little.
  @Test func nearlyAllHaveAGradient() {
    let silent = Suite.dense.filter { $0.problem.hasNoWeightGradient }
    #expect(silent.count * 50 <= Suite.dense.count, "\(silent.map(\.slug))")
  }
}

/// FNV-1a over everything that is permanent: slugs and problems, bit by bit. Comments and flags may be bettered.
private struct Fingerprint {
  private(set) var value: UInt64 = 0xcbf2_9ce4_8422_2325

  private mutating func add(_ byte: UInt8) { value = (value ^ UInt64(byte)) &* 0x100_0000_01b3 }

  private mutating func add(_ text: String) {
    for byte in text.utf8 { add(byte) }
    add(0)
  }

  private mutating func add(_ numbers: [Double]) {
    for number in numbers {
      for shift in stride(from: 0, to: 64, by: 8) { add(UInt8(truncatingIfNeeded: number.bitPattern >> UInt64(shift))) }
    }
    add(0)
  }

  mutating func add(_ one: SuiteProblem) {
    let problem = one.problem
    add("\(one.slug) \(problem.network.widths) \(problem.caseCount) \(problem.loss) \(problem.reduction)")
    for layer in problem.network.layers {
      add(layer.activation.name)
      add(layer.weights.elements + layer.biases + [layer.activation.alpha ?? 0])
    }
    add(problem.inputs.elements + problem.targets.elements)
  }
}
