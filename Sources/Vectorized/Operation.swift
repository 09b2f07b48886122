import Kernels
import Networks

/// One line of the equations over prepared operands: what a plan runs, one after the other.
enum Operation {
  /// C = A B
  case product(PreparedProduct)
  /// B = Aᵀ
  case transposition(Block, B: Block)
  /// A = g(Z)
  case function(ElementaryFunction, Z: Block, A: Block)
  /// A = softmax(Z)
  case softmax(Z: Block, A: Block)
  /// dZ = dA ⊙ g′(Z)
  case derivative(ElementaryFunction, Z: Block, A: Block, dA: Block, dZ: Block)
  /// dZ = Jᵀ dA
  case softmaxDerivative(A: Block, dA: Block, dZ: Block)
  /// e, the costs of the cases; for binary cross-entropy A[L] and dZ[L] with them.
  case costs(Loss)
  /// dA[L] = ∂e/∂A[L]
  case outputDA(Loss)
  /// dZ[L] = ∂e/∂Z[L] of categorical cross-entropy, where g′ cancels; A − Y for squared error.
  case outputDZ(Loss)

  func run(in memory: borrowing Memory, _ output: Output) {
    switch self {
    case .product(let product): memory.multiply(product)
    case .transposition(let A, let B): memory.transpose(A, into: B)
    case .function(let g, let Z, let A): memory.apply(g, Z, into: A)
    case .softmax(let Z, let A): memory.softmax(Z, into: A)
    case .derivative(let g, let Z, let A, let dA, let dZ): memory.multiply(dA, byDerivativeOf: g, Z, A, into: dZ)
    case .softmaxDerivative(let A, let dA, let dZ): memory.multiply(dA, bySoftmaxJacobianAt: A, into: dZ)
    case .costs(let loss): loss.costs(output, in: memory)
    case .outputDA(let loss): loss.outputDA(output, in: memory)
    case .outputDZ(let loss): loss.outputDZ(output, in: memory)
    }
  }
}

/// Lists operations as they are written, one under the other; what needs no operation (nil) is left out.
@resultBuilder
enum Equations {
  static func buildExpression(_ operation: Operation?) -> [Operation] { operation.map { [$0] } ?? [] }
  static func buildExpression(_ operations: [Operation]) -> [Operation] { operations }
  static func buildBlock(_ parts: [Operation]...) -> [Operation] { parts.flatMap(\.self) }
  static func buildArray(_ parts: [[Operation]]) -> [Operation] { parts.flatMap(\.self) }
  static func buildOptional(_ part: [Operation]?) -> [Operation] { part ?? [] }
  static func buildEither(first: [Operation]) -> [Operation] { first }
  static func buildEither(second: [Operation]) -> [Operation] { second }
}

/// Prepares the operation that writes the value of the right side into the block on the left.
infix operator ← : AssignmentPrecedence

/// The elementwise (Hadamard) product.
infix operator ⊙ : MultiplicationPrecedence

/// A B, to be written somewhere.
struct Product {
  let A: Block
  let B: Block

  static func ← (C: Block, product: Product) -> Operation? {
    .product(PreparedProduct(C, product.A, product.B))
  }
}

/// Aᵀ, to be written somewhere.
struct Transposition {
  let A: Block

  static func ← (B: Block, transposition: Transposition) -> Operation? {
    let A = transposition.A
    precondition(A.rows == B.columns && A.columns == B.rows, "transposed \(A.shape) for \(B.shape)")
    return .transposition(A, B: B)
  }
}

extension Block {
  static func * (A: Block, B: Block) -> Product { Product(A: A, B: B) }

  /// This matrix transposed.
  var ᵀ: Transposition { Transposition(A: self) }
}
