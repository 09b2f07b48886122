import Foundation
import Testing

/// What is written for programs fits the published schemas, and the schemas refuse what does not.
@Suite struct SchemaTests {
  private static let validator = #"""
    import copy, json, sys
    from pathlib import Path
    from jsonschema import Draft202012Validator
    from referencing import Registry, Resource
    schemas = {path.name: json.loads(path.read_text()) for path in Path(sys.argv[1]).glob("*.schema.json")}
    for schema in schemas.values(): Draft202012Validator.check_schema(schema)
    registry = Registry().with_resources([(s["$id"], Resource.from_contents(s)) for s in schemas.values()])
    def faults(document, name):
        return list(Draft202012Validator(schemas[name], registry=registry).iter_errors(document))
    for path, name in zip(sys.argv[2::2], sys.argv[3::2]):
        document = json.loads(Path(path).read_text())
        for fault in faults(document, name)[:5]: sys.exit("%s: %s: %s" % (path, list(fault.path), fault.message))
        for key in document:
            broken = copy.deepcopy(document)
            broken[key] = {"unexpected": None} if not isinstance(broken[key], dict) else 3
            if not faults(broken, name): sys.exit("%s: %s may be anything" % (name, key))
            broken = dict(document, **{key + "x": 1})
            if not faults(broken, name): sys.exit("%s: %sx is accepted" % (name, key))
    print("all fit")
    """#

  private static func python(_ arguments: [String]) async throws -> CommandLineProgram.Run {
    try await CommandLineProgram.start(
      "/bin/sh", .init(["-c", "exec python3 -c \"$0\" \"$@\"", validator] + arguments), input: "", in: nil,
      environment: CommandLineProgram.environment)
  }

  private static func isInstalled() async -> Bool {
    let run = try? await CommandLineProgram.shell("exec python3 -c 'import referencing, jsonschema'")
    return run?.code == 0
  }

  @Test(.enabled("the Python package jsonschema is not installed") { await isInstalled() })
  func documentsFit() async throws {
    try await withFolder { folder in
      try Data(GateCommandTests.configuration.utf8).write(to: URL(fileURLWithPath: folder + "/nnverify.yml"))
      let stored = CommandLineProgram.fixture("published")
      let commands = """
        "$nnverify" gate --quiet --json gate.json
        "$nnverify" check \(tiny.joined(separator: " ")) --problems 200 --cases \(stored) --quiet --json check.json
        "$nnverify" check \(tiny.joined(separator: " ")) --problems 200 --shard 2/2 --quiet --json shard.json
        "$nnverify" check \(tiny.joined(separator: " ")) --problems 20 --implementation mutant:weights-not-transposed --cases \(stored) --quiet --json red.json
        "$nnverify" mutants --mutant biases-not-used --settle 2 --quiet --format json --output mutants.json
        true
        """
      let run = try await CommandLineProgram.shell(commands + " >/dev/null", in: folder)
      #expect(run.code == 0)
      let valid = try await Self.python(
        [CommandLineProgram.repository + "/docs/schemas"]
          + [
            ("gate", "gate"), ("check", "report"), ("shard", "report"), ("red", "report"), ("mutants", "mutants"),
          ].flatMap { ["\(folder)/\($0.0).json", "\($0.1).schema.json"] })
      #expect(valid.code == 0 && valid.output == "all fit\n", "\(valid)")
    }
  }
}
