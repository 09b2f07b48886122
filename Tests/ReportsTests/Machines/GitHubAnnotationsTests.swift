import Testing

@testable import Reports

@Suite struct GitHubAnnotationsTests {
  @Test func anAnnotationNamesTheItemAndTheCommandThatReplaysIt() {
    let expected =
      "::error title=nnverify%3A check/vectorized-dZ/gradients::dW[2], BP4, transposed: dW[2][0][1] departs"
      + "%0Areplay: nnverify replay 1:42:17 --implementation vectorized-dZ\n"
    #expect(GitHubAnnotations.lines(.mixed).hasPrefix(expected))
  }

  @Test func greenIsSilent() { #expect(GitHubAnnotations.lines(.green) == "") }

  @Test func tooLittleDecidedIsAWarning() {
    let document = GateDocument.of([], stages: [.of("check", .undecided)], outcome: .undecided, exitCode: 2)
    #expect(GitHubAnnotations.lines(document) == "::warning title=nnverify%3A check::undecided: AGREEMENT\n")
  }

  @Test func errorsComeBeforeWarnings() {
    let document = GateDocument.of(
      [.of("fixtures/a", .failed), .of("check/b", .failed)],
      stages: [.of("fixtures", .undecided), .of("check", .failed)], outcome: .failed)
    #expect(GitHubAnnotations.lines(document, limit: 1).hasPrefix("::error title=nnverify%3A check/b::"))
  }

  @Test(arguments: [(8, 8, nil), (9, 9, nil), (10, 9, "1 more"), (10_000, 9, "9,991 more")] as [(Int, Int, String?)])
  func nineAreShownAndTheOthersCounted(_ count: Int, _ shown: Int, _ more: String?) {
    let document = GateDocument.of((0..<count).map { .of("check/\($0)", .failed) })
    let lines = GitHubAnnotations.lines(document).split(separator: "\n")
    #expect(lines.count { $0.hasPrefix("::error ") } == shown)
    #expect(lines.filter { $0.hasPrefix("::notice ") }.map { $0.contains(more ?? "?") } == (more == nil ? [] : [true]))
    #expect(lines.count == shown + (more == nil ? 0 : 1))
  }

  @Test(arguments: hostileTexts.indices) func hostileTextsStayInTheirAnnotation(_ index: Int) throws {
    let text = hostileTexts[index]
    let lines = GitHubAnnotations.lines(.of([.hostile(text)]))
    let commands = Runner().commands(lines)
    let command = try #require(commands.first)
    #expect(commands.count == 1)
    #expect(command.name == "error")
    // Nothing is lost on the way: the runner shows what we meant.
    #expect(command.properties == ["title": PlainText.line("nnverify: check/\(text)", limit: 200).trimmed])
    #expect(command.data.hasSuffix("replay: \(PlainText.line(text, limit: 4000))"))
    #expect(lines.unicodeScalars.allSatisfy { $0 == "\n" || $0.properties.generalCategory != .control })
  }

  @Test func longIdsAreWholeInTheMessage() {
    let id = "check/" + String(repeating: "x", count: 500)
    let lines = GitHubAnnotations.lines(.of([.of(id, .failed)]))
    #expect(lines.contains("::\(id)%0Afailed"))
  }

  @Test func longTextsAreCut() {
    let long = String(repeating: "%\n", count: 2_500_000)
    #expect(GitHubAnnotations.lines(.of([.hostile(long)])).utf8.count < 64 << 10)
  }
}

@Suite struct GuardedTextTests {
  let token = "0123456789abcdef0123456789abcdef"

  @Test(arguments: hostileTexts.indices) func nothingInItIsACommand(_ index: Int) {
    let text = hostileTexts[index]
    let lines = GitHubAnnotations.guarded(text, token: token) + "::notice::afterwards\n"
    #expect(Runner().commands(lines).map(\.name) == ["stop-commands", token, "notice"])
  }

  @Test(arguments: ["::T::", "x\n::T::\n", "x\r::T::\r", "  ::T a=b::", "##[T]", "x ##[T]y", "::TT::", "TTT"])
  func theTokenInItResumesNothing(_ text: String) {
    for token in [token, token.uppercased()] {
      let text = text.replacing("T", with: token) + "\n::error::x\n##[error]x"
      let lines = GitHubAnnotations.guarded(text, token: self.token) + "::notice::afterwards\n"
      #expect(Runner().commands(lines).map(\.name) == ["stop-commands", self.token, "notice"])
    }
  }

  @Test(arguments: ["", "a", "a\n", "a\r", "a\r\n", "a\n\n", "é", "e\u{301}"]) func otherwiseItIsAsItWas(_ text: String)
  {
    let lines = GitHubAnnotations.guarded(text, token: token)
    let ended = text.isEmpty || text.utf8.last == 0x0A ? text : text + "\n"
    #expect(lines == "::stop-commands::\(token)\n\(ended)::\(token)::\n")
  }

  @Test func noTokenInItStays() {
    let lines = GitHubAnnotations.guarded("a\(token)\(token)", token: token)
    #expect(lines == "::stop-commands::\(token)\na(token)(token)\n::\(token)::\n")
  }

  @Test func longTextsAreNoTrouble() {
    let long = String(repeating: "0123456789abcdef", count: 320_000)
    let lines = GitHubAnnotations.guarded(long, token: token)
    #expect(!lines.dropFirst(60).dropLast(60).contains(token))
  }

  @Test(arguments: [
    "", "x", "error", "0123456789abcdef", "0123456789ABCDEF0123456789ABCDEF", "0123456789abcdef0123456789abcde:",
  ])
  func tokensThatCouldBeGuessedAreRefused(_ token: String) async {
    #expect(!GitHubAnnotations.isToken(token))
  }
}

/// How GitHub's runner reads a step's output: commands are `::name properties::data` at the beginning of a line, after blanks, or
/// `##[name properties]data` anywhere in it; while commands are stopped, only one counts.
private struct Runner {
  struct Command {
    var name: String
    var properties: [String: String] = [:]
    var data: String
  }

  /// Those that the runner heeds.
  func commands(_ output: String) -> [Command] {
    var result: [Command] = []
    var token: String?
    for line in output.unicodeScalars.split(whereSeparator: { $0 == "\n" || $0 == "\r" }) {
      let known = ["error", "warning", "notice", "stop-commands", "set-output"] + (token.map { [$0] } ?? [])
      guard let command = parse(String(line), known), token == nil || command.name.lowercased() == token else {
        continue
      }
      result.append(command)
      token = token == nil && command.name == "stop-commands" ? command.data : nil
    }
    return result
  }

  private func parse(_ line: String, _ known: [String]) -> Command? {
    let trimmed = line.drop(while: \.isWhitespace)
    var found: (info: Substring, data: Substring)?
    if trimmed.hasPrefix("::"), let end = trimmed.dropFirst(2).firstRange(of: "::") {
      found = (trimmed.dropFirst(2)[..<end.lowerBound], trimmed[end.upperBound...])
    }
    if found.map({ !known.contains(name($0.info)) }) ?? true, let start = line.firstRange(of: "##["),
      let end = line[start.upperBound...].firstIndex(of: "]")
    {
      found = (line[start.upperBound..<end], line[line.index(after: end)...])
    }
    guard let (info, data) = found, known.contains(name(info)) else { return nil }
    var properties: [String: String] = [:]
    for pair in info.drop(while: { $0 != " " }).split(separator: ",") {
      let parts = pair.split(separator: "=", maxSplits: 1)
      if parts.count == 2 { properties[String(parts[0]).trimmed] = unescaped(String(parts[1]), [":", ","]).trimmed }
    }
    return Command(name: name(info), properties: properties, data: unescaped(String(data), []))
  }

  private func name(_ info: Substring) -> String { String(info.prefix { $0 != " " }).lowercased() }

  private func unescaped(_ text: String, _ more: [String]) -> String {
    // The percent sign last, as the runner does it.
    (["\r", "\n"] + more + ["%"]).reduce(text) { text, token in
      let code = String(token.utf8.first ?? 0, radix: 16, uppercase: true)
      return text.replacing("%" + (code.count < 2 ? "0" : "") + code, with: token)
    }
  }
}

extension String {
  fileprivate var trimmed: String {
    var rest = self[...]
    while rest.first?.isWhitespace ?? false { rest.removeFirst() }
    while rest.last?.isWhitespace ?? false { rest.removeLast() }
    return String(rest)
  }
}
