import Foundation

#if canImport(FoundationXML)
  import FoundationXML
#endif

/// What a file of JUnit XML consists of. Its texts may be foreign: on their way into the file they are made fit for it.
struct JUnitFile {
  enum Verdict {
    case passed
    case skipped(String)
    case failure(type: String, String, [String])
    case error(type: String, String, [String])
  }

  struct Case {
    var name: String
    var className: String
    var verdict = Verdict.passed
  }

  struct Suite {
    var name: String
    var seconds = 0.0
    var properties: [(name: String, value: String)] = []
    var cases: [Case]
    var output: [String] = []
  }

  var name: String
  var seconds: Double
  var suites: [Suite]

  /// The same bytes for the same values.
  var data: Data {
    let root = XMLElement(name: "testsuites")
    let cases = suites.flatMap(\.cases)
    Self.set(
      root,
      [
        ("name", name), ("tests", "\(cases.count)"), ("failures", "\(cases.count(where: \.isFailure))"),
        ("errors", "\(cases.count(where: \.isError))"), ("time", Self.time(seconds)),
      ])
    root.setChildren(suites.map(\.element))
    let file = XMLDocument(rootElement: root)
    file.version = "1.0"
    file.characterEncoding = "UTF-8"
    return file.xmlData(options: [.nodePrettyPrint, .nodeCompactEmptyElement]) + Data("\n".utf8)
  }

  /// In this order, so that equal files have equal bytes.
  fileprivate static func set(_ element: XMLElement, _ attributes: [(name: String, value: String)]) {
    for (name, value) in attributes {
      let text = PlainText.line(value, limit: 4000)
      // Both calls return nil for kinds of nodes that these are not.
      if let node = XMLNode.attribute(withName: name, stringValue: text) as? XMLNode { element.addAttribute(node) }
    }
  }

  fileprivate static func element(
    _ name: String, _ attributes: [(name: String, value: String)] = [], text: [String] = []
  ) -> XMLElement {
    let content = PlainText.lines(text, limit: 64 << 10).joined(separator: "\n")
    let element = XMLElement(name: name, stringValue: content.isEmpty ? nil : content)
    set(element, attributes)
    return element
  }

  /// In the schemas a plain decimal.
  fileprivate static func time(_ seconds: Double) -> String {
    String(format: "%.3f", seconds.isFinite ? min(max(seconds, 0), 1e9) : 0)
  }
}

extension JUnitFile.Case {
  var isFailure: Bool { if case .failure = verdict { true } else { false } }
  var isError: Bool { if case .error = verdict { true } else { false } }
  var isSkipped: Bool { if case .skipped = verdict { true } else { false } }

  fileprivate var element: XMLElement {
    let element = JUnitFile.element("testcase", [("classname", className), ("name", name)])
    switch verdict {
    case .passed: break
    case .skipped(let message): element.addChild(JUnitFile.element("skipped", [("message", message)]))
    case .failure(let type, let message, let text):
      element.addChild(JUnitFile.element("failure", [("type", type), ("message", message)], text: text))
    case .error(let type, let message, let text):
      element.addChild(JUnitFile.element("error", [("type", type), ("message", message)], text: text))
    }
    return element
  }
}

extension JUnitFile.Suite {
  var isRed: Bool { cases.contains { $0.isFailure || $0.isError } }

  fileprivate var element: XMLElement {
    let element = JUnitFile.element(
      "testsuite",
      [
        ("name", name), ("tests", "\(cases.count)"), ("failures", "\(cases.count(where: \.isFailure))"),
        ("errors", "\(cases.count(where: \.isError))"), ("skipped", "\(cases.count(where: \.isSkipped))"),
        ("time", JUnitFile.time(seconds)),
      ])
    let properties = XMLElement(name: "properties")
    properties.setChildren(
      self.properties.map { JUnitFile.element("property", [("name", $0.name), ("value", $0.value)]) })
    element.setChildren([properties] + cases.map(\.element))
    if !output.isEmpty { element.addChild(JUnitFile.element("system-out", text: output)) }
    return element
  }
}
