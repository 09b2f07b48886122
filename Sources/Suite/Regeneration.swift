public import Enclosures
public import Fixtures
import Networks

/// The whole set written anew: what it would be, and what would change by it.
public struct Regeneration: Sendable {
  /// Every file of the new set.
  public var files: [String: [UInt8]]
  public var changes: [FixtureChange]
  /// Cases of which no answer can be proven, with the reason. Then nothing may be written.
  public var unproven: [(id: String, reason: String)]
  public var proofs: ProofRecord

  /// Everything in the folder is a case, a schema or a text; problems of the groups that this program makes are made anew, those
  /// of the others are taken from their files, and every answer is proven anew. No stored answer enters.
  ///
  /// - Parameters:
  ///   - folder: whose faults are nobody's concern any more.
  ///   - made: the problems of the groups that this program makes.
  ///   - jobs: how many cases are proven at once, at least 1.
  ///   - progress: told how many are done.
  public init(
    of folder: FixtureFolder, _ stored: [String: StoredCase], made: [SuiteProblem], jobs: Int,
    progress: @escaping @Sendable (_ done: Int) -> Void
  ) async {
    var cases = made.map { (path: "\($0.group.rawValue)/\($0.slug).json", stored: StoredCase($0)) }
    cases += stored.filter { !FixtureFolder.isMade($0.key) }.sorted { $0.key < $1.key }.map { path, stored in
      (path, stored.renamed(FixtureFolder.slug(of: path)))
    }
    files = folder.files.filter { !folder.casePaths.contains($0.key) }
    (unproven, changes) = ([], [])
    var efforts: [String: ProofEffort] = [:]
    for (path, result) in await Proofs.all(of: cases, jobs: jobs, progress: progress) {
      switch result {
      case .success(let (proven, effort)):
        efforts[proven.id] = effort
        files[path] = Array(proven.text.utf8)
        if let old = stored[path], let change = FixtureChange(path, from: old, to: proven) { changes.append(change) }
        if stored[path] == nil, folder.files[path] != nil { changes.append(FixtureChange(path, .unreadable)) }
      case .failure(let failure): unproven.append((FixtureFolder.slug(of: path), "\(failure)"))
      }
    }
    for path in folder.casePaths
    where files[path] == nil && !unproven.contains(where: { path.contains("/\($0.id).json") }) {
      changes.append(FixtureChange(path, .removed))
    }
    files["flags.json"] = Array(BugFlag.document.utf8)
    proofs = ProofRecord(library: Enclosures.libraryVersion ?? "none", efforts: efforts)
    let hashed = FixtureFolder.hashed(files)
    files[Manifest.name] = Array(Manifest(of: hashed).text.utf8)
    // What may differ between machines is written only where something else changes.
    if FixtureFolder.hashed(folder.files) != hashed || folder.files[ProofRecord.name] == nil {
      files[ProofRecord.name] = Array(proofs.text.utf8)
    }
    changes.sort { $0.path < $1.path }
  }

  /// Whether the folder already is what it would become.
  public func isUpToDate(_ folder: FixtureFolder) -> Bool { files == folder.files }

  /// Writes the set, all of it or nothing.
  public func write(to folder: FixtureFolder) throws(CaseFileError) {
    try folder.replace(by: files)
  }
}

extension StoredCase {
  /// A problem of the suite as a case, of whose answer nothing is proven yet.
  init(_ made: SuiteProblem) {
    var source = [
      "generator": "nnverify fixtures", "version": "\(Suite.version)", "seed": "\(Suite.version)",
      "made by": "nnverify fixtures regenerate",
    ]
    if let law = made.law {
      source["law"] = law.law.rawValue
      source["law's statement"] = law.statement
      source["law's partner"] = law.partner
    }
    self.init(
      id: "unnamed", comment: made.comment, flags: made.flags.map(\.id), source: source, problem: made.problem)
    id = Identity.id(slug: made.slug, of: self)
  }

  func renamed(_ slug: String) -> StoredCase {
    var copy = self
    copy.id = Identity.id(slug: slug, of: self)
    return copy
  }
}

extension FixtureFolder {
  /// "width-one" of "edge/width-one.json".
  static func slug(of path: String) -> String {
    String(path.split(separator: "/").last?.dropLast(".json".count) ?? "")
  }

  /// Whether this program makes the problems of the group that a file of the folder belongs to.
  public static func isMade(_ path: String, in folder: FixtureFolder) -> Bool {
    isMade(String(path.dropFirst(folder.root.count + 1)))
  }

  /// The same for a path below the folder.
  static func isMade(_ path: String) -> Bool {
    switch path.split(separator: "/").first.flatMap({ SuiteGroup(rawValue: String($0)) }) {
    case .dense, .edge, .laws: true
    case .published, .real, .regressions, nil: false
    }
  }
}
