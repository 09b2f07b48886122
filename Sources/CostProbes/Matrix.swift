import CVectorMath
import Kernels
import Networks

/// Memory for matrices that live as long as it does.
final class Arena {
  private let start: UnsafeMutablePointer<Double>
  private let capacity: Int
  private var used = 0

  /// - Parameters:
  ///   - shapes: of all the matrices that will be asked for.
  ///   - isCleared: whether they are zeros in the beginning; whatever else they may be has to be written over.
  init(_ shapes: [(rows: Int, columns: Int)], isCleared: Bool = true) {
    capacity = shapes.reduce(0) { $0 + $1.rows * $1.columns.roundedUpToVectors }
    unsafe start = .allocate(capacity: capacity)
    if isCleared { unsafe start.initialize(repeating: 0, count: capacity) }
  }

  deinit { unsafe start.deallocate() }

  /// The next one. Whoever keeps it keeps the arena as well.
  func matrix(rows: Int, columns: Int) -> Matrix {
    let matrix = unsafe Matrix(rows: rows, columns: columns, start: start + used)
    used += rows * matrix.stride
    precondition(used <= capacity, "more matrices than were announced")
    return matrix
  }
}

/// A row-major matrix in an ``Arena``, and what the probe does with such: the only file here with pointers.
///
/// Rows begin a multiple of eight numbers apart, so that whole vectors of columns can be computed.
@safe
struct Matrix {
  let rows: Int
  let columns: Int
  /// The distance between rows.
  let stride: Int
  private let start: UnsafeMutablePointer<Double>

  fileprivate init(rows: Int, columns: Int, start: UnsafeMutablePointer<Double>) {
    (self.rows, self.columns) = (rows, columns)
    stride = columns.roundedUpToVectors
    unsafe self.start = start
  }

  subscript(row: Int, column: Int) -> Double {
    get {
      check(row, column)
      return unsafe start[row * stride + column]
    }
    nonmutating set {
      check(row, column)
      unsafe start[row * stride + column] = newValue
    }
  }

  private func check(_ row: Int, _ column: Int) {
    precondition(row >= 0 && row < rows && column >= 0 && column < stride, "[\(row), \(column)] of \(rows) × \(stride)")
  }

  private func address(_ row: Int) -> UnsafeMutablePointer<Double> {
    precondition(row >= 0 && row < rows, "row \(row) of \(rows)")
    return unsafe start + row * stride
  }

  @inline(__always)
  private func requireShape(of other: Matrix) {
    precondition(
      rows == other.rows && stride == other.stride, "\(rows) × \(stride) and \(other.rows) × \(other.stride)")
  }
}

extension Int {
  /// Eight numbers are the longest vector.
  var roundedUpToVectors: Int { (self + 7) / 8 * 8 }
}

// MARK: - Copies

extension Matrix {
  /// Takes rows × columns numbers, row after row.
  func fill(_ elements: [Double]) {
    precondition(elements.count == rows * columns, "\(elements.count) numbers for \(rows) × \(columns)")
    unsafe elements.withUnsafeBufferPointer { source in
      guard let base = source.baseAddress else { return }
      for row in 0..<rows { unsafe (start + row * stride).update(from: base + row * columns, count: columns) }
    }
  }

  /// Repeats the columns of another matrix until the rows are full.
  func tile(_ pattern: Matrix) {
    precondition(rows == pattern.rows, "\(pattern.rows) rows for \(rows)")
    for row in 0..<rows {
      let target = unsafe start + row * stride
      var filled = min(pattern.columns, stride)
      unsafe target.update(from: pattern.start + row * pattern.stride, count: filled)
      while filled < stride {
        let more = min(filled, stride - filled)
        // A whole number of patterns is copied each time but the last.
        unsafe (target + filled).update(from: target, count: more)
        filled += more
      }
    }
  }

  func copy(_ other: Matrix) {
    requireShape(of: other)
    unsafe start.update(from: other.start, count: rows * stride)
  }

  /// Columns of one row, into the same columns of row `target`.
  func copy(_ columns: Range<Int>, ofRow row: Int, in source: Matrix, toRow target: Int = 0) {
    precondition(columns.lowerBound >= 0 && columns.upperBound <= min(stride, source.stride), "columns \(columns)")
    unsafe (address(target) + columns.lowerBound).update(
      from: source.address(row) + columns.lowerBound, count: columns.count)
  }

  func negate() {
    for index in 0..<rows * stride { unsafe start[index] = -start[index] }
  }

  func clear() { unsafe start.update(repeating: 0, count: rows * stride) }

  /// Sets columns of the first row to one number.
  func set(_ columns: Range<Int>, to number: Double) {
    precondition(columns.lowerBound >= 0 && columns.upperBound <= stride, "columns \(columns)")
    unsafe (start + columns.lowerBound).update(repeating: number, count: columns.count)
  }

  /// Sets columns of the first row, from `first` on, to t times those of a row of another matrix.
  func set(from first: Int, to t: Double, times source: Matrix, row: Int) {
    precondition(first >= 0 && first + source.columns <= stride, "\(source.columns) columns from \(first)")
    let (target, numbers) = unsafe (start + first, source.address(row))
    for n in 0..<source.columns { unsafe target[n] = t * numbers[n] }
  }

  /// The sum of columns of a row, without those in which another row has a zero.
  func sum(_ columns: Range<Int>, where mask: Matrix) -> Double {
    precondition(columns.lowerBound >= 0 && columns.upperBound <= min(stride, mask.stride), "columns \(columns)")
    var sum = 0.0
    for c in columns where unsafe mask.start[c] != 0 { unsafe sum += start[c] }
    return sum
  }

  /// The largest of columns of a row, without those in which another row has a zero; NaN if there is one.
  func largest(_ columns: Range<Int>, where mask: Matrix) -> Double {
    precondition(columns.lowerBound >= 0 && columns.upperBound <= min(stride, mask.stride), "columns \(columns)")
    var largest = 0.0
    for c in columns where unsafe mask.start[c] != 0 {
      let number = unsafe start[c]
      if number > largest || number.isNaN { largest = number }
    }
    return largest
  }

  /// Whether a column of a row is not 0.
  func hasNonzero(_ columns: Range<Int>) -> Bool {
    precondition(columns.lowerBound >= 0 && columns.upperBound <= stride, "columns \(columns)")
    return columns.contains { unsafe start[$0] != 0 }
  }
}

// MARK: - Arithmetic

extension Matrix {
  func add(_ a: Matrix, _ b: Matrix) {
    requireShape(of: a)
    requireShape(of: b)
    unsafe nnv_add(rows * stride, a.start, b.start, start)
  }

  func subtract(_ a: Matrix, _ b: Matrix) {
    requireShape(of: a)
    requireShape(of: b)
    unsafe nnv_subtract(rows * stride, a.start, b.start, start)
  }

  /// This = A − B where a mask is not 0, and 0 where it is.
  func subtract(_ a: Matrix, _ b: Matrix, where mask: Matrix) {
    requireShape(of: a)
    requireShape(of: b)
    requireShape(of: mask)
    for index in 0..<rows * stride {
      unsafe start[index] = mask.start[index] == 0 ? 0 : a.start[index] - b.start[index]
    }
  }

  /// This = A B.
  func multiply(_ a: Matrix, _ b: Matrix) {
    precondition(
      rows == a.rows && a.columns == b.rows && stride == b.stride,
      "\(a.rows) × \(a.columns) by \(b.rows) × \(b.stride) into \(rows) × \(stride)")
    let product = MatrixProduct(
      rows: rows, inner: b.rows, columns: stride, strideA: a.stride, strideB: stride, strideC: stride)
    unsafe product(a.start, b.start, start)
  }

  /// These columns = w v + b, rounded after every operation: the bits of the textbook's loops.
  func multiplyInOrder(_ columns: Range<Int>, _ w: Matrix, _ v: Matrix, biases: Matrix) {
    precondition(
      rows == w.rows && w.columns == v.rows && stride == v.stride && biases.rows == 1 && biases.columns == rows
        && columns.lowerBound >= 0 && columns.upperBound <= stride,
      "\(w.rows) × \(w.columns) by \(v.rows) × \(v.stride) into \(rows) × \(stride)")
    let first = columns.lowerBound
    unsafe nnv_ordered_product(
      rows, v.rows, columns.count, w.start, w.stride, biases.start, v.start + first, stride, start + first)
  }

  /// Columns of each row += t times a row of another matrix.
  func add(_ t: Double, times other: Matrix, in columns: Range<Int>) {
    precondition(rows == other.rows && columns.count == other.columns && columns.upperBound <= stride, "\(columns)")
    for row in 0..<rows {
      let (target, source) = unsafe (address(row) + columns.lowerBound, other.address(row))
      for n in 0..<columns.count { unsafe target[n] += t * source[n] }
    }
  }

  /// This = A + t B, rounded twice.
  func add(_ a: Matrix, _ t: Double, times b: Matrix) {
    requireShape(of: a)
    requireShape(of: b)
    for index in 0..<rows * stride { unsafe start[index] = a.start[index] + t * b.start[index] }
  }

  /// These columns = those of the base + w d, with w a column of weights and d a row.
  func move(_ columns: Range<Int>, of base: Matrix, along weights: Matrix, _ column: Int, by d: Matrix) {
    requireShape(of: base)
    precondition(
      columns.lowerBound >= 0 && columns.upperBound <= min(stride, d.stride) && weights.rows == rows
        && column >= 0 && column < weights.columns, "columns \(columns) of \(rows) × \(stride)")
    let first = columns.lowerBound
    unsafe nnv_add_outer(
      rows, columns.count, stride, base.start + first, weights.start + column, weights.stride, d.start + first,
      start + first)
  }

  /// Adds to each row its own number of a row of them.
  func addBiases(_ biases: Matrix) {
    precondition(biases.rows == 1 && biases.columns == rows, "\(biases.columns) biases for \(rows) rows")
    unsafe nnv_add_bias(rows, stride, biases.start, start)
  }

  /// Adds t (a + t b + biases) to the columns of each block, with its own t.
  ///
  /// - Parameters:
  ///   - t: one number for every block.
  ///   - width: how many columns a block has.
  ///   - a: as many columns as this has, or one block that is meant for all.
  ///   - b: one block that is meant for all.
  func add(_ t: [Double], width: Int, times a: Matrix?, and b: Matrix? = nil, biases: Matrix? = nil) {
    let isForAll = a.map { $0.columns == width } ?? true
    precondition(
      t.count * width <= stride && (a.map { $0.rows == rows && (isForAll || $0.stride == stride) } ?? true)
        && (b.map { $0.rows == rows && $0.columns == width } ?? true)
        && (biases.map { $0.rows == 1 && $0.columns == rows } ?? true),
      "\(t.count) blocks of \(width) in \(rows) × \(stride)")
    for row in 0..<rows {
      let bias = biases.map { unsafe $0.start[row] } ?? 0
      for block in t.indices {
        let (t, target) = unsafe (t[block], start + row * stride + block * width)
        let first = unsafe a.map { unsafe $0.start + row * $0.stride + (isForAll ? 0 : block * width) }
        let second = unsafe b.map { unsafe $0.start + row * $0.stride }
        switch unsafe (first, second) {
        case (let first?, let second?):
          for n in 0..<width { unsafe target[n] += t * (first[n] + bias + t * second[n]) }
        case (let first?, nil):
          for n in 0..<width { unsafe target[n] += t * (first[n] + bias) }
        case (nil, let second?):
          for n in 0..<width { unsafe target[n] += t * (bias + t * second[n]) }
        case (nil, nil):
          for n in 0..<width { unsafe target[n] += t * bias }
        }
      }
    }
  }
}

// MARK: - Functions of a layer

extension Matrix {
  /// This = g(Z).
  func activate(_ activation: Activation, _ z: Matrix) {
    requireShape(of: z)
    if activation == .softmax {
      unsafe nnv_softmax(rows, stride, z.start, start)
    } else {
      unsafe nnv_activate(activation.vectorFunction, activation.alpha ?? 0, rows * stride, z.start, start)
    }
  }

  /// Adds (A − Y)², number by number, or the sum of every column where this is a row.
  func addSquares(_ a: Matrix, _ y: Matrix) {
    requireTerms(a, y)
    unsafe nnv_add_squares(a.rows / rows, rows * stride, a.start, y.start, start)
  }

  /// Adds softplus(Z) − Y Z, number by number, or the sum of every column where this is a row.
  func addBinaryCrossEntropy(_ z: Matrix, _ y: Matrix) {
    requireTerms(z, y)
    unsafe nnv_add_binary_cross_entropy_by_products(z.rows / rows, rows * stride, z.start, y.start, start)
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
  func addCategoricalCrossEntropy(_ z: Matrix, _ y: Matrix, total: Matrix, scratch: Matrix) {
    z.requireShape(of: y)
    precondition(
      stride == z.stride && scratch.rows == 2 && scratch.stride == stride && total.stride == stride,
      "\(stride) sums of \(z.stride) columns")
    let (logarithms, products) = unsafe (scratch.address(0), scratch.address(1))
    unsafe products.update(repeating: 0, count: stride)
    unsafe nnv_log_sum_exp(z.rows, stride, z.start, logarithms)
    unsafe nnv_add_products(z.rows, stride, y.start, z.start, products)
    for c in 0..<stride { unsafe start[c] += total.start[c] * logarithms[c] - products[c] }
  }

  /// Notes for every column how far the rows of A are from those of B.
  func noteShifts(_ a: Matrix, _ b: Matrix) {
    a.requireShape(of: b)
    precondition(stride == a.stride, "\(stride) notes on \(a.stride) columns")
    unsafe nnv_note_shifts(a.rows, stride, a.start, b.start, start)
  }

  /// Notes for every column whether some row of A has another sign than that of B.
  func noteCrossings(_ a: Matrix, _ b: Matrix) {
    a.requireShape(of: b)
    precondition(stride == a.stride, "\(stride) notes on \(a.stride) columns")
    unsafe nnv_note_crossings(a.rows, stride, a.start, b.start, start)
  }
}

extension Activation {
  fileprivate var vectorFunction: nnv_activation {
    switch self {
    case .linear: NNV_LINEAR
    case .sigmoid: NNV_SIGMOID
    case .tanh: NNV_TANH
    case .relu: NNV_RELU
    case .leakyReLU: NNV_LEAKY_RELU
    case .elu: NNV_ELU
    case .softplus: NNV_SOFTPLUS
    case .silu: NNV_SILU
    case .gelu: NNV_GELU
    case .softmax: preconditionFailure("softmax of single numbers")
    }
  }
}
