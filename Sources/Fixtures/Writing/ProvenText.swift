import Networks

extension ProvenAnswer {
  var json: JSONText {
    var members: [JSONMember] = [
      ("value", value.exactJSON),
      ("limits", .object([("binary64", binary64.exponentsJSON), ("binary32", binary32.exponentsJSON)])),
    ]
    if let allowed {
      members.append(
        ("allowed", .object([("lower", allowed.lower.exactJSON), ("upper", allowed.upper.exactJSON)])))
    }
    return .object(members)
  }
}

extension Evaluation<Double> {
  fileprivate var exactJSON: JSONText {
    .object(
      members("cost", cost, .exact) + members("preactivations", preactivations ?? [], .exact)
        + members("hidden_outputs", hiddenOutputs ?? [], .exact) + members("outputs", outputs, .exact)
        + members("deltas", deltas ?? [], .exact) + members("weight_gradients", gradient.weights, .exact)
        + members("bias_gradients", gradient.biases, .exact) + members("input_gradient", gradient.inputs, .exact))
  }
}

extension Evaluation<Limit> {
  fileprivate var exponentsJSON: JSONText {
    func text(_ limit: Limit) -> JSONText { .literal(limit.exponent.map(String.init) ?? "null") }
    func grids(_ grids: [Grid<Limit>]?) -> JSONText { .array((grids ?? []).map { $0.json(text) }) }
    return .object([
      ("cost", text(cost)), ("preactivations", grids(preactivations)), ("hidden_outputs", grids(hiddenOutputs)),
      ("outputs", outputs.json(text)), ("deltas", grids(deltas)), ("weight_gradients", grids(gradient.weights)),
      ("bias_gradients", .array(gradient.biases.map { .array($0.map(text)) })),
      ("input_gradient", gradient.inputs.json(text)),
    ])
  }
}
