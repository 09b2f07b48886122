/// What a cost can be differentiated by: the weights or biases of a layer, or the inputs.
/// Layers count from 1, as in the equations; neurons, inputs and cases count from 0, as in the arrays.
public enum Tensor: Hashable, Sendable {
  case weights(layer: Int)
  case biases(layer: Int)
  case inputs
}

extension Tensor: CustomStringConvertible {
  /// "W[2]", "b[2]", "X"
  public var description: String {
    switch self {
    case .weights(let layer): "W[\(layer)]"
    case .biases(let layer): "b[\(layer)]"
    case .inputs: "X"
    }
  }
}

/// One entry of a tensor. Biases are a column, so their `column` is 0.
public struct Entry: Hashable, Sendable {
  public var tensor: Tensor
  public var row: Int
  public var column: Int

  @inlinable
  public init(_ tensor: Tensor, row: Int, column: Int = 0) {
    self.tensor = tensor
    self.row = row
    self.column = column
  }
}

extension Entry: CustomStringConvertible {
  /// "W[2][0][1]", "b[1][3]", "X[0][2]"
  public var description: String {
    switch tensor {
    case .biases: "\(tensor)[\(row)]"
    case .weights, .inputs: "\(tensor)[\(row)][\(column)]"
    }
  }
}

extension Problem {
  /// W[1], b[1] … W[L], b[L], X.
  public var tensors: [Tensor] {
    (1...depth).flatMap { [.weights(layer: $0), .biases(layer: $0)] } + [.inputs]
  }

  /// The tensor as a grid; biases are one column.
  @inlinable
  public subscript(tensor: Tensor) -> Grid<Scalar> {
    get {
      switch tensor {
      case .weights(let layer): return network.layers[layer - 1].weights
      case .biases(let layer):
        let biases = network.layers[layer - 1].biases
        return Grid(rows: biases.count, columns: 1, elements: biases)
      case .inputs: return inputs
      }
    }
    set {
      let old = self[tensor]
      precondition(
        newValue.rows == old.rows && newValue.columns == old.columns,
        "\(tensor) of \(old.shape) cannot become \(newValue.shape)")
      switch tensor {
      case .weights(let layer): network.layers[layer - 1].weights = newValue
      case .biases(let layer): network.layers[layer - 1].biases = newValue.elements
      case .inputs: inputs = newValue
      }
    }
  }

  /// One number of the problem.
  @inlinable
  public subscript(entry: Entry) -> Scalar {
    get {
      switch entry.tensor {
      case .weights(let layer): network.layers[layer - 1].weights[entry.row, entry.column]
      case .biases(let layer): network.layers[layer - 1].biases[entry.row]
      case .inputs: inputs[entry.row, entry.column]
      }
    }
    set {
      switch entry.tensor {
      case .weights(let layer):
        network.layers[layer - 1].weights[entry.row, entry.column] = newValue
      case .biases(let layer): network.layers[layer - 1].biases[entry.row] = newValue
      case .inputs: inputs[entry.row, entry.column] = newValue
      }
    }
  }
}
