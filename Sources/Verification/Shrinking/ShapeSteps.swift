import Networks

// Fewer problems, cases, layers and neurons.

extension ProblemSequence {
  /// No history, less history, and a history of the failing problem itself.
  var historySteps: [ShrinkStep] {
    guard !history.isEmpty else { return [] }
    let none = ShrinkStep { [ProblemSequence(problem: $0.problem)] }
    let fewer = chunks(of: history.count).map { chunk in
      ShrinkStep { sequence in
        guard let kept = kept(of: sequence.history.count, without: chunk) else { return [] }
        return [ProblemSequence(history: kept.map { sequence.history[$0] }, problem: sequence.problem)]
      }
    }
    let same = ShrinkStep { sequence in
      [ProblemSequence(history: sequence.history.map { _ in sequence.problem }, problem: sequence.problem)]
    }
    let oneSame = history.indices.map { index in
      ShrinkStep { sequence in
        guard index < sequence.history.count else { return [] }
        var candidate = sequence
        candidate.history[index] = sequence.problem
        return [candidate]
      }
    }
    return [none] + fewer + [same] + oneSame
  }

  /// Straight to a network of very few layers, neurons and cases.
  var leapSteps: [ShrinkStep] {
    steps { problem in
      var edits: [Edit] = []
      for depth in 1...min(problem.depth, 3) {
        for width in 1...3 {
          for cases in 1...min(problem.caseCount, 2) {
            edits += Self.layers(depth, of: problem.depth).flatMap { layers in
              Self.keeping(layers, .padded).map { edit in { edit($0.limited(width: width, cases: cases)) } }
            }
          }
        }
      }
      return [edits]
    }
  }

  /// Ways to keep these layers.
  private static func keeping(_ layers: [Int], _ joint: Problem<Double>.Joint) -> [Edit] {
    Problem<Double>.NewOutput.allCases.map { output in
      { problem in
        // Problems of a history may have fewer.
        guard let last = layers.last, last < problem.depth else { return nil }
        return problem.keeping(layers: layers, joint: joint, output: output)
      }
    }
  }

  /// Which layers a network of this depth may keep: the output with hidden ones that follow one another, or, for one layer
  /// alone, any.
  private static func layers(_ kept: Int, of depth: Int) -> [[Int]] {
    let output = depth - 1
    if kept == 1 { return (0...output).reversed().map { [$0] } }
    return (0...(output - (kept - 1))).map { Array($0..<($0 + kept - 1)) + [output] }
  }

  /// Fewer cases.
  var caseSteps: [ShrinkStep] {
    steps { problem in
      chunks(of: problem.caseCount).map { chunk in
        [{ problem in kept(of: problem.caseCount, without: chunk).map { problem.selecting(cases: $0) } }]
      }
    }
  }

  /// Fewer layers, hidden ones or the output.
  var layerSteps: [ShrinkStep] {
    steps { problem in
      chunks(of: problem.depth).map { chunk in
        Problem<Double>.Joint.allCases.flatMap { joint in
          Problem<Double>.NewOutput.allCases.map { output in
            { problem in
              kept(of: problem.depth, without: chunk).flatMap {
                problem.keeping(layers: $0, joint: joint, output: output)
              }
            }
          }
        }
      }
    }
  }

  /// Fewer neurons: in all layers at once, in two that follow one another (a matrix may have to stay square), in one.
  var widthSteps: [ShrinkStep] {
    steps { problem in
      let widths = problem.network.widths
      var steps: [[Edit]] = []
      func add(_ layers: ClosedRange<Int>, _ count: Int) {
        steps += chunks(of: count).map { chunk in
          [{ problem in problem.dropping(chunk, ofLayers: layers.clamped(to: 0...problem.depth)) }]
        }
      }
      add(0...problem.depth, widths.max() ?? 1)
      for (below, width) in widths.enumerated().dropLast() { add(below...below + 1, min(width, widths[below + 1])) }
      for (layer, width) in widths.enumerated() { add(layer...layer, width) }
      return steps
    }
  }
}
