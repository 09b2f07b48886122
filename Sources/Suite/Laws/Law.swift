/// The laws that tie problems of the suite.
public enum Law: String, Hashable, Sendable, CaseIterable {
  case meanAndSum = "mean_and_sum"
}
