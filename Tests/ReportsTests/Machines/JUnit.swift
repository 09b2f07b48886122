import Foundation

#if canImport(FoundationXML)
  import FoundationXML
#endif

/// JUnit XML as its readers see it.
struct JUnit {
  struct Case {
    var name, className, suite: String
    /// "failure", "error", "skipped"; nil for a pass.
    var outcome: String?
    var type, message, text: String?
  }

  struct Suite {
    var name: String
    var counts: [String: Int]
    var properties: [String: String]
  }

  let cases: [Case]
  let suites: [Suite]
  var red: [Case] { cases.filter { ["failure", "error"].contains($0.outcome) } }

  init(_ data: Data) throws {
    let root = try XMLDocument(data: data).rootElement()
    let elements = root?.elements(forName: "testsuite") ?? []
    suites = elements.map { suite in
      let rows = suite.elements(forName: "properties").flatMap { $0.elements(forName: "property") }
      let counts = ["tests", "failures", "errors", "skipped"].map { ($0, suite[$0].flatMap { Int($0) } ?? -1) }
      return Suite(
        name: suite["name"] ?? "", counts: Dictionary(uniqueKeysWithValues: counts),
        properties: Dictionary(rows.map { ($0["name"] ?? "", $0["value"] ?? "") }, uniquingKeysWith: { $1 }))
    }
    cases = elements.flatMap { suite in
      suite.elements(forName: "testcase").map { element in
        let outcome = element.children?.first as? XMLElement
        return Case(
          name: element["name"] ?? "", className: element["classname"] ?? "", suite: suite["name"] ?? "",
          outcome: outcome?.name, type: outcome?["type"], message: outcome?["message"], text: outcome?.stringValue)
      }
    }
  }
}

extension XMLElement {
  fileprivate subscript(_ name: String) -> String? { attribute(forName: name)?.stringValue }
}
