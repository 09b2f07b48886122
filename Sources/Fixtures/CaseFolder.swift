import Foundation

/// Finds case files.
public enum CaseFolder {
  /// Every case file among the given files and folders, each once, in the order of the bytes of their paths.
  ///
  /// A file is taken as it is; of a folder, everything below it that ends in ".json", except what is hidden and what a set of
  /// fixtures has besides its cases: schemas (".schema.json"), flags.json, proofs.json and the folder witness.
  public static func paths(under places: [String]) throws(CaseFileError) -> [String] {
    var paths: Set<String> = []
    for place in places {
      var isFolder: ObjCBool = false
      guard FileManager.default.fileExists(atPath: place, isDirectory: &isFolder) else {
        throw CaseFileError(inputOutput: place, found: "nothing", expected: "a case file or a folder of them")
      }
      if isFolder.boolValue {
        paths.formUnion(try caseFiles(inFolder: place))
      } else {
        paths.insert(place)
      }
    }
    return paths.sorted { Array($0.utf8).lexicographicallyPrecedes(Array($1.utf8)) }
  }

  private static let besides: Set<Substring> = ["flags.json", "proofs.json", "witness"]

  private static func caseFiles(inFolder folder: String) throws(CaseFileError) -> [String] {
    // With a slash at its end a symbolic link to a folder is followed.
    let prefix = folder.hasSuffix("/") ? folder : folder + "/"
    let below: [String]
    do {
      below = try FileManager.default.subpathsOfDirectory(atPath: prefix)
    } catch {
      throw CaseFileError(
        inputOutput: folder, found: "a folder that cannot be listed: \(error.localizedDescription)",
        expected: "a readable folder")
    }
    return below.filter { path in
      path.hasSuffix(".json") && !path.hasSuffix(".schema.json")
        && !path.split(separator: "/").contains { $0.hasPrefix(".") || besides.contains($0) }
    }.map { prefix + $0 }.filter { path in
      var isFolder: ObjCBool = false
      return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) && !isFolder.boolValue
    }
  }
}
