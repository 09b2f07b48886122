public import Enclosures
public import Fixtures

extension FixtureFolder {
  /// The set with one more case among the regressions, its answer proven.
  ///
  /// - Parameter origin: where the case comes from, in a word.
  public func adding(
    _ given: StoredCase, slug: String, comment: String, flags: [String], from origin: String
  ) throws(RoundingFailure) -> (set: [String: [UInt8]], id: String) {
    var source = given.source
    source["from"] = origin
    source["made by"] = "nnverify fixtures add"
    source["proven"] = Proofs.provenance
    var stored = StoredCase(
      id: "unnamed", comment: comment, flags: flags, source: source, history: given.history, problem: given.problem,
      proven: try ProvenAnswer.proving(given.problem).answer)
    stored.id = Identity.id(slug: slug, of: stored)
    var files = self.files
    files["regressions/\(slug).json"] = Array(stored.text.utf8)
    files[Manifest.name] = Array(Manifest(of: Self.hashed(files)).text.utf8)
    return (files, stored.id)
  }

  /// Writes a set in place of this one, all of it or nothing.
  public func replace(by files: [String: [UInt8]]) throws(CaseFileError) {
    try FolderExchange.replace(root, self.files, by: files)
  }
}
