import Workers

extension HTMLReport {
  /// What ran: enough to run it again.
  struct Run {
    let facts: [Fact]
    let implementations: Listing<Implementation>?

    struct Fact {
      let name, value: Words
    }

    struct Implementation {
      let name: Words
      let command: Command?
    }

    init(_ document: GateDocument) {
      let check = document.check
      var facts: [(String, String?)] = [
        ("command", document.command), ("profile", document.profile), ("seed", check?.seed),
        ("seed of the mutants", document.mutants?.seed), ("exit code", "\(document.exitCode)"),
        ("problems", check.map { NumberFormat.count($0.problems) }),
        ("stored cases", check.map { NumberFormat.count($0.storedCases) }),
        ("generated", check?.generated.map(Self.generated)), ("shard", check?.generated?.shard),
        ("entries differentiated", check?.generated?.sampling), ("options", check?.generated?.options),
        ("remembered failures", check?.remembered.map(Self.remembered)),
        ("time", time(document.seconds)?.renderText),
      ]
      facts += document.versions.sorted { $0.key < $1.key }.prefix(40).map { ($0.key, $0.value) }
      self.facts = facts.compactMap { name, value in value.map { Fact(name: Words(name), value: Words($0)) } }
      implementations = Listing(document.implementations, most: 100) {
        Implementation(name: Words($0), command: Command(document.against[$0]))
      }
    }

    private static func generated(_ row: CheckDocument.GeneratedRow) -> String {
      let total = row.total.map { " of \(NumberFormat.count($0))" } ?? ""
      return "\(NumberFormat.count(row.count, "problem"))\(total), from number \(NumberFormat.count(row.first)) on"
    }

    private static func remembered(_ row: CheckDocument.RememberedRow) -> String {
      "\(NumberFormat.count(row.asked)) asked, \(NumberFormat.count(row.failing)) still failing, "
        + "\(NumberFormat.count(row.forgotten)) forgotten"
    }
  }

  /// One word of a shell.
  static func quoted(_ word: String) -> String { WorkerCommand.quoted(word) }
}
