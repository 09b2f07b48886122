import Networks

// What turns an ordinary problem into one with exact zeros or with repetitions.

extension RandomSource {
  /// Puts exact zeros into a problem: inputs, weights, whole rows, whole cases, neurons whose z is exactly 0.
  mutating func thin(_ problem: inout Problem<Double>) {
    if chance(0.7) {
      let dropped = pick([0.1, 0.3, 0.7])
      for index in problem.inputs.elements.indices where chance(dropped) { problem.inputs.elements[index] = 0 }
    }
    if chance(0.3) {
      let dead = integer(below: problem.caseCount)
      for input in 0..<problem.inputs.rows { problem.inputs[input, dead] = 0 }
    }
    if chance(0.3) {
      let dead = integer(below: problem.inputs.rows)
      for column in 0..<problem.caseCount { problem.inputs[dead, column] = 0 }
    }
    for layer in 0..<problem.depth {
      if chance(0.6) {
        let dropped = pick([0.1, 0.4, 0.8])
        for index in problem.network.layers[layer].weights.elements.indices where chance(dropped) {
          problem.network.layers[layer].weights.elements[index] = 0
        }
      }
      if chance(0.25) {
        let silent = integer(below: problem.network.layers[layer].width)
        for input in 0..<problem.network.layers[layer].inputWidth {
          problem.network.layers[layer].weights[silent, input] = 0
        }
        problem.network.layers[layer].biases[silent] = 0
      }
    }
  }

  /// Repeats cases and neurons.
  mutating func duplicate(_ problem: inout Problem<Double>) {
    if problem.caseCount > 1 && chance(0.8) {
      // The first few cases, over and over: every case equally often where the count divides m.
      let distinct = integer(in: 1...max(1, problem.caseCount / 2))
      problem = problem.selecting(cases: (0..<problem.caseCount).map { $0 % distinct })
    }
    for layer in 0..<problem.depth where chance(0.5) {
      let width = problem.network.layers[layer].width
      let (original, copy) = (integer(below: width), integer(below: width))
      for input in 0..<problem.network.layers[layer].inputWidth {
        problem.network.layers[layer].weights[copy, input] = problem.network.layers[layer].weights[original, input]
      }
      // Half of the copies are equal neurons, half only have equal weights.
      if chance(0.5) {
        problem.network.layers[layer].biases[copy] = problem.network.layers[layer].biases[original]
      }
      // Equal outgoing weights too: then the gradients of the two agree as well.
      if layer + 1 < problem.depth && chance(0.5) {
        for neuron in 0..<problem.network.layers[layer + 1].width {
          problem.network.layers[layer + 1].weights[neuron, copy] =
            problem.network.layers[layer + 1].weights[neuron, original]
        }
      }
    }
  }
}
