import Fixtures
import Networks

/// What a worker says it is.
public enum Introduction: Hashable, Sendable {
  case network(Hello)
  case function(FunctionHello)

  /// Reads the answer to hello; nil where its kind is unknown.
  init?(_ members: [String: WireValue], _ reader: inout AnswerReader) {
    let kind = reader.string(members["kind"], at: "/kind", or: "network")
    switch kind {
    case "network": self = .network(Hello(members, &reader))
    case "function": self = .function(FunctionHello(members, &reader))
    default:
      reader.note("/kind", found: quoted(kind), expected: "\"network\" or \"function\"")
      return nil
    }
  }

  var name: String {
    switch self {
    case .network(let hello): hello.name
    case .function(let hello): hello.name
    }
  }

  var format: WireFormat {
    switch self {
    case .network(let hello): hello.format
    case .function(let hello): hello.format
    }
  }

  var precision: Precision {
    switch self {
    case .network(let hello): hello.precision
    case .function(let hello): hello.precision
    }
  }
}
