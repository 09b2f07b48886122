import Networks

/// A table of measurements, each with the class it belongs to.
struct RealData: Sendable {
  /// One row per specimen, one column per measurement, as printed.
  let raw: Grid<Double>
  /// The measurements with mean 0 and variance 1 in every column; 0 in a column that never changes.
  let standardized: Grid<Double>
  /// The largest magnitude of each column; 1 for a column of zeros.
  let scales: [Double]
  /// The class of each row, counted from 0 in the order in which the classes first occur.
  let classes: [Int]
  /// The number of classes.
  let classCount: Int

  /// Fisher's irises: 150 flowers, 4 lengths in cm, 3 species.
  static let iris = RealData(csv: PackageResources.iris_csv)
  /// Wisconsin diagnostic breast cancer: 569 tumours, 30 measurements of cell nuclei, malignant (0) or benign (1).
  static let breastCancer = RealData(csv: PackageResources.breast_cancer_wisconsin_csv)
  /// Handwritten digits: 500 images of 8 × 8 pixels from 0 to 16, 10 digits.
  static let digits = RealData(csv: PackageResources.digits_8x8_first500_csv)

  /// - Precondition: a table as they are embedded: a header line, then lines of decimal numbers and a class, separated
  ///   by commas and ended by newlines.
  init(csv: [UInt8]) {
    let lines = csv.split(separator: UInt8(ascii: "\n")).dropFirst()
    var numbers: [Double] = []
    var names: [ArraySlice<UInt8>] = []
    var classes: [Int] = []
    for line in lines {
      let fields = line.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false)
      for field in fields.dropLast() { numbers.append(Self.number(field)) }
      let name = fields[fields.count - 1]
      if !names.contains(name) { names.append(name) }
      classes.append(names.firstIndex(of: name) ?? 0)
    }
    precondition(!lines.isEmpty && numbers.count >= lines.count, "an embedded table holds no measurements")
    raw = Grid(rows: lines.count, columns: numbers.count / lines.count, elements: numbers)
    standardized = raw.standardized()
    scales = raw.columnScales()
    self.classes = classes
    classCount = names.count
  }

  /// A decimal number without sign or exponent.
  ///
  /// - Accuracy: correctly rounded. Digits and power of ten are exact in binary64, so the one division is all that rounds.
  /// - Source: W. D. Clinger, How to read floating point numbers accurately, PLDI 1990: the fast path.
  static func number(_ text: ArraySlice<UInt8>) -> Double {
    var (digits, divisor, hasPoint) = (0.0, 1.0, false)
    for character in text {
      if character == UInt8(ascii: ".") && !hasPoint {
        hasPoint = true
      } else {
        precondition((UInt8(ascii: "0")...UInt8(ascii: "9")).contains(character), "an embedded number is malformed")
        digits = digits * 10 + Double(character - UInt8(ascii: "0"))
        if hasPoint { divisor *= 10 }
      }
    }
    precondition(!text.isEmpty && digits <= 0x1p53 && divisor <= 1e22, "an embedded number is empty or too long")
    return digits / divisor
  }
}

extension Grid<Double> {
  fileprivate func standardized() -> Grid {
    var result = self
    for column in 0..<columns {
      let mean = (0..<rows).reduce(0) { $0 + self[$1, column] } / Double(rows)
      let squares = (0..<rows).reduce(0) { $0 + (self[$1, column] - mean) * (self[$1, column] - mean) }
      let deviation = (squares / Double(rows)).squareRoot()
      for row in 0..<rows { result[row, column] = deviation > 0 ? (self[row, column] - mean) / deviation : 0 }
    }
    return result
  }

  fileprivate func columnScales() -> [Double] {
    (0..<columns).map { column in
      let largest = (0..<rows).reduce(0) { max($0, abs(self[$1, column])) }
      return largest > 0 ? largest : 1
    }
  }
}
