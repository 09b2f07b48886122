import Networks

/// A generated problem in a word: generator version, seed, index, and whatever options are not the standard ones.
///
///     1:42:17
///     1:42:17:regimes=ordinary+sparse:width=8
public struct ReplayToken: Hashable, Sendable {
  public var seed: UInt64
  public var index: Int
  public var options: GeneratorOptions

  public init(seed: UInt64, index: Int, options: GeneratorOptions) {
    self.seed = seed
    self.index = index
    self.options = options
  }

  /// The problem itself.
  public var problem: GeneratedProblem { ProblemGenerator(seed: seed, options: options).problem(index) }

  /// Why a token is none.
  public enum Malformed: Error, Hashable, CustomStringConvertible {
    case form(String)
    case version(String)
    case part(String)
    case options(GeneratorOptionsError)

    public var description: String {
      switch self {
      case .form(let text):
        "'\(text)' is no replay token: expected VERSION:SEED:INDEX, for example 1:42:17, with both numbers at least 0"
      case .version(let found):
        "the token is for generator version \(found), this program has \(ProblemGenerator.version); replay it with the "
          + "release that printed it, or replay a stored case"
      case .part(let part):
        "'\(part)' in a replay token is not known; expected depth=, width=, cases=, work=, regimes=, activations=, "
          + "losses=, reductions= or precision=, lists joined by +"
      case .options(let error): "the token's options do not fit together: \(error)"
      }
    }
  }

  /// Reads a token.
  public init(parsing text: String) throws(Malformed) {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
    guard parts.count >= 3, !parts[0].isEmpty,
      parts[0].utf8.allSatisfy((UInt8(ascii: "0")...UInt8(ascii: "9")).contains), let seed = UInt64(parts[1]),
      let index = Int(parts[2]), index >= 0
    else { throw .form(text) }
    guard parts[0] == "\(ProblemGenerator.version)" else { throw .version(parts[0]) }
    self.init(seed: seed, index: index, options: try Self.options(parts.dropFirst(3)))
  }

  private static func options(_ parts: ArraySlice<String>) throws(Malformed) -> GeneratorOptions {
    let standard = GeneratorOptions.standard
    var numbers = [
      "depth": standard.maxDepth, "width": standard.maxWidth, "cases": standard.maxCases, "work": standard.maxWork,
    ]
    var regimes: [Regime]?
    var (activations, losses, reductions) = (standard.activations, standard.losses, standard.reductions)
    var precision = standard.precision
    for part in parts {
      let pair = part.split(separator: "=", maxSplits: 1).map(String.init)
      guard pair.count == 2 else { throw .part(part) }
      let words = pair[1].split(separator: "+").map(String.init)
      if numbers[pair[0]] != nil, let number = Int(pair[1]) {
        numbers[pair[0]] = number
        continue
      }
      func all<Item>(_ find: (String) -> Item?) throws(Malformed) -> [Item] {
        var found: [Item] = []
        for word in words {
          guard let item = find(word) else { throw .part(part) }
          found.append(item)
        }
        return found
      }
      switch pair[0] {
      case "regimes": regimes = try all(Regime.init(rawValue:))
      case "activations": activations = try all { name in Activation.all.first { $0.name == name } }
      case "losses": losses = try all(Loss.init(rawValue:))
      case "reductions": reductions = try all(Reduction.init(rawValue:))
      case "precision":
        guard let word = Precision(rawValue: pair[1]) else { throw .part(part) }
        precision = word
      default: throw .part(part)
      }
    }
    do {
      return try GeneratorOptions(
        regimes: regimes, maxDepth: numbers["depth"] ?? 0, maxWidth: numbers["width"] ?? 0,
        maxCases: numbers["cases"] ?? 0, maxWork: numbers["work"] ?? 0, activations: activations, losses: losses,
        reductions: reductions, precision: precision)
    } catch { throw .options(error) }
  }
}

extension ReplayToken: CustomStringConvertible {
  public var description: String {
    let standard = GeneratorOptions.standard
    var text = "\(ProblemGenerator.version):\(seed):\(index)"
    func add<Value: Equatable>(_ name: String, _ path: KeyPath<GeneratorOptions, Value>, _ show: (Value) -> String) {
      let value = options[keyPath: path]
      if value != standard[keyPath: path] { text += ":\(name)=\(show(value))" }
    }
    add("depth", \.maxDepth) { "\($0)" }
    add("width", \.maxWidth) { "\($0)" }
    add("cases", \.maxCases) { "\($0)" }
    add("work", \.maxWork) { "\($0)" }
    add("regimes", \.regimes) { $0.map(\.rawValue).joined(separator: "+") }
    add("activations", \.activations) { $0.map(\.name).joined(separator: "+") }
    add("losses", \.losses) { $0.map(\.rawValue).joined(separator: "+") }
    add("reductions", \.reductions) { $0.map(\.rawValue).joined(separator: "+") }
    add("precision", \.precision) { $0.rawValue }
    return text
  }
}
