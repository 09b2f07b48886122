public import Networks

/// A disagreement: the worst entry of one quantity of one implementation under one check. A value, never an error.
public struct Finding: Hashable, Sendable {
  public var check: Check
  /// Whose answer: "vectorized dZ".
  public var implementation: String
  /// What it was compared with: "textbook", "GSL", "dual numbers", "cases in reverse".
  public var against: String
  /// "dW[2]"
  public var quantity: String
  /// "dW[2][0][1]"
  public var entry: String
  /// The same for programs; nil where what departs is no single entry of an answer.
  public var location: Location?
  public var observed: Double
  public var expected: Double
  public var allowance: Double
  /// How many entries of the quantity fail, of how many compared.
  public var failing: Int
  public var compared: Int

  public init(
    check: Check, implementation: String, against: String, quantity: String, entry: String, location: Location? = nil,
    observed: Double, expected: Double, allowance: Double, failing: Int, compared: Int
  ) {
    self.check = check
    self.implementation = implementation
    self.against = against
    self.quantity = quantity
    self.entry = entry
    self.location = location
    self.observed = observed
    self.expected = expected
    self.allowance = allowance
    self.failing = failing
    self.compared = compared
  }

  /// An entry of a quantity of an answer.
  public struct Location: Hashable, Sendable {
    public var quantity: Quantity
    public var row: Int
    public var column: Int

    public init(quantity: Quantity, row: Int, column: Int) {
      (self.quantity, self.row, self.column) = (quantity, row, column)
    }
  }

  public var error: Double { (observed - expected).magnitude }
  public var margin: Double { Tally.margin(error: error, allowance: allowance) }
}
