import Networks

/// Turns a JSON tree into a ``StoredCase`` and collects everything that is wrong on the way.
///
/// A method that finds a value unusable notes a fault and returns nil, and its caller goes on with the rest of the file.
/// A case comes out only when there is no fault at all.
struct CaseReader {
  /// The first ``CaseFileError/mostFaults`` of them.
  private(set) var faults: [Fault] = []
  /// All of them; by its growth a method knows that something went wrong on the way.
  private(set) var faultCount = 0

  /// An object with more of them is no part of a case file, and each costs a search for what was meant.
  static let mostUnknownKeys = 100

  mutating func note(_ path: JSONPointer, found: String, expected: String, advice: String) {
    faultCount += 1
    guard faults.count < CaseFileError.mostFaults else { return }
    faults.append(Fault(path: path.text, found: found, expected: expected, advice: advice))
  }

  mutating func note(_ path: JSONPointer, _ complaint: Complaint) {
    note(path, found: complaint.found, expected: complaint.expected, advice: complaint.advice)
  }

  /// The whole document.
  mutating func storedCase(_ root: JSONValue) -> StoredCase? {
    let top = JSONPointer()
    guard isThisFormat(root), let members = members(of: root, at: top, Keys.document) else { return nil }
    let id = members["id"].flatMap { identifier($0, at: top.key("id")) }
    let comment = members["comment"].map { string($0, at: top.key("comment")) } ?? ""
    let source = members["source"].map { strings($0, at: top.key("source")) } ?? [:]
    let history =
      members["history"].map { list($0, at: top.key("history"), of: "problems") { $0.problem($1, at: $2) } } ?? []
    let problem = members["problem"].flatMap {
      self.problem($0, at: top.key("problem"), isExact: members["proven"] != nil)
    }
    let expected =
      members["expected"].map { expectedAnswer($0, at: top.key("expected"), of: problem) } ?? ExpectedAnswer()
    let misprints =
      members["known_misprints"].map { self.misprints($0, at: top.key("known_misprints"), in: root) } ?? []
    let flags =
      members["flags"].map { list($0, at: top.key("flags"), of: "flags") { $0.identifier($1, at: $2) } } ?? []
    var proven: ProvenAnswer?
    if let value = members["proven"] { proven = provenAnswer(value, at: top.key("proven"), of: problem) }
    guard faultCount == 0, let id, let comment, let source, let history, let problem, let expected, let misprints,
      let flags
    else { return nil }
    return StoredCase(
      id: id, comment: comment, flags: flags, source: source, history: history, problem: problem, expected: expected,
      misprints: misprints, proven: proven)
  }

  /// Another format is one fault; all that follows from it is none of the reader's business.
  private mutating func isThisFormat(_ root: JSONValue) -> Bool {
    guard case .object(let members) = root, let format = members["format"] else { return true }
    if case .string(StoredCase.format) = format { return true }
    note(
      JSONPointer().key("format"), found: format.finding, expected: quoted(StoredCase.format),
      advice: "this program reads no other format; convert the file")
    return false
  }

  mutating func identifier(_ value: JSONValue, at path: JSONPointer) -> String? {
    guard let id = string(value, at: path) else { return nil }
    guard StoredCase.isIdentifier(id) else {
      note(
        path, found: quoted(id), expected: "letters, digits, \".\", \"_\" and \"-\", a letter or digit first",
        advice: "use the file's name without .json")
      return nil
    }
    return id
  }

  private mutating func misprints(_ value: JSONValue, at path: JSONPointer, in root: JSONValue) -> [Misprint]? {
    list(value, at: path, of: "misprints") { reader, element, path in
      guard let members = reader.members(of: element, at: path, Keys.misprint) else { return nil }
      let place = members["place"].flatMap { reader.place($0, at: path.key("place"), in: root) }
      let recomputed = members["recomputed"].flatMap {
        reader.number($0, at: path.key("recomputed"), as: Complaint.printedNumber)
      }
      let note = members["note"].map { reader.string($0, at: path.key("note")) } ?? ""
      guard let place, let recomputed, let note else { return nil }
      return Misprint(place: place, recomputed: recomputed, note: note)
    }
  }

  /// The pointer of a misprint must name a figure, or the misprint would excuse nothing.
  private mutating func place(_ value: JSONValue, at path: JSONPointer, in root: JSONValue) -> String? {
    guard let place = string(value, at: path) else { return nil }
    let target = place.hasPrefix("/expected/") ? root.value(at: place) : nil
    guard let target, case .success = Complaint.printedNumber(target) else {
      note(
        path, found: quoted(place), expected: "the place of a figure, such as \"/expected/update/cost\"",
        advice: "count from 0: /expected/outputs/0/2 is the first row's third number")
      return nil
    }
    return place
  }
}

/// The keys of each object: required ones first, then optional ones.
enum Keys {
  struct Table {
    let required: [String]
    let optional: [String]
  }

  static let document = Table(
    required: ["format", "id", "problem"],
    optional: ["comment", "flags", "source", "history", "expected", "known_misprints", "proven"])
  static let problem = Table(
    required: ["layers", "inputs", "targets", "loss", "reduction"], optional: ["inputs" + bits, "targets" + bits])
  /// A proof is one of these very bits.
  static let exactProblem = Table(required: problem.all, optional: [])
  static let layer = Table(
    required: ["activation", "weights", "biases"],
    optional: ["alpha", "alpha" + bits, "weights" + bits, "biases" + bits])
  static let exactLayer = Table(
    required: layer.required + ["weights" + bits, "biases" + bits], optional: ["alpha", "alpha" + bits])
  static let expected = Table(
    required: [],
    optional: [
      "cost", "outputs", "hidden_outputs", "preactivations", "deltas", "weight_gradients", "bias_gradients",
      "input_gradient", "update",
    ])
  static let update = Table(
    required: ["learning_rate"], optional: ["biases", "weights", "biases_after", "cost"])
  static let misprint = Table(required: ["place", "recomputed"], optional: ["note"])
}
