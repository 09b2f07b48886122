import CVectorMath

// CVectorMath as Swift, for blocks of a memory.

extension Memory {
  /// Calls `body` with the beginning and the length of every piece without a gap: all rows at once, or one after the other
  /// where the padding is long.
  @inline(__always)
  private func pieces(_ block: Block, _ body: (_ offset: Int, _ count: Int) -> Void) {
    let padded = (block.columns + 7) / 8 * 8
    if padded == block.stride { return body(0, block.rows * padded) }
    for row in 0..<block.rows { body(row * block.stride, padded) }
  }

  /// A = g(Z). Z, A: n × m.
  package func apply(_ g: ElementaryFunction, _ Z: Block, into A: Block) {
    let (z, a) = (pointer(Z), pointer(A))
    pieces(Z) { nnv_activate(g.name, g.alpha, $1, z + $0, a + $0) }
  }

  /// dZ = dA ⊙ g′(Z), with A = g(Z). All n × m; dZ may be dA.
  package func multiply(_ dA: Block, byDerivativeOf g: ElementaryFunction, _ Z: Block, _ A: Block, into dZ: Block) {
    let (z, a, da, dz) = (pointer(Z), pointer(A), pointer(dA), pointer(dZ))
    pieces(Z) { nnv_times_slope(g.name, g.alpha, $1, z + $0, a + $0, da + $0, dz + $0) }
  }

  /// A = softmax(Z), column by column. Z, A: n × m.
  package func softmax(_ Z: Block, into A: Block) {
    nnv_softmax(Z.rows, Z.stride, pointer(Z), pointer(A))
  }

  /// dZ = Jᵀ dA, with J = diag(a) − a aᵀ of each column. All n × m; dZ may be dA.
  package func multiply(_ dA: Block, bySoftmaxJacobianAt A: Block, into dZ: Block) {
    nnv_times_softmax_slope(A.rows, A.stride, pointer(A), pointer(dA), pointer(dZ))
  }

  /// log Σ_j e^(z_j) of each column. Z: n × m; l: 1 × m.
  package func logSumExp(_ Z: Block, into l: Block) {
    nnv_log_sum_exp(Z.rows, Z.stride, pointer(Z), pointer(l))
  }

  /// A = σ(Z), dZ = A − Y and e = Σ_j softplus(z_j) − y_j z_j of each column. Z, Y, A, dZ: n × m; e: 1 × m.
  package func sigmoidAndBinaryCrossEntropy(_ Z: Block, _ Y: Block, into A: Block, _ dZ: Block, _ e: Block) {
    fill(e, with: 0)
    nnv_sigmoid_binary_cross_entropy(
      Z.rows, Z.stride, pointer(Z), pointer(Y), pointer(A), pointer(dZ), pointer(e))
  }

  /// Σ_j (y_j − a_j)² of each column. A, Y: n × m; e: 1 × m.
  package func squares(_ A: Block, _ Y: Block, into e: Block) {
    fill(e, with: 0)
    nnv_add_squares(A.rows, A.stride, pointer(A), pointer(Y), pointer(e))
  }

  /// Σ_j y_j z_j of each column. Y, Z: n × m; e: 1 × m.
  package func products(_ Y: Block, _ Z: Block, into e: Block) {
    fill(e, with: 0)
    nnv_add_products(Y.rows, Y.stride, pointer(Y), pointer(Z), pointer(e))
  }

  /// B = Aᵀ. A: n × m; B: m × n.
  package func transpose(_ A: Block, into B: Block) {
    nnv_transpose(A.rows, A.columns, pointer(A), A.stride, pointer(B), B.stride)
  }

  /// The transposed of row-major numbers without padding. `elements`: `rows` × B.rows; B: its transposed.
  package func load(transposing elements: [Double], into B: Block) {
    precondition(elements.count == B.rows * B.columns, "\(elements.count) numbers for \(B.shape)")
    elements.withUnsafeBufferPointer { source in
      nnv_transpose(B.columns, B.rows, source.baseAddress, B.rows, pointer(B), B.stride)
    }
  }

  /// The numbers of the transposed block without padding, row-major, each multiplied by the factor.
  package func read(transposing A: Block, times factor: Double) -> [Double] {
    Array(unsafeUninitializedCapacity: A.rows * A.columns) { target, count in
      nnv_transpose_scaled(A.rows, A.columns, pointer(A), A.stride, factor, target.baseAddress, A.rows)
      count = A.rows * A.columns
    }
  }
}
