public import Functions
public import Workers

/// One point, put to a function in another process, with its gradient beside the numeric one.
public struct FunctionProbe: Sendable {
  public let claimed: [Double]
  public let numeric: [Double]
  public let report: FunctionReport

  /// - Throws: `Unanswered` or `Unsupported`, from the worker.
  public init(_ worker: FunctionWorker) throws {
    let factory = worker.factory
    let point = FunctionPoint(factory.parameters, precision: factory.precision, seed: 1, index: 0)
    var function = try factory.make()
    claimed = try function.valueAndGradient(at: point.values).gradient
    numeric = try NumericGradient.of(&function, factory, at: point)
    report = try FunctionCampaign(factory, seed: 1).check(0)
  }
}
