import Foundation
import Testing

@testable import Reports

@Suite("The page for the browser")
struct HTMLReportTests {
  /// What people put where a name is asked for. The last ones join a character of markup with its neighbour.
  static let hostile = [
    "<script>alert(1)</script>", "\"><img src=\"x\" onerror=\"alert(1)\"/>", "' onload='alert(1)",
    "</style></title><svg onload=\"x\"/>",
    "{{x}} {{{x}}} {{> page}}", "-->]]><!--", "&lt;b&gt; &#60;", "a\u{0}b\u{7}\u{1B}[31m\u{7F}\u{85}\u{2028}",
    [0xFFFE, 0xFFFF, 0xFDD0].compactMap(Unicode.Scalar.init).map(String.init).joined(),
    "abc\u{202E}def", String(repeating: "W", count: 3000), "line\r\nbreak", "\"\u{301} onmouseover=\"alert(1)\" x=\"",
    "<\u{301}script>alert(1)</script>&\u{301}lt;", "\u{600}<script>alert(1)</script>",
    "\u{D4E}<script>alert(1)</script>",
  ]

  /// Fails with `{{{.id}}}` in item.mustache, and in the last four cases with `fit` left out of `Words`.
  @Test("No text becomes markup", arguments: hostile)
  func escaping(text: String) throws {
    let page = ParsedPage(try HTMLReport.html(HTMLFixtures.full(text)))
    #expect(page.fault == nil)
    let known: Set = [
      "html", "head", "meta", "title", "style", "body", "svg", "defs", "pattern", "rect", "path", "circle", "text", "g",
      "header", "nav", "main", "section", "h1", "h2", "h3", "h4", "p", "ul", "li", "dl", "div", "dt", "dd", "a", "b",
      "br",
      "span", "code", "pre", "table", "caption", "colgroup", "col", "thead", "tbody", "tr", "th", "td", "details",
      "summary",
      "figure", "figcaption",
    ]
    #expect(Set(page.elements.map(\.name)).subtracting(known) == [])
    for element in page.elements {
      for (name, value) in element.attributes {
        #expect(!name.hasPrefix("on") && name != "style" && name != "src" && !value.isEmpty)
        if name == "href" { #expect(value.hasPrefix("#")) }
      }
    }
  }

  /// Fails with `isMarkup` naming "<" alone.
  @Test("A character of markup never hides in a cluster", arguments: hostile)
  func clusters(text: String) {
    let words = HTMLReport.Words(text).renderText
    for character in words where character.unicodeScalars.contains(where: { "<>&\"'".unicodeScalars.contains($0) }) {
      #expect(character.unicodeScalars.count == 1)
    }
  }

  /// Fails with `&` in front of a name.
  @Test("No template has an unescaped tag, and all are known to the page")
  func templates() throws {
    #expect(HTMLReport.sources.count == 17)
    for (name, bytes) in HTMLReport.sources {
      let text = String(decoding: bytes, as: UTF8.self)
      for tag in ["{{{", "{{&", "{{=", "{{%", "{{*"] { #expect(!text.contains(tag), "\(tag) in \(name)") }
    }
  }

  /// Fails with an `<img src="https://…"/>` in run.mustache.
  @Test("Nothing is loaded from elsewhere")
  func selfContained() throws {
    let html = try HTMLReport.html(HTMLFixtures.full("x"))
    for word in ["http:", "https:", "//", "@import", "<script", "<link", "src=", "url(\""] {
      #expect(!html.contains(word), "\(word)")
    }
    #expect(html.contains("default-src 'none'"))
  }

  /// Fails with the versions, the reasons, the wavering or the columns of the kill matrix unsorted.
  @Test("Equal documents give equal bytes")
  func determinism() throws {
    var document = HTMLFixtures.full("x")
    let names = (0..<40).map { "name \($0)" }
    var pages: Set<String> = []
    for order in [names, names.reversed(), names.sorted()] {
      document.versions = [:]
      document.check?.checks[0].undecidedBy = [:]
      document.check?.wavering = [:]
      document.mutants?.mutants[0].kills = [:]
      for name in order {
        document.versions[name] = "1"
        document.check?.checks[0].undecidedBy[name] = 1
        document.check?.wavering[name] = 1
        document.mutants?.mutants[0].kills[name] = 2
      }
      pages.insert(try HTMLReport.html(document))
    }
    #expect(pages.count == 1)
  }

  /// Fails with the heading of what was left out before its section in verdict.mustache, and with a link to regimes
  /// always.
  @Test("What the document has no data of is left out")
  func sections() throws {
    let page = ParsedPage(try HTMLReport.html(HTMLFixtures.passing()))
    #expect(page.fault == nil)
    #expect(page.all("section").map { $0.attributes["id"] } == ["run"])
    #expect(page.all("a").map { $0.attributes["href"] } == ["#run"])
    #expect(page.all("h2").map(\.text) == ["This run"])
    #expect(page.all("h1").map(\.text) == ["✓ Passed"])

    let full = ParsedPage(try HTMLReport.html(HTMLFixtures.full("x")))
    let ids = full.all("section").map { $0.attributes["id"] ?? "" }
    #expect(ids == ["failures", "checks", "regimes", "steps", "mutants", "coverage", "run"])
    #expect(
      full.all("a").compactMap { $0.attributes["href"] }.filter { $0.dropFirst().allSatisfy(\.isLetter) }
        == ids.map { "#" + $0 })
  }

  /// Fails without the aria-label in histogram.mustache, without the scope of a th in regimes.mustache, and with an
  /// h4 for the h3 of run.mustache.
  @Test("Pictures have words, tables have heads, headings have an order")
  func accessibility() throws {
    let page = ParsedPage(try HTMLReport.html(HTMLFixtures.full("x")))
    #expect(page.all("html").first?.attributes["lang"] == "en")
    let pictures = page.all("svg").filter { $0.attributes["aria-hidden"] != "true" }
    #expect(pictures.count >= 8)
    for picture in pictures {
      #expect(picture.attributes["role"] == "img")
      #expect((picture.attributes["aria-label"] ?? "").count > 3)
    }
    for cell in page.all("th") { #expect(["row", "col"].contains(cell.attributes["scope"] ?? "")) }
    for table in page.all("table") { #expect(table.children.contains("thead") && table.children.contains("tbody")) }
    for box in page.all(class: "scroll") {
      #expect(box.attributes["tabindex"] == "0" && box.attributes["aria-label"] != nil)
    }
    let levels = page.elements.compactMap { ["h1": 1, "h2": 2, "h3": 3, "h4": 4][$0.name] }
    #expect(levels.first == 1)
    for (before, after) in zip(levels, levels.dropFirst()) { #expect(after <= before + 1) }
    let ids = page.elements.compactMap { $0.attributes["id"] }
    #expect(Set(ids).count == ids.count)
    for link in page.all("a") { #expect(ids.contains(String(link.attributes["href"]?.dropFirst() ?? ""))) }
  }

  /// Fails with `Verdict.most` at 5, with `mostLines` at 10, and without the command in failure.mustache.
  @Test("Every failing item and every failing problem is shown with its command")
  func commands() throws {
    var document = HTMLFixtures.passing()
    (document.outcome, document.exitCode) = (.failed, 1)
    document.items += (0..<30).map {
      HTMLFixtures.item("check/p\($0)/gradients", .failed, replay: "nnverify replay item-\($0)")
    }
    document.check = HTMLFixtures.check(
      "x", failures: (0..<40).map { HTMLFixtures.failure("problem-\($0).", command: "nnverify replay 'a b \($0)'") })
    let page = ParsedPage(try HTMLReport.html(document))
    let said = Set(page.all("code").map(\.text))
    for index in 0..<30 {
      #expect(page.all(class: "id").contains { $0.text == "check/p\(index)/gradients" })
      #expect(said.contains("nnverify replay item-\(index)"))
    }
    for index in 0..<40 {
      #expect(page.text.contains("problem-\(index)."))
      #expect(said.contains("nnverify replay 'a b \(index)'"))
    }
    // The first screen: the verdict, and the command of the first failure.
    #expect(page.all("header").first?.text.contains("30 of 31 items fail") == true)
    #expect(page.all("code").first?.text == "nnverify replay item-0")
  }

  /// Fails with `mostLines` at 10,000, with `Pooled.most` at 1000, and with ink without end.
  @Test("A large document makes no large page")
  func size() throws {
    var document = HTMLFixtures.full("some name of ordinary length")
    var failures = (0..<10_000).map {
      HTMLFixtures.failure("1:1:\($0)", command: "nnverify replay 1:1:\($0) --implementation mutant:x")
    }
    let checkered = (0..<4096).map { $0 % 2 == 0 ? 1e6 : 0 }
    for index in 0..<20 {
      failures[index].picture?.matrices = (0..<10).map {
        .init(quantity: "dW[\($0)]", rows: 64, columns: 64, ratios: checkered)
      }
    }
    let large = (0..<1_000_000).map { $0 % 3 == 0 ? Double($0) : 0 }
    failures[0].picture?.matrices[0] = .init(quantity: "dW[0]", rows: 1000, columns: 1000, ratios: large)
    document.check?.failures = failures
    document.check?.failedProblems = failures.count
    let html = try HTMLReport.html(document)
    #expect(html.utf8.count < 1_000_000)
    #expect(html.contains("the first 20 are shown in full"))
    #expect(html.contains("9,680 more failing problems"))
    #expect(html.contains("a square is the worst of 16 × 16"))
    #expect(html.contains("not drawn: the page would grow too large"))
  }

  /// Fails with every matrix sound, and with widths of any size drawn.
  @Test("Numbers that are none, and shapes that are none, break no picture")
  func oddNumbers() throws {
    let odd = [Double.nan, .infinity, -.infinity, -1, 0, 1e-300, 1e300]
    var document = HTMLFixtures.full("x")
    document.stepSizes = HTMLFixtures.steps("x", errors: odd)
    document.stepSizes?.steps[0] = .nan
    document.check?.minimumDecided = .nan
    document.check?.checks = odd.enumerated().map {
      HTMLFixtures.row("c\($0)", ratios: [.max, -3, $0, .max], worst: $1)
    }
    document.check?.checks.append(HTMLFixtures.row("long", ratios: Array(repeating: .max, count: 100)))
    document.check?.statistics[0].count = .min
    document.check?.regimes[0].decided = .max
    document.check?.failures = [
      HTMLFixtures.failure("a", ratios: []), HTMLFixtures.failure("b", ratios: odd),
      HTMLFixtures.failure("c", ratios: [.nan, -.infinity, -1, .infinity]),
    ]
    document.check?.failures[0].picture?.widths = [0, -1]
    document.check?.failures[1].picture?.widths = Array(repeating: .max, count: 32)
    document.check?.failures[1].picture?.matrices.append(.init(quantity: "q", rows: .max, columns: .max, ratios: [1]))
    document.check?.failures[2].picture?.activations = []
    let page = ParsedPage(try HTMLReport.html(document))
    #expect(page.fault == nil)
    for element in page.elements {
      for name in ["x", "y", "width", "height", "d", "cx", "cy", "viewBox"] {
        guard let value = element.attributes[name], name != "width" || element.name != "meta" else { continue }
        #expect(value.allSatisfy { "MmLlHhVvz0123456789.- ".contains($0) }, "\(element.name) \(name)=\(value)")
      }
    }
    #expect(page.text.contains("not a number"))
  }

  /// Fails with `<` for `<=` in `level`, with NaN less than anything, and with every map the first.
  @Test("A heat map counts what departs and names the worst")
  func heatMap() throws {
    var ink = HTMLReport.HeatMap.Ink()
    let matrices: [CheckDocument.MatrixRow] = [
      .init(quantity: "A[1]", rows: 1, columns: 2, ratios: [0, 1]),
      .init(quantity: "δ[2]", rows: 2, columns: 2, ratios: [1, 3, .infinity, .nan]),
      .init(quantity: "dX", rows: 1, columns: 2, ratios: [5, 1]),
    ]
    let (maps, _) = HTMLReport.HeatMap.maps(HTMLFixtures.picture("x", widths: [1, 1], matrices: matrices), ink: &ink)
    #expect(maps.map(\.departs) == [false, true, true])
    #expect(maps.map(\.isFirst) == [false, true, false])
    #expect(
      maps[0].alternative.renderText
        == "A[1], 1 × 2: none of 2 entries depart; the worst error is 1.0e+00 times its allowance.")
    #expect(maps[1].alternative.renderText == "δ[2], 2 × 2: 3 of 4 entries depart; the worst error is not a number.")
    #expect(maps[1].drawing?.cells.map(\.level.renderText) == ["h0 cell", "h1 cell", "h6 cell", "h6 cell"])
  }

  /// Fails with the layer below marked, and with `most` neurons at 50.
  @Test("A network shows where it departs, and leaves out what is wide or deep")
  func network() throws {
    let drawing = try #require(HTMLReport.NetworkDrawing(HTMLFixtures.picture("x", widths: [2, 39, 3], matrices: [])))
    #expect(drawing.columns.map(\.departs) == [false, false, true])
    #expect(drawing.neurons.filter(\.departs).count == 3)
    #expect(drawing.elided.map(\.text.renderText) == ["⋮ 35"])
    #expect(drawing.gaps.isEmpty)
    #expect(drawing.alternative.renderText == "Network 2-39-3; the answer first departs in layer 2, x.")
    let deep = try #require(
      HTMLReport.NetworkDrawing(
        HTMLFixtures.picture("x", widths: Array(repeating: 1, count: 30), layer: 15, matrices: [])))
    #expect(
      deep.columns.map(\.name.renderText) == ["X · 1", "1 · 1", "14 · 1", "15 · 1", "16 · 1", "28 · 1", "29 · 1"])
    #expect(deep.gaps.map(\.text.renderText) == ["⋯ 12 more", "⋯ 11 more"])
  }

  /// Fails with `firstBeyond` one higher or lower.
  @Test("A histogram stripes what lies beyond the allowance")
  func histogram() throws {
    var counts = [Int](repeating: 0, count: 43)
    (counts[0], counts[31], counts[32], counts[42]) = (1000, 10, 2, 3)
    let plot = try #require(HTMLReport.Histogram(HTMLFixtures.row("gsl", ratios: counts, worst: 1e9)))
    #expect(plot.bars.map(\.isBeyond) == [false, false, true, true])
    #expect(plot.bars.map(\.label.renderText) == ["no error: 1,000", "2⁻¹ to 2⁰: 10", "2⁰ to 2¹: 2", "above 2¹⁰: 3"])
    #expect(plot.caption.renderText == "5 of 1,015 beyond, worst")
    #expect(HTMLReport.Histogram(HTMLFixtures.row("gsl", ratios: [])) == nil)
  }

  /// Fails with infinite errors drawn, and with zero on a logarithmic axis.
  @Test("A curve breaks where the error is no number or none")
  func curve() throws {
    let plot = try #require(
      HTMLReport.StepSizes(HTMLFixtures.steps("x", errors: [1, 1e-2, .infinity, 1e-2, .nan, 0, 1e-3, 1])))
    let curve = try #require(plot.curves.first)
    #expect(curve.marks.count == 5)
    #expect(curve.path.renderText.count { $0 == "M" } == 3)
    #expect(curve.path.renderText.count { $0 == "L" } == 2)
    #expect(curve.best.renderText == "best 0 at h = 1.0e-10")
    // Dashes and marks, not colours alone.
    #expect(Set(plot.curves.map(\.kind.renderText)).count == 4)
    #expect(plot.curves[1].legend.isSquare)
  }

  /// Fails without `isFinite`, which traps, and with a sign before a zero.
  @Test(
    "A coordinate is a short plain number",
    arguments: [(1.25, "1.3"), (-0.04, "0"), (-3.5, "-3.5"), (1e300, "1000000"), (.nan, "0"), (.infinity, "0")])
  func coordinates(number: Double, text: String) {
    #expect(HTMLReport.Drawn(number).renderText == text)
  }
}
