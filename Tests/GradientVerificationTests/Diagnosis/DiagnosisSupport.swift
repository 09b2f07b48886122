import GradientVerification
import Testing

extension FaultyProgram {
  /// What the diagnosis of its answer to a problem is.
  func diagnosis(_ problem: Problem<Double>) -> Diagnosis? {
    Diagnosis(Symptoms(problem, observed: self(problem)))
  }

  /// A correct program but for one replaced equation.
  static func with(_ change: (inout FaultyProgram) -> Void) -> FaultyProgram {
    var program = FaultyProgram()
    change(&program)
    return program
  }
}

/// Expects a place and a pattern, and a sentence wherever there is a pattern; the same of a program that keeps Z, A and δ to
/// itself, where its place can be inferred.
func expect(
  _ equation: Equation, _ layer: Int?, _ pattern: Pattern?, of program: FaultyProgram, _ problem: Problem<Double>,
  silentToo: Bool = true, sourceLocation: SourceLocation = #_sourceLocation
) {
  for tells in silentToo ? [true, false] : [true] {
    var program = program
    program.tells = tells
    let found = program.diagnosis(problem)
    #expect(found?.equation == equation, "\(String(describing: found))", sourceLocation: sourceLocation)
    #expect(found?.layer == layer, "\(String(describing: found))", sourceLocation: sourceLocation)
    #expect(found?.pattern == pattern, "\(String(describing: found))", sourceLocation: sourceLocation)
    #expect((found?.explanation != nil) == (pattern != nil), sourceLocation: sourceLocation)
    guard let pattern, !pattern.isObservation else { continue }
    let near = Diagnosis(Symptoms(problem, observed: nearMiss(program(problem), textbook(problem))))
    #expect(near != nil && near?.pattern != pattern, "\(String(describing: near))", sourceLocation: sourceLocation)
  }
}

extension Pattern {
  /// Whether it says which numbers depart, and predicts none.
  var isObservation: Bool {
    switch self {
    case .stateful, .notFinite, .singleEntry, .rangeOfPreactivation, .activationFormula, .binary32: true
    default: false
    }
  }
}

/// An answer in which every wrong number is moved by a few millionths, each by another share, so that it is no longer what it was.
func nearMiss(_ observed: Evaluation<Double>, _ truth: Evaluation<Double>) -> Evaluation<Double> {
  var right = truth
  if observed.deltas == nil { (right.preactivations, right.hiddenOutputs, right.deltas) = (nil, nil, nil) }
  var expected: [Double] = []
  _ = right.map { expected.append($0) }
  var index = 0
  return observed.map { number in
    defer { index += 1 }
    let truth = expected[index]
    guard !((number - truth).magnitude <= 1e-12 * (number.magnitude + truth.magnitude)) else { return number }
    let share = 0.25 + (Double(index) * 0.618033988749895).truncatingRemainder(dividingBy: 1)
    return number + 1e-5 * share * (number.magnitude + truth.magnitude)
  }
}

/// Expects a pattern not to be named, though something departs.
func expectNot(
  _ pattern: Pattern, of program: FaultyProgram, _ problem: Problem<Double>,
  sourceLocation: SourceLocation = #_sourceLocation
) {
  let found = program.diagnosis(problem)
  #expect(found != nil, sourceLocation: sourceLocation)
  #expect(found?.pattern != pattern, "\(String(describing: found))", sourceLocation: sourceLocation)
}

/// Networks in which layers, counts and widths can be told apart, unless a name says otherwise.
enum Patient {
  /// Widths 3-4-5-2, m = 7.
  static let mixed = Example.problem(
    widths: [3, 4, 5, 2], activations: [.tanh, .sigmoid, .linear], loss: .squaredError, cases: 7)
  static var mixedSum: Problem<Double> {
    var problem = mixed
    problem.reduction = .sum
    return problem
  }
  /// All layers 3 wide, m = 5.
  static let square = Example.problem(
    widths: [3, 3, 3, 3], activations: [.tanh, .softplus, .sigmoid], loss: .squaredError, cases: 5)
  static let crossEntropy = Example.problem(
    widths: [3, 4, 3], activations: [.silu, .sigmoid], loss: .binaryCrossEntropy, cases: 5)
  static let softmax = Example.problem(
    widths: [3, 4, 3], activations: [.gelu, .softmax], loss: .categoricalCrossEntropy, cases: 5)
  static let softmaxSquared = Example.problem(
    widths: [3, 4, 3], activations: [.tanh, .softmax], loss: .squaredError, cases: 5)
  /// Five layers of two activations in turn.
  static let deep = Example.problem(
    widths: [3, 4, 5, 4, 3, 2], activations: [.tanh, .silu, .tanh, .silu, .linear], loss: .squaredError, cases: 6)
  static let leaky = Example.problem(
    widths: [3, 5, 5, 2], activations: [.leakyReLU(alpha: 0.25), .tanh, .linear], loss: .squaredError, cases: 8)

  static let all = [mixed, mixedSum, square, crossEntropy, softmax, softmaxSquared, deep, leaky]
}
