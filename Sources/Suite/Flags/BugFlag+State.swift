// Bugs of what is remembered from call to call. A case for one has a `history`: problems that are asked first.

extension BugFlag {
  static let state = [accumulatedCalls, staleBatch, staleBuffer, inputOverwritten]

  static let accumulatedCalls = BugFlag(
    "accumulated-calls", .state,
    "Gradients are added to those of the calls before: the second answer is twice as large.",
    links: ["docs/checks.md", "docs/mutants.md"])

  static let staleBatch = BugFlag(
    "stale-batch", .state, "Inputs or outputs of the batch before are multiplied into the gradient of this one.",
    links: ["docs/checks.md", "docs/mutants.md"])

  static let staleBuffer = BugFlag(
    "stale-buffer", .state, "A buffer still holds cases of a larger batch before, and they are summed too.",
    links: ["docs/checks.md", "docs/mutants.md"])

  static let inputOverwritten = BugFlag(
    "input-overwritten", .state,
    "The caller's inputs or weights are changed in place: asked again, the answer is another.",
    links: ["docs/checks.md", "docs/mutants.md"])
}
