import Networks
import Testing

@testable import Verification

@Suite struct RealDataTests {
  @Test func tablesHaveTheirPublishedSizes() {
    #expect(RealData.iris.raw.shape == "150 × 4")
    #expect(RealData.breastCancer.raw.shape == "569 × 30")
    #expect(RealData.digits.raw.shape == "500 × 64")
    #expect((0..<3).map { kind in RealData.iris.classes.filter { $0 == kind }.count } == [50, 50, 50])
    #expect((0..<2).map { kind in RealData.breastCancer.classes.filter { $0 == kind }.count } == [212, 357])
    #expect(RealData.digits.classCount == 10)
  }

  /// The standard library reads the same text by another way.
  @Test func everyNumberIsCorrectlyRounded() {
    let tables = [
      (RealData.iris, PackageResources.iris_csv), (RealData.breastCancer, PackageResources.breast_cancer_wisconsin_csv),
      (RealData.digits, PackageResources.digits_8x8_first500_csv),
    ]
    for (table, bytes) in tables {
      let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n").dropFirst()
      let numbers = lines.flatMap { $0.split(separator: ",").dropLast().map { Double($0) } }
      #expect(numbers == table.raw.elements.map(Optional.init))
    }
  }

  @Test func standardisedColumnsHaveMean0AndVariance1() {
    for table in [RealData.iris, .breastCancer, .digits] {
      for column in 0..<table.raw.columns {
        let values = (0..<table.raw.rows).map { table.standardized[$0, column] }
        let count = Double(values.count)
        let isConstant = (0..<table.raw.rows).allSatisfy { table.raw[$0, column] == table.raw[0, column] }
        #expect(abs(values.reduce(0, +) / count) <= 1e-12)
        #expect(abs(values.reduce(0) { $0 + $1 * $1 } / count - (isConstant ? 0 : 1)) <= 1e-12)
        #expect((0..<table.raw.rows).allSatisfy { table.raw[$0, column] <= table.scales[column] })
      }
    }
  }

  /// Every column of inputs is part of a row of a table, in one of its forms, and every target one-hot.
  @Test func problemsHoldRowsOfTheTables() throws {
    let generator = try ProblemGenerator.of(.real)
    var (raw, saturated, standardized) = (0, 0, 0)
    for index in 0..<600 {
      let generated = generator.problem(index)
      let problem = generated.problem
      if problem.loss == .categoricalCrossEntropy {
        for column in 0..<problem.caseCount {
          #expect((0..<problem.targets.rows).reduce(0) { $0 + problem.targets[$1, column] } == 1)
        }
      } else {
        #expect(problem.targets.rows == 1)
      }
      if generated.features.contains(.rawData) { raw += 1 } else { standardized += 1 }
      let z = preactivations(of: problem)[0]
      if z.elements.contains(where: { abs($0) > 20 }) { saturated += 1 }
    }
    #expect(raw > 200 && standardized > 200)
    // Raw measurements up to 4254 on unscaled weights saturate; most problems must not.
    #expect((15...150).contains(saturated))
  }

  /// With all four columns of iris, one problem's inputs identify the rows they came from.
  @Test func irisInputsComeWithTheirOwnSpecies() throws {
    let generator = try ProblemGenerator.of(.real)
    var found = 0
    for index in 0..<600 {
      let problem = generator.problem(index).problem
      guard problem.inputs.rows == 4, problem.targets.rows == 3 else { continue }
      for column in 0..<problem.caseCount {
        let case4 = (0..<4).map { problem.inputs[$0, column] }
        let species = (0..<3).first { problem.targets[$0, column] == 1 }
        let rows = (0..<150).filter { row in
          case4 == (0..<4).map { RealData.iris.raw[row, $0] }
            || case4 == (0..<4).map { RealData.iris.standardized[row, $0] }
        }
        #expect(rows.contains { RealData.iris.classes[$0] == species })
        found += 1
      }
    }
    #expect(found > 100)
  }
}
