public import Fixtures
import Networks

/// Something that a set of fixtures says and that is not so.
public struct FixtureDeparture: Hashable, Sendable {
  /// The id of the case, or the path of a file that is none.
  public var subject: String
  /// "proof", "id", "manifest", …
  public var aspect: String
  public var message: String

  public init(_ subject: String, _ aspect: String, _ message: String) {
    (self.subject, self.aspect, self.message) = (subject, aspect, message)
  }
}

/// What a set of fixtures says of itself, held against what is so.
public struct Inspection: Sendable {
  /// By their paths.
  public private(set) var cases: [String: StoredCase] = [:]
  /// Files that are none of a set, or say of themselves what they are not, each with every fault.
  public internal(set) var malformed: [CaseFileError] = []
  public private(set) var departures: [FixtureDeparture] = []
  /// How many expected values were proven anew.
  public private(set) var proven = 0
  /// How many numbers of witnesses were compared, by their tools.
  public private(set) var witnessed: [(tool: String, numbers: Int)] = []
  /// Whether expected values could be proven anew in this build.
  public private(set) var isProofMissing = false

  /// Reads what there is and compares what needs no proof: completeness, manifest, ids, flags, provenance, printed figures, laws,
  /// witnesses.
  ///
  /// - Parameter made: the problems of the groups that this program makes: no fewer belong there, and no others.
  public init(of folder: FixtureFolder, made: [SuiteProblem]) {
    let (cases, faults) = folder.cases()
    self.cases = cases
    malformed = folder.faults + faults
    if cases.isEmpty && faults.isEmpty { depart(folder.root, "set", "holds no cases") }
    inspectCompleteness(folder, made: made)
    inspectManifest(folder)
    inspectNames(folder)
    inspectProvenance()
    inspectPrintedFigures()
    inspectLaws()
    inspectWitnesses(folder)
  }

  private mutating func depart(_ subject: String, _ aspect: String, _ message: String) {
    departures.append(FixtureDeparture(subject, aspect, message))
  }

  private mutating func inspectManifest(_ folder: FixtureFolder) {
    guard let bytes = folder.files[Manifest.name] else {
      return depart(Manifest.name, "manifest", "is missing; nnverify fixtures regenerate writes it")
    }
    do throws(Manifest.Malformed) {
      let stated = try Manifest(parsing: String(decoding: bytes, as: UTF8.self)).hashes
      let actual = Manifest(of: FixtureFolder.hashed(folder.files)).hashes
      for path in Set(stated.keys).union(actual.keys).sorted() where stated[path] != actual[path] {
        let subject = cases[path]?.id ?? path
        switch (stated[path], actual[path]) {
        case (nil, _): depart(subject, "manifest", "\(path) is not in \(Manifest.name)")
        case (_, nil): depart(subject, "manifest", "\(path) is in \(Manifest.name) but not in the folder")
        default: depart(subject, "manifest", "\(path) is not what \(Manifest.name) says")
        }
      }
    } catch { depart(Manifest.name, "manifest", "line \(error.line): \(error.reason)") }
  }

  private mutating func inspectLaws() {
    let ties = Dictionary(uniqueKeysWithValues: Suite.laws.map { ($0.slug, $0.law) })
    let bySlug = Dictionary(
      cases.map { (FixtureFolder.slug(of: $0.key), $0.value) }, uniquingKeysWith: { first, _ in first })
    for (slug, tie) in ties.sorted(by: { $0.key < $1.key }) {
      guard let tie, let own = bySlug[slug], let partner = bySlug[tie.partner], let a = own.proven,
        let b = partner.proven
      else { continue }
      for message in tie.departures(a.value, b.value) { depart(own.id, "law \(tie.law.rawValue)", message) }
    }
  }

  private mutating func inspectWitnesses(_ folder: FixtureFolder) {
    let byID = Dictionary(cases.values.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    let paths = folder.files.keys.filter {
      $0.hasPrefix("witness/") && $0.hasSuffix(".json") && !$0.hasSuffix(".schema.json")
    }
    for path in paths.sorted() {
      do throws(CaseFileError) {
        let witness = try Witness(
          json: folder.files[path] ?? [], file: "\(folder.root)/\(path)", problems: byID.mapValues(\.problem))
        var compared = 0
        for (id, answer) in witness.answers.sorted(by: { $0.key < $1.key }) {
          guard let proven = byID[id]?.proven, let depth = byID[id]?.problem.depth else { continue }
          compared += compare(witness, answer, proven, depth: depth, id)
        }
        witnessed.append((witness.tool, compared))
      } catch { malformed.append(error) }
    }
  }

  private mutating func compare(
    _ witness: Witness, _ answer: Evaluation<Double>, _ proven: ProvenAnswer, depth: Int, _ id: String
  ) -> Int {
    var compared = 0
    for quantity in Evaluation<Double>.quantities(depth: depth) {
      guard let observed = answer[quantity], let value = proven.value[quantity] else { continue }
      for row in 0..<value.rows {
        for column in 0..<value.columns {
          compared += 1
          let (own, other) = (value[row, column], observed[row, column])
          let agrees =
            switch witness.precision {
            case .exact: own == other
            case .binary64: proven.excess(of: other, quantity, row: row, column: column, .binary64) <= 1
            }
          if !agrees {
            depart(
              id, "witness \(witness.tool)", "\(quantity.entry(row: row, column: column)) is \(other), proven is \(own)"
            )
          }
        }
      }
    }
    return compared
  }

  private var sorted: [(key: String, value: StoredCase)] { cases.sorted { $0.key < $1.key } }
}

extension Inspection {
  /// Proves every answer anew and compares: values, limits and allowed ranges.
  public mutating func proveAnew(jobs: Int, progress: @escaping @Sendable (_ done: Int) -> Void) async {
    let stored = sorted.map { (path: $0.key, stored: $0.value) }.filter { $0.stored.proven != nil }
    for (path, result) in await Proofs.all(of: stored, jobs: jobs, progress: progress) {
      guard let old = cases[path] else { continue }
      switch result {
      case .success(let (new, _)):
        proven += 1
        // By their texts: −0 is not 0.
        guard new.text != old.text else { continue }
        let change = FixtureChange(path, from: old, to: new)
        for entry in change?.entries ?? [] {
          depart(
            old.id, "proof", "\(entry.name) says \(entry.old), proven is \(entry.new), \(entry.ulps) ulps away")
        }
        if change?.entries.isEmpty ?? true {
          depart(old.id, "proof", "limits or allowed ranges are not those that follow from the problem")
        }
      case .failure(.unavailable): isProofMissing = true
      case .failure(let failure): depart(old.id, "proof", "\(failure)")
      }
    }
  }

  /// Adds what was found elsewhere.
  public mutating func add(_ found: [FixtureDeparture]) { departures += found }
}
