import CVectorMath
package import Networks

// What is done with matrices of an arena. CVectorMath gets all of their columns, with what stands behind them.

extension Matrix {
  package func add(_ a: Matrix, _ b: Matrix) {
    requireShape(of: a)
    requireShape(of: b)
    nnv_add(rows * stride, a.start, b.start, start)
  }

  package func subtract(_ a: Matrix, _ b: Matrix) {
    requireShape(of: a)
    requireShape(of: b)
    nnv_subtract(rows * stride, a.start, b.start, start)
  }

  /// This = A − B where a mask is not 0, and 0 where it is.
  package func subtract(_ a: Matrix, _ b: Matrix, where mask: Matrix) {
    requireShape(of: a)
    requireShape(of: b)
    requireShape(of: mask)
    for index in 0..<rows * stride {
      start[index] = mask.start[index] == 0 ? 0 : a.start[index] - b.start[index]
    }
  }

  /// This = A B.
  package func multiply(_ a: Matrix, _ b: Matrix) {
    precondition(
      rows == a.rows && a.columns == b.rows && stride == b.stride,
      "\(a.rows) × \(a.columns) by \(b.rows) × \(b.stride) into \(rows) × \(stride)")
    let product = MatrixProduct(
      rows: rows, inner: b.rows, columns: stride, strideA: a.stride, strideB: stride, strideC: stride)
    product(a.start, b.start, start)
  }

  /// These columns = w v + b, rounded after every operation: the bits of the textbook's loops.
  package func multiplyInOrder(_ columns: Range<Int>, _ w: Matrix, _ v: Matrix, biases: Matrix) {
    precondition(
      rows == w.rows && w.columns == v.rows && stride == v.stride && biases.rows == 1 && biases.columns == rows
        && columns.lowerBound >= 0 && columns.upperBound <= stride,
      "\(w.rows) × \(w.columns) by \(v.rows) × \(v.stride) into \(rows) × \(stride)")
    let first = columns.lowerBound
    nnv_ordered_product(
      rows, v.rows, columns.count, w.start, w.stride, biases.start, v.start + first, stride, start + first)
  }

  /// Columns of each row += t times a row of another matrix.
  package func add(_ t: Double, times other: Matrix, in columns: Range<Int>) {
    precondition(rows == other.rows && columns.count == other.columns && columns.upperBound <= stride, "\(columns)")
    for row in 0..<rows {
      let (target, source) = (address(row) + columns.lowerBound, other.address(row))
      for n in 0..<columns.count { target[n] += t * source[n] }
    }
  }

  /// This = A + t B, rounded twice.
  package func add(_ a: Matrix, _ t: Double, times b: Matrix) {
    requireShape(of: a)
    requireShape(of: b)
    for index in 0..<rows * stride { start[index] = a.start[index] + t * b.start[index] }
  }

  /// These columns = those of the base + w d, with w a column of weights and d a row.
  package func move(_ columns: Range<Int>, of base: Matrix, along weights: Matrix, _ column: Int, by d: Matrix) {
    requireShape(of: base)
    precondition(
      columns.lowerBound >= 0 && columns.upperBound <= min(stride, d.stride) && weights.rows == rows
        && column >= 0 && column < weights.columns, "columns \(columns) of \(rows) × \(stride)")
    let first = columns.lowerBound
    nnv_add_outer(
      rows, columns.count, stride, base.start + first, weights.start + column, weights.stride, d.start + first,
      start + first)
  }

  /// Adds to each row its own number of a row of them.
  package func addBiases(_ biases: Matrix) {
    precondition(biases.rows == 1 && biases.columns == rows, "\(biases.columns) biases for \(rows) rows")
    nnv_add_bias(rows, stride, biases.start, start)
  }

  /// Adds t (a + t b + biases) to the columns of each block, with its own t.
  ///
  /// - Parameters:
  ///   - t: one number for every block.
  ///   - width: how many columns a block has.
  ///   - a: as many columns as this has, or one block that is meant for all.
  ///   - b: one block that is meant for all.
  package func add(_ t: [Double], width: Int, times a: Matrix?, and b: Matrix? = nil, biases: Matrix? = nil) {
    let isForAll = a.map { $0.columns == width } ?? true
    precondition(
      t.count * width <= stride && (a.map { $0.rows == rows && (isForAll || $0.stride == stride) } ?? true)
        && (b.map { $0.rows == rows && $0.columns == width } ?? true)
        && (biases.map { $0.rows == 1 && $0.columns == rows } ?? true),
      "\(t.count) blocks of \(width) in \(rows) × \(stride)")
    for row in 0..<rows {
      let bias = biases.map { $0.start[row] } ?? 0
      for block in t.indices {
        let (t, target) = (t[block], start + row * stride + block * width)
        let first = a.map { $0.start + row * $0.stride + (isForAll ? 0 : block * width) }
        let second = b.map { $0.start + row * $0.stride }
        switch (first, second) {
        case (let first?, let second?):
          for n in 0..<width { target[n] += t * (first[n] + bias + t * second[n]) }
        case (let first?, nil):
          for n in 0..<width { target[n] += t * (first[n] + bias) }
        case (nil, let second?):
          for n in 0..<width { target[n] += t * (bias + t * second[n]) }
        case (nil, nil):
          for n in 0..<width { target[n] += t * bias }
        }
      }
    }
  }
}

// MARK: - Functions of a layer

extension Matrix {
  /// This = g(Z).
  package func activate(_ activation: Activation, _ z: Matrix) {
    requireShape(of: z)
    if let g = ElementaryFunction(activation) {
      nnv_activate(g.name, g.alpha, rows * stride, z.start, start)
    } else {
      nnv_softmax(rows, stride, z.start, start)
    }
  }

  /// Adds (A − Y)², number by number, or the sum of every column where this is a row.
  package func addSquares(_ a: Matrix, _ y: Matrix) {
    requireTerms(a, y)
    nnv_add_squares(a.rows / rows, rows * stride, a.start, y.start, start)
  }

  /// Adds softplus(Z) − Y Z, number by number, or the sum of every column where this is a row.
  package func addBinaryCrossEntropy(_ z: Matrix, _ y: Matrix) {
    requireTerms(z, y)
    nnv_add_binary_cross_entropy_by_products(z.rows / rows, rows * stride, z.start, y.start, start)
  }

  private func requireTerms(_ z: Matrix, _ y: Matrix) {
    z.requireShape(of: y)
    precondition((rows == 1 || rows == z.rows) && stride == z.stride, "\(rows) × \(stride) for \(z.rows) × \(z.stride)")
  }

  /// Adds (Σ y) log Σ eᶻ − Σ y z of every column.
  ///
  /// - Parameters:
  ///   - total: Σ y.
  ///   - scratch: two rows.
  package func addCategoricalCrossEntropy(_ z: Matrix, _ y: Matrix, total: Matrix, scratch: Matrix) {
    z.requireShape(of: y)
    precondition(
      stride == z.stride && scratch.rows == 2 && scratch.stride == stride && total.stride == stride,
      "\(stride) sums of \(z.stride) columns")
    let (logarithms, products) = (scratch.address(0), scratch.address(1))
    products.update(repeating: 0, count: stride)
    nnv_log_sum_exp(z.rows, stride, z.start, logarithms)
    nnv_add_products(z.rows, stride, y.start, z.start, products)
    for c in 0..<stride { start[c] += total.start[c] * logarithms[c] - products[c] }
  }

  /// Notes for every column how far the rows of A are from those of B.
  package func noteShifts(_ a: Matrix, _ b: Matrix) {
    a.requireShape(of: b)
    precondition(stride == a.stride, "\(stride) notes on \(a.stride) columns")
    nnv_note_shifts(a.rows, stride, a.start, b.start, start)
  }

  /// Notes for every column whether some row of A has another sign than that of B.
  package func noteCrossings(_ a: Matrix, _ b: Matrix) {
    a.requireShape(of: b)
    precondition(stride == a.stride, "\(stride) notes on \(a.stride) columns")
    nnv_note_crossings(a.rows, stride, a.start, b.start, start)
  }
}
