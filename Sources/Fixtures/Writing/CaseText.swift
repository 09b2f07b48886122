import Networks

extension StoredCase {
  /// The case as a file's text: stable order of keys, doubles in their shortest form that reads back the same, figures
  /// with their printed digits. Equal cases give equal text.
  public var text: String {
    var text = ""
    json.write(to: &text)
    return text + "\n"
  }

  private var json: JSONText {
    var members: [(key: String, value: JSONText)] = [
      ("format", .string(Self.format)),
      ("id", .string(id)),
    ]
    if !comment.isEmpty { members.append(("comment", .string(comment))) }
    if !flags.isEmpty { members.append(("flags", .array(flags.map(JSONText.string)))) }
    if !source.isEmpty { members.append(("source", sourceJSON)) }
    if !history.isEmpty { members.append(("history", .array(history.map { $0.json(.plain) }))) }
    members.append(("problem", problem.json(proven == nil ? .plain : .exact)))
    if expected != ExpectedAnswer() { members.append(("expected", expected.json)) }
    if !misprints.isEmpty { members.append(("known_misprints", .array(misprints.map(\.json)))) }
    if let proven { members.append(("proven", proven.json)) }
    return .object(members)
  }

  /// What one looks for first comes first; the other keys follow in alphabetical order.
  private var sourceJSON: JSONText {
    let customary = ["title", "author", "date", "url"]
    let others = source.keys.filter { !customary.contains($0) }.sorted()
    return .object((customary + others).compactMap { key in source[key].map { (key, .string($0)) } })
  }
}

extension ExpectedAnswer {
  fileprivate var json: JSONText {
    .object(
      [
        ("cost", cost?.json),
        ("outputs", outputs?.json(figure)),
        ("hidden_outputs", hiddenOutputs.map(grids)),
        ("preactivations", preactivations.map(grids)),
        ("deltas", deltas.map(grids)),
        ("weight_gradients", weightGradients.map(grids)),
        ("bias_gradients", biasGradients.map(rows)),
        ("input_gradient", inputGradient?.json(figure)),
        ("update", update?.json),
      ].compactMap { key, value in value.map { (key, $0) } })
  }
}

extension ExpectedUpdate {
  fileprivate var json: JSONText {
    .object(
      [
        ("learning_rate", .number(learningRate)),
        ("biases", .literal("\(movesBiases)")),
        ("weights", weights.map(grids)),
        ("biases_after", biases.map(rows)),
        ("cost", cost?.json),
      ].compactMap { key, value in value.map { (key, $0) } })
  }
}

extension Misprint {
  fileprivate var json: JSONText {
    .object([("place", .string(place)), ("recomputed", recomputed.json), ("note", .string(note))])
  }
}

extension PrintedNumber {
  /// Digits in quotes; an exact binary64 as a plain number.
  fileprivate var json: JSONText { isExact ? .literal(text) : .string(text) }
}

extension Grid {
  func json(_ element: (Element) -> JSONText) -> JSONText {
    .array((0..<rows).map { row in .array((0..<columns).map { element(self[row, $0]) }) })
  }
}

private func figure(_ printed: PrintedNumber?) -> JSONText { printed?.json ?? .literal("null") }
private func grids(_ grids: [ExpectedAnswer.PrintedGrid]) -> JSONText { .array(grids.map { $0.json(figure) }) }
private func rows(_ rows: [[PrintedNumber?]]) -> JSONText { .array(rows.map { .array($0.map(figure)) }) }
