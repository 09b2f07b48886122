import Testing

@Suite struct MutantsCommandTests {
  static let wrong: [(arguments: [String], message: String)] = [
    (["--mutant", "sofmax-twice"], "no mutant is called 'sofmax-twice'; did you mean 'softmax-twice'?"),
    (["--mutant", "xyzzy"], "nnverify mutants --list"),
    (["--settle", "0"], "--settle is 0; give 1 to 5000"),
    (["--jobs", "0"], "--jobs is 0; give 1 to 1024"),
    (["--seed", "-1"], "0 to 2⁶⁴ − 1"),
  ]

  @Test(arguments: wrong)
  func wrongCommands(_ arguments: [String], _ message: String) async throws {
    let run = try await CommandLineProgram.start(
      CommandLineProgram.path, .init(["mutants"] + arguments), input: "", in: nil,
      environment: CommandLineProgram.environment)
    #expect(run.code == Code.usage)
    #expect(run.output == "")
    #expect(run.error.contains(message))
  }

  @Test func theList() async throws {
    let run = try await CommandLineProgram.run("mutants", "--list")
    #expect(run.code == 0)
    let lines = run.output.split(separator: "\n")
    #expect(lines.count == 74)
    #expect(
      lines.contains { $0.contains(/^ *21  derivative-dropped +ordinary +The recursion leaves out g′\. +a hidden/) })
  }

  @Test func aMutantIsKilled() async throws {
    let run = try await CommandLineProgram.run("mutants", "--mutant", "biases-not-used", "--settle", "2", "--quiet")
    #expect(run.code == 0)
    #expect(run.lastLine.hasPrefix("ALL KILLED: 1 of 1 (100 %) within budget, 1 of 1 (100 %) diagnosed as expected"))
    #expect(run.error == "")
  }

  @Test func json() async throws {
    try await withFolder { folder in
      let run = try await CommandLineProgram.run(
        "mutants", "--mutant", "biases-not-used", "--settle", "2", "--format", "json", "--output", "matrix.json",
        "--quiet", in: folder)
      #expect(run.code == 0)
      let matrix = try document(run.output)
      #expect(matrix["format"] as? String == "nnverify-mutants-1")
      #expect(matrix["outcome"] as? String == "all_killed")
      let rows = try #require(matrix["mutants"] as? [[String: Any]])
      #expect(rows.map { $0["name"] as? String } == ["biases-not-used"])
      #expect(rows[0]["killed"] as? Bool == true)
      #expect((rows[0]["kills"] as? [String: Int])?["values"] == 1)
      let stored = try await CommandLineProgram.shell("cat matrix.json", in: folder)
      #expect(stored.output == run.output)
    }
  }

  @Test func mutantsByName() async throws {
    let killed = try await CommandLineProgram.run(
      "check", "--implementation", "mutant:biases-not-used", "--problems", "2", "--max-width", "3", "--seed", "1")
    #expect(killed.code == Code.disagreement)
    #expect(killed.output.contains("mutant:biases-not-used"))
    let unmutated = try await CommandLineProgram.start(
      CommandLineProgram.path, .init(["check", "--implementation", "unmutated", "--problems", "2"] + tiny), input: "",
      in: nil, environment: CommandLineProgram.environment)
    #expect(unmutated.code == Code.agreement)
    let mistyped = try await CommandLineProgram.run("check", "--implementation", "mutant:biases-not-usd")
    #expect(mistyped.code == Code.usage)
    #expect(mistyped.error.contains("did you mean 'mutant:biases-not-used'?"))
  }
}
