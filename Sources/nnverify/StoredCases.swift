import Foundation
import GradientVerification

enum StoredCases {
  /// The cases in files and folders.
  static func read(_ places: [String]) throws -> [NamedCase] {
    try places.flatMap { place in
      let paths = try CaseFolder.paths(under: [place])
      guard !paths.isEmpty else {
        throw Failure(
          message: "\(printable(place)) holds no case file; name a folder with *.json files, or a file",
          code: Failure.inputOutput)
      }
      return try paths.map { NamedCase(path: $0, stored: try StoredCase.read(path: $0)) }
    }
  }

  /// The cases behind files, folders and tokens, in the order given. What does not exist as a file and looks like a token is one.
  static func resolve(_ names: [String]) throws -> [NamedCase] {
    try names.flatMap { name -> [NamedCase] in
      guard !FileManager.default.fileExists(atPath: name), name.contains(":"), !name.contains("/") else {
        return try read([name])
      }
      if FunctionPoint.parse(name) != nil {
        throw Failure.usage("\(name) is a point of a function; say of which, with --against COMMAND")
      }
      let stored = StoredCase(try ReplayToken(parsing: name), withHistory: false)
      return [NamedCase(path: name, stored: stored, isGenerated: true)]
    }
  }
}
