import Foundation
import Testing

@Suite struct GradeCommandTests {
  private func export(_ folder: String, _ more: String...) async throws -> CommandLineProgram.Run {
    try await CommandLineProgram.start(
      CommandLineProgram.path, .init(["export", folder, "--seed", "5", "--problems", "25"] + more), input: "", in: nil,
      environment: CommandLineProgram.environment)
  }

  @Test func emptyHanded() async throws {
    try await withFolder { folder in
      let made = try await export(folder + "/hw")
      #expect(made.code == 0 && made.lastLine.hasPrefix("EXPORTED: 25 problems to \(folder)/hw, seed 5"), "\(made)")
      let run = try await CommandLineProgram.run("grade", folder + "/hw")
      #expect(run.code == Code.undecided && run.lastLine == "GRADED: 0 of 25 right, 25 missing", "\(run)")
      let json = try await CommandLineProgram.run(
        "grade", folder + "/hw", "--format", "json", "--output", folder + "/r")
      #expect(try document(json.output)["outcome"] as? String == "incomplete")
      #expect(try String(contentsOfFile: folder + "/r", encoding: .utf8) == json.output)
      // Its problems are case files.
      let explained = try await CommandLineProgram.run("explain", folder + "/hw/problems/p01.json")
      #expect(explained.code == 0)
      // What is there is never touched.
      let again = try await export(folder + "/hw")
      #expect(again.code == Code.inputOutput && again.error.contains("a folder with something in it"), "\(again)")
    }
  }

  @Test func badInput() async throws {
    try await withFolder { folder in
      let usages = [
        ["export"], ["export", ""], ["export", "x", "--problems", "0"], ["export", "x", "--problems", "10001"],
        ["export", "x", "--activation", "sigmiod"], ["export", "x", "--loss", "hinge"],
        ["export", "x", "--loss", "binary_cross_entropy", "--activation", "tanh"], ["export", "x", "--max-width", "0"],
        ["export", "x", "--precision", "binary16"], ["grade"], ["grade", ""], ["grade", "x", "--answers", ""],
      ]
      for arguments in usages {
        let run = try await CommandLineProgram.start(
          CommandLineProgram.path, .init(arguments), input: "", in: folder, environment: CommandLineProgram.environment)
        #expect(run.code == Code.usage && run.output == "", "\(arguments) \(run)")
      }
      let here = try await CommandLineProgram.run("export", ".", "--problems", "1", in: folder)
      #expect(here.code == Code.inputOutput && here.error.contains("the current folder"), "\(here)")
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == [])
      let nowhere = try await CommandLineProgram.run("grade", folder)
      #expect(nowhere.code == Code.inputOutput && nowhere.error.contains("nnverify export"), "\(nowhere)")
      _ = try await export(folder + "/hw")
      let answers = try await CommandLineProgram.run("grade", folder + "/hw", "--answers", folder + "/none")
      #expect(answers.code == Code.inputOutput, "\(answers)")
      try "{".write(toFile: folder + "/hw/export.json", atomically: false, encoding: .utf8)
      #expect(try await CommandLineProgram.run("grade", folder + "/hw").code == Code.malformed)
    }
  }

  /// A student's own program, given the one of the examples: right, or with a bug in it.
  private func mine(_ bug: String = "") -> String {
    """
    import sys
    import numpy as np
    sys.path.insert(0, "\(CommandLineProgram.repository)/examples/numpy")
    import network

    def backpropagation(problem, W, b, X, Y):
        kind = np.float32 if "--single" in sys.argv else np.float64
        X, Y = X.astype(kind), Y.astype(kind)
        layers = [
            network.Layer(W=w.astype(kind), b=v.reshape(-1, 1).astype(kind), activation=layer["activation"], alpha=layer.get("alpha"))
            for w, v, layer in zip(W, b, problem["layers"])]
        loss, reduction = problem["loss"], problem["reduction"]
        Z, A = network.forward(layers, X)
        dW, db, dZ, dX = network.backward(layers, X, Y, Z, A, loss, reduction)
        cost = network.cost(Z[-1], A[-1], Y, loss, reduction)
        \(bug)
        return cost, A[-1], dW, db
    """
  }

  /// Takes answer.py out of the README of the folder, and runs it there.
  private func answer(_ folder: String, _ program: String, _ option: String = "") async throws {
    try program.write(toFile: folder + "/mine.py", atomically: false, encoding: .utf8)
    let page = try String(contentsOfFile: folder + "/README.md", encoding: .utf8)
    let script = try #require(page.split(separator: "```python\n").last?.split(separator: "\n```").first)
    try script.write(toFile: folder + "/answer.py", atomically: false, encoding: .utf8)
    let run = try await CommandLineProgram.shell("python3 answer.py \(option)", in: folder)
    #expect(run.code == 0, "\(run)")
  }

  @Test(.enabled("NumPy is not installed") { await NumPy.isInstalled() }) func theScriptOfThePage() async throws {
    try await withFolder { folder in
      _ = try await export(folder + "/hw")
      try await answer(folder + "/hw", mine())
      let right = try await CommandLineProgram.run("grade", folder + "/hw", "--quiet")
      #expect(right.code == 0 && right.lastLine == "GRADED: 25 of 25 right", "\(right)")
      // Compressed, and as integers where they are some.
      try await answer(folder + "/hw", mine())
      let compress = try await CommandLineProgram.shell(
        """
        exec python3 -c 'import glob, numpy as np
        for path in glob.glob("answers/*.npz"):
            arrays = {key: np.asfortranarray(array) for key, array in np.load(path).items()}
            np.savez_compressed(path, **{key: array.astype(int) if (array == array.astype(int)).all() else array.astype(">f8") for key, array in arrays.items()})'
        """, in: folder + "/hw")
      #expect(compress.code == 0, "\(compress)")
      let compressed = try await CommandLineProgram.run("grade", folder + "/hw", "--quiet")
      #expect(compressed.code == 0, "\(compressed)")
      // Handed in elsewhere, with a bug; graded by the teacher's own problems.
      try await answer(folder + "/hw", mine("dW = [np.where(True, w, 0) * X.shape[1] for w in dW]"))
      try FileManager.default.moveItem(atPath: folder + "/hw/answers", toPath: folder + "/student")
      let wrong = try await CommandLineProgram.run("grade", folder + "/hw", "--answers", folder + "/student", "--quiet")
      #expect(wrong.code == Code.disagreement && wrong.output.contains("is the division by m missing?"), "\(wrong)")
      #expect(wrong.lastLine.contains(" right, ") && wrong.lastLine.contains(" wrong"), "\(wrong.lastLine)")
      try Data("{}".utf8).write(to: URL(fileURLWithPath: folder + "/student/p01.json"))
      let worse = try await CommandLineProgram.run("grade", folder + "/hw", "--answers", folder + "/student", "--quiet")
      #expect(worse.code == Code.disagreement && worse.lastLine.hasSuffix("1 malformed"), "\(worse.lastLine)")
    }
  }

  @Test(.enabled("NumPy is not installed") { await NumPy.isInstalled() }) func singlePrecision() async throws {
    try await withFolder { folder in
      _ = try await export(folder + "/hw", "--precision", "binary32", "--no-npz", "--reduction", "mean")
      try await answer(folder + "/hw", mine(), "--single")
      let run = try await CommandLineProgram.run("grade", folder + "/hw", "--quiet")
      #expect(run.code == 0, "\(run)")
    }
  }
}
