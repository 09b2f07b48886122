import Verification

extension Check {
  /// At the head of a narrow column.
  var short: String {
    switch self {
    case .answers: "ans"
    case .shapes: "shp"
    case .values: "val"
    case .gradients: "grd"
    case .gsl: "gsl"
    case .directions: "dir"
    case .dual: "dua"
    case .enclosure: "enc"
    case .batch: "bat"
    case .order: "ord"
    case .fit: "fit"
    case .softmaxShift: "smx"
    case .homogeneity: "hom"
    case .oddness: "odd"
    case .quadratic: "qua"
    case .dyadic: "dya"
    case .state: "sta"
    case .update: "upd"
    case .descent: "dsc"
    case .threeLayer: "3ly"
    case .stored: "sto"
    }
  }

  /// "val values, grd gradients": what the heads of columns mean, eight to a line.
  static func legend(_ checks: [Check]) -> String {
    stride(from: 0, to: checks.count, by: 8).map { first in
      checks[first..<min(first + 8, checks.count)].map { "\($0.short) \($0.rawValue)" }.joined(separator: ", ")
    }.joined(separator: ",\n")
  }
}
