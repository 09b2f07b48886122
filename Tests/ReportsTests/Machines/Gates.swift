@testable import Reports

extension GateDocument {
  /// A gate with what a test is about.
  static func of(
    _ items: [ItemRow], stages: [StageRow] = [], outcome: Outcome? = nil, exitCode: Int? = nil,
    omitted: [String] = [], against: [String: String] = [:]
  ) -> GateDocument {
    let isFailed = items.contains { $0.status == .failed }
    return GateDocument(
      command: "gate", profile: "quick", outcome: outcome ?? (isFailed ? .failed : .passed),
      exitCode: exitCode ?? (isFailed ? 1 : 0), versions: ["nnverify": "1.0", "GSL": "2.8"],
      implementations: ["vectorized-dZ"], against: against, omitted: omitted, stages: stages, items: items,
      check: nil, mutants: nil, stepSizes: nil, seconds: 41.5)
  }

  /// Some of everything.
  static let mixed = of(
    [
      .of("fixtures/mazur-2015", .passed),
      .of("fixtures/iris", .skipped, message: "no gelu"),
      .of("check/vectorized-dZ/gradients", .failed, kind: "dW[2], BP4, transposed", message: "dW[2][0][1] departs"),
      .of("check/vectorized-dZ/values", .passed),
      .of("check/mine/dual", .failed, kind: "δ[1], BP2", message: "δ[1][0][0] departs"),
      .of("expected failures/conv", .expectedFailure, reason: "issue 12"),
    ],
    stages: [
      .of("fixtures", .passed), .of("check", .failed, summary: "DISAGREEMENT: 2 problems fail"),
      .of("mutants", .passed), .of("expected failures", .passed),
    ],
    omitted: ["regime tiny: binary32"], against: ["mine": "python3 worker.py"])

  static let green = of([.of("check/a/values", .passed)], stages: [.of("check", .passed)])

  static let all = [mixed, green] + unhappy

  /// One of each outcome, no item failing, with its exit code.
  static let unhappy: [GateDocument] = [
    (Outcome.failed, 1), (.brokenWorker, 69), (.oraclesDisagree, 70), (.malformed, 65), (.interrupted, 130),
    (.undecided, 2),
  ].flatMap { outcome, code in
    let item = ItemRow.of("check/a/values", .passed)
    return [
      of([item], stages: [.of("check", outcome)], outcome: outcome, exitCode: code),
      of([item], stages: [.of("check", .passed)], outcome: outcome, exitCode: code),
      of([], outcome: outcome, exitCode: code),
      of([item], stages: [.of("check", .passed)], outcome: .passed, exitCode: code),
    ]
  }
}

extension GateDocument.ItemRow {
  static func of(
    _ id: String, _ status: GateDocument.Status, kind: String? = nil, message: String? = nil, reason: String? = nil
  ) -> Self {
    Self(
      id: id, stage: id.split(separator: "/").first.map(String.init) ?? "", status: status, kind: kind,
      message: message, text: status == .failed ? ["FAIL  1:42:17", "  observed 1.0  expected 2.0"] : [],
      replay: status == .failed ? "nnverify replay 1:42:17 --implementation vectorized-dZ" : nil, reason: reason)
  }

  /// A failure all of whose texts are this one.
  static func hostile(_ text: String) -> Self {
    Self(
      id: "check/\(text)", stage: "check", status: .failed, kind: text, message: text, text: [text, text], replay: text,
      reason: text)
  }
}

extension GateDocument.StageRow {
  static func of(_ stage: String, _ outcome: GateDocument.Outcome, summary: String = "AGREEMENT") -> Self {
    Self(
      stage: stage, outcome: outcome, summary: summary, passed: 1, failed: 0, skipped: 0, expectedFailures: 0,
      seconds: 1.5)
  }
}

/// What a worker might write to spoil a report. Tests are named by the index: their own log may be read by a runner, too.
let hostileTexts = [
  // Characters.
  " ", "a\nb", "a\r\nb", "a\rb", "\u{0}", "\u{1B}[2J", "\u{7F}\u{85}\u{9F}", "a\tb", "\u{FFFE}\u{FFFF}\u{1FFFE}",
  "\u{202E}\u{2066}", "e\u{301}", "δ[2] ⊙ 🏳️‍🌈", "\u{10FFFF}",
  // XML and HTML.
  "]]>", "]]>]]&gt;<![CDATA[", "<!-- -->", "<!--", "</failure></testcase>", "<script>alert(1)</script>", "<details>",
  "</details>", "&amp;&lt;&#0;", "\"'",
  // Workflow commands.
  "::error::x", "\n::error::x", "\r::error::x", "\u{2028}::error::x", "x\n  ::set-output name=a::b", "##[error]x",
  "%0A::error::x", "%25%0D", "a:b,c=d", "::stop-commands::x",
  // Markdown.
  "|", "a|b\\|c", "|\u{301}|", "\\", "`", "``", "` `` ```", "`\u{301}", "\n```\n# x", "~~~", "$`x`$", "# x", "- x",
  "1. x", "---", "===", "| a |\n|---|", "![x](http://example.org)", "[x]: y", "*x* _y_ ~z~",
  "@someone #1 www.example.org a@example.org",
  String(repeating: "`", count: 300), String(repeating: "`", count: 3000),
]
