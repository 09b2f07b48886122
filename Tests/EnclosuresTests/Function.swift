import Reference

/// The functions that a number has, by name, so that a table can hold them.
enum Function {
  case sqrt, exp, expMinusOne, log, logOnePlus, tanh, erf, erfc

  func callAsFunction<T: Number>(_ x: T) -> T {
    switch self {
    case .sqrt: T.sqrt(x)
    case .exp: T.exp(x)
    case .expMinusOne: T.expMinusOne(x)
    case .log: T.log(x)
    case .logOnePlus: T.log(onePlus: x)
    case .tanh: T.tanh(x)
    case .erf: T.erf(x)
    case .erfc: T.erfc(x)
    }
  }
}
