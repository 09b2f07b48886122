import Fixtures

extension BugFlag {
  /// The file flags.json: every flag, defined once for all cases.
  static var document: String {
    let flags = all.map { flag in
      (
        key: flag.id,
        value: JSONText.object([
          ("bug_type", .string(flag.bugType.rawValue)), ("effect", .string(flag.effect)),
          ("links", .array(flag.links.map(JSONText.string))),
        ])
      )
    }
    var text = ""
    JSONText.object([("format", .string("nnverify-flags-1")), ("flags", .object(flags))]).write(to: &text)
    return text + "\n"
  }
}
