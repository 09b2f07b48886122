/// A single sigmoid neuron: where backpropagation starts.
public struct Neuron<T: Number>: Sendable {
  /// Weights w, one per input.
  public var w: [T]
  /// Bias b.
  public var b: T

  public init(w: [T], b: T) {
    self.w = w
    self.b = b
  }

  /// z = b + Σᵢ xᵢ wᵢ
  ///
  /// - Precondition: as many inputs as weights.
  public func z(_ x: [T]) -> T {
    precondition(x.count == w.count, "\(x.count) inputs for \(w.count) weights")
    var z = b
    for i in w.indices { z += x[i] * w[i] }
    return z
  }

  /// y = 1/(1+e^(−z))
  public func y(_ x: [T]) -> T { Textbook.sigmoid(z(x)) }

  /// dy/dz = y(1−y)
  public func slope(_ x: [T]) -> T {
    let y = y(x)
    return y * (T.one - y)
  }

  /// ∂y/∂wᵢ = dy/dz xᵢ, because ∂z/∂wᵢ = xᵢ
  public func weightGradient(_ x: [T]) -> [T] {
    let slope = slope(x)
    return x.map { slope * $0 }
  }

  /// ∂y/∂xᵢ = dy/dz wᵢ, because ∂z/∂xᵢ = wᵢ
  public func inputGradient(_ x: [T]) -> [T] {
    let slope = slope(x)
    return w.map { slope * $0 }
  }
}
