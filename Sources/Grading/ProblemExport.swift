import Fixtures
import Networks
import Suite
public import Verification

/// A folder of generated problems for people who answer by files: problems, a manifest, and a page that says how.
public struct ProblemExport: Sendable {
  public var generator: ProblemGenerator
  public var count: Int
  /// Whether every problem is also written as .npz.
  public var writesArrays: Bool
  /// Of nnverify, for the manifest.
  public var version: String

  public init(generator: ProblemGenerator, count: Int, writesArrays: Bool, version: String) {
    (self.generator, self.count) = (generator, count)
    (self.writesArrays, self.version) = (writesArrays, version)
  }

  /// Problems of a folder fit a case file: at most so many weights and biases × cases.
  public static let mostWork = 1 << 17

  /// Too few problems that could be judged.
  public struct Undecided: Error, CustomStringConvertible {
    public var found: Int
    public var count: Int

    public var description: String {
      "only \(found) of \(count) problems were found to which a right answer can be told from a wrong one; "
        + "choose other regimes or wider networks"
    }
  }

  /// The first problems of the seed that can be judged.
  ///
  /// - Throws: ``Undecided`` where of a hundred drawn hardly one can be.
  private func chosen(_ oracles: Oracles) throws -> [GeneratedProblem] {
    var chosen: [GeneratedProblem] = []
    for index in 0..<(100 * count) where chosen.count < count {
      let generated = generator.problem(index)
      if try oracles.decide(generated.problem, in: generator.options.precision) { chosen.append(generated) }
    }
    guard chosen.count == count else { throw Undecided(found: chosen.count, count: count) }
    return chosen
  }

  /// Every file by its path below the folder; the same bytes for equal exports.
  ///
  /// - Parameter oracles: by which answers will be judged.
  public func files(_ oracles: Oracles) throws -> [String: [UInt8]] {
    var files: [String: [UInt8]] = [:]
    var entries: [ExportManifest.Entry] = []
    for (index, generated) in try chosen(oracles).enumerated() {
      let name = Self.name(index, of: count)
      let stored = StoredCase(
        id: name,
        source: [
          "generator": "nnverify \(version), generator version \(ProblemGenerator.version)",
          "problem": "\(generated.index) of seed \(generator.seed)",
        ],
        problem: generated.problem)
      let json = Array(stored.text.utf8)
      let npz = writesArrays ? try stored.problemNPZ() : nil
      files["problems/\(name).json"] = json
      files["problems/\(name).npz"] = npz
      entries.append(
        ExportManifest.Entry(
          name: name, regime: generated.regime.rawValue, network: Self.summary(generated.problem),
          json: Identity.sha256(json), npz: npz.map(Identity.sha256)))
    }
    let options = generator.options
    let manifest = ExportManifest(
      format: ExportManifest.format, nnverify: version, generator: ProblemGenerator.version,
      seed: String(generator.seed), precision: options.precision.rawValue,
      options: [
        "activations": options.activations.map(\.name).joined(separator: ", "),
        "losses": options.losses.map(\.rawValue).joined(separator: ", "),
        "reductions": options.reductions.map(\.rawValue).joined(separator: ", "),
        "regimes": options.regimes.map(\.rawValue).joined(separator: ", "), "max_depth": "\(options.maxDepth)",
        "max_width": "\(options.maxWidth)", "max_cases": "\(options.maxCases)",
      ], conventions: ExportManifest.conventions, problems: entries)
    files[ExportManifest.name] = try manifest.text
    files["README.md"] = Array(
      ExportGuide.text(count: count, precision: options.precision, hasArrays: writesArrays, name: entries[0].name).utf8)
    return files
  }

  /// "p001" of a hundred: in the order of the alphabet they are in their own.
  static func name(_ index: Int, of count: Int) -> String {
    let (number, width) = (String(index + 1), max(String(count).count, 2))
    return "p" + String(repeating: "0", count: width - number.count) + number
  }

  /// "3-4-2, 4 cases, tanh, softmax, …": short enough for a table.
  static func summary(_ problem: Problem<Double>) -> String {
    let widths = problem.network.widths.map(String.init).joined(separator: "-")
    let activations = problem.network.layers.map(\.activation.name).joined(separator: ", ")
    return
      "\(widths), m = \(problem.caseCount), \(activations), \(problem.loss.rawValue), \(problem.reduction.rawValue)"
  }
}
