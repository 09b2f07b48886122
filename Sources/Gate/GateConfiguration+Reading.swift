public import Fixtures
import Verification

extension GateConfiguration {
  /// The file that is read where none is named.
  public static let customaryPath = "nnverify.yml"
  /// More than anybody writes by hand.
  static let mostBytes = 1 << 20

  /// Reads a configuration. Paths in it are relative to the folder of the file.
  ///
  /// - Parameter profile: takes the place of the file's.
  /// - Throws: ``CaseFileError`` that names the key.
  public init(path: String, profile: GateProfile? = nil) throws(CaseFileError) {
    let bytes = try WholeFile.read(path, limit: Self.mostBytes)
    let slash = path.lastIndex(of: "/")
    try self.init(
      ConfigurationTable(file: path, text: Self.text(bytes, file: path)), profile,
      folder: slash.map { String(path[...$0]) } ?? "")
  }

  static func text(_ bytes: [UInt8], file: String) throws(CaseFileError) -> String {
    guard let text = String(validating: bytes, as: UTF8.self), !bytes.contains(0) else {
      throw CaseFileError(
        kind: .malformed, file: file,
        faults: [
          Fault(path: "", found: "bytes that are not UTF-8", expected: "YAML in UTF-8", advice: "save it as UTF-8")
        ])
    }
    return text
  }

  init(_ table: ConfigurationTable, _ chosen: GateProfile?, folder: String) throws(CaseFileError) {
    try table.expectKeys([
      "profile", "against", "implementations", "jobs", "workers", "hello-timeout", "evaluate-timeout",
      "expected-failures", "failures", "fixtures", "check", "mutants", "output",
    ])
    func below(_ path: String?) -> String? { path.map { $0.hasPrefix("/") ? $0 : folder + $0 } }
    let stated = try table.word("profile", GateProfile.self)
    self = (chosen ?? stated ?? .standard).configuration
    against = try table.strings("against") ?? []
    implementations = try table.strings("implementations") ?? []
    jobs = try table.integer("jobs", 1...1024)
    workers = try table.integer("workers", 1...1024)
    helloTimeout = try table.string("hello-timeout")
    evaluateTimeout = try table.string("evaluate-timeout")
    expectedFailures = below(try table.string("expected-failures"))
    failures = below(try table.string("failures"))
    try fixtures.read(table.table("fixtures"), below)
    try check.read(table.table("check"), below)
    try mutants.read(table.table("mutants"))
    try output.read(table.table("output"), below)
  }
}

extension GateConfiguration.Fixtures {
  mutating func read(_ table: ConfigurationTable, _ below: (String?) -> String?) throws(CaseFileError) {
    try table.expectKeys(["run", "folder"])
    runs = try table.flag("run") ?? runs
    folder = below(try table.string("folder")) ?? below(folder) ?? folder
  }
}

extension GateConfiguration.Check {
  mutating func read(_ table: ConfigurationTable, _ below: (String?) -> String?) throws(CaseFileError) {
    try table.expectKeys([
      "run", "seed", "problems", "regimes", "max-depth", "max-width", "max-cases", "entries", "min-decided",
      "max-failures", "cases", "shrink",
    ])
    runs = try table.flag("run") ?? runs
    seed = try table.seed("seed") ?? seed
    problems = try table.integer("problems", 0...1_000_000_000_000) ?? problems
    regimes = try table.words("regimes", Regime.self) ?? regimes
    maxDepth = try table.integer("max-depth", 1...GeneratorOptions.depthLimit)
    maxWidth = try table.integer("max-width", 1...GeneratorOptions.widthLimit)
    maxCases = try table.integer("max-cases", 1...GeneratorOptions.caseLimit)
    entries = try table.integer("entries", 1...1_000_000_000) ?? entries
    minimumDecided = try table.share("min-decided")
    maxFailures = try table.integer("max-failures", 1...10_000) ?? maxFailures
    cases = (try table.strings("cases") ?? []).compactMap { below($0) }
    shrinks = try table.flag("shrink") ?? shrinks
  }
}

extension GateConfiguration.Mutants {
  mutating func read(_ table: ConfigurationTable) throws(CaseFileError) {
    try table.expectKeys(["run", "seed", "settle"])
    runs = try table.flag("run") ?? runs
    seed = try table.seed("seed") ?? seed
    settle = try table.integer("settle", 1...5000) ?? settle
  }
}

extension GateConfiguration.Output {
  mutating func read(_ table: ConfigurationTable, _ below: (String?) -> String?) throws(CaseFileError) {
    try table.expectKeys(["json", "junit", "html", "markdown", "github"])
    json = below(try table.string("json"))
    junit = below(try table.string("junit"))
    html = below(try table.string("html"))
    markdown = below(try table.string("markdown"))
    github = try table.flag("github")
  }
}
