import Verification

/// What the claimed gradient of a tensor looks like beside its numeric one.
public struct FunctionDiagnosis: Hashable, Sendable {
  /// Which tensor.
  public var tensor: Int
  public var pattern: Pattern

  public enum Pattern: Hashable, Sendable {
    /// All entries are zero, where the function depends on them.
    case zero
    case notFinite
    /// Every entry times this.
    case factor(Double)
    /// The axes of a matrix swapped.
    case transposed
    /// Every axis from its end.
    case reversed
    /// The entries of the neighbour with one index more or less along the last axis.
    case shifted(Int)
    /// The gradient of another tensor of as many entries.
    case of(tensor: Int)
    /// Some entries are right and others not.
    case some(wrong: Int, of: Int)
  }
}

extension FunctionDiagnosis {
  /// Tries the patterns on a tensor, of which the whole numeric gradient is known.
  ///
  /// - Parameters:
  ///   - claimed, numeric: the entries of the tensor.
  ///   - others: the numeric gradients of other tensors, by their index.
  init?(tensor: Int, shape: [Int], claimed: [Double], numeric: [Double], others: [(tensor: Int, numeric: [Double])]) {
    let scale = numeric.reduce(0) { max($0, $1.magnitude) }
    guard scale > 0, scale < .infinity else { return nil }
    /// A thousandth of the largest entry: a pattern names what is far off.
    func fits(_ candidate: [Double]) -> Bool {
      candidate.count == claimed.count && zip(candidate, claimed).allSatisfy { ($0 - $1).magnitude <= scale * 0x1p-10 }
    }
    let wrong = zip(numeric, claimed).count { !(($0 - $1).magnitude <= scale * 0x1p-10) }
    guard wrong > 0 else { return nil }
    self.tensor = tensor
    if !claimed.allSatisfy(\.isFinite) {
      pattern = .notFinite
    } else if claimed.allSatisfy({ $0 == 0 }) {
      pattern = .zero
    } else if let factor = Self.factor(of: claimed, numeric, scale: scale) {
      pattern = .factor(factor)
    } else if let transposed = Self.transposed(numeric, shape), fits(transposed) {
      pattern = .transposed
    } else if numeric.count > 1, fits(numeric.reversed()) {
      pattern = .reversed
    } else if let other = others.first(where: { $0.tensor != tensor && fits($0.numeric) }) {
      pattern = .of(tensor: other.tensor)
    } else if let shift = Self.shift(of: claimed, numeric, shape, scale: scale) {
      pattern = .shifted(shift)
    } else {
      pattern = .some(wrong: wrong, of: claimed.count)
    }
  }

  /// What all entries were multiplied by, where it is one number and not 1.
  private static func factor(of claimed: [Double], _ numeric: [Double], scale: Double) -> Double? {
    guard let largest = numeric.indices.max(by: { numeric[$0].magnitude < numeric[$1].magnitude }) else { return nil }
    let factor = claimed[largest] / numeric[largest]
    guard factor.isFinite, (factor - 1).magnitude > 0x1p-10 else { return nil }
    let fits = zip(claimed, numeric).allSatisfy {
      ($0 - factor * $1).magnitude <= 0x1p-10 * scale * max(factor.magnitude, 0x1p-10)
    }
    return fits && (claimed.count > 1) || claimed.count == 1 ? factor : nil
  }

  private static func transposed(_ values: [Double], _ shape: [Int]) -> [Double]? {
    guard shape.count == 2, shape[0] > 1, shape[1] > 1 else { return nil }
    let (rows, columns) = (shape[0], shape[1])
    return (0..<values.count).map { index in
      // Read as columns × rows, as one does who confuses them.
      let (row, column) = (index / rows, index % rows)
      return values[column * columns + row]
    }
  }

  private static func shift(of claimed: [Double], _ numeric: [Double], _ shape: [Int], scale: Double) -> Int? {
    guard let last = shape.last, last > 2 else { return nil }
    for shift in [1, -1] {
      let fits = claimed.indices.allSatisfy { index in
        let column = index % last + shift
        return !(0..<last).contains(column)
          || (claimed[index] - numeric[index + shift]).magnitude <= scale * 0x1p-10
      }
      if fits { return shift }
    }
    return nil
  }
}

extension FunctionDiagnosis {
  /// In words, with the names of the tensors.
  public func sentence(_ parameters: [ParameterTensor]) -> String {
    let name = parameters[tensor].name
    return switch pattern {
    case .zero: "d\(name) is zero, and the function depends on \(name)"
    case .notFinite: "d\(name) is not finite, and the function has a slope there"
    case .factor(let factor): "d\(name) is \(Self.words(factor)) the derivative"
    case .transposed: "d\(name) holds the transposed derivative"
    case .reversed:
      "d\(name) holds the derivative with its entries in reverse order, as where a convolution stands for a correlation"
    case .shifted(let shift):
      "d\(name) is the derivative shifted by \(shift > 0 ? "one" : "minus one") along its last axis"
    case .of(let other): "d\(name) holds the derivative by \(parameters[other].name)"
    case .some(let wrong, let count):
      "\(wrong) of \(count) entries of d\(name) depart, and none of the known patterns fits"
    }
  }

  private static func words(_ factor: Double) -> String {
    if (factor + 1).magnitude < 0x1p-9 { return "minus" }
    // 2, 3, 1/9: small ratios are read better than decimals.
    guard factor.magnitude < 1e6 else { return "\(factor) times" }
    for denominator in 1...64 {
      let numerator = (factor * Double(denominator)).rounded()
      if numerator != 0, (factor * Double(denominator) - numerator).magnitude < 0x1p-9 * max(1, numerator.magnitude) {
        return denominator == 1 ? "\(Int(numerator)) times" : "\(Int(numerator))/\(denominator) times"
      }
    }
    return "\((factor * 10000).rounded() / 10000) times"
  }
}
