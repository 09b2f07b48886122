import Fixtures
import Networks
import Testing

@testable import Suite

struct IdentityTests {
  /// The examples of FIPS 180-2.
  @Test func sha256() {
    #expect(
      Identity.sha256(Array("abc".utf8)) == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
    #expect(Identity.sha256([]) == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
  }

  @Test func parts() throws {
    let (slug, hash) = try #require(Identity.parts(of: "width-one-6f2a90c41b77de03"))
    #expect(slug == "width-one" && hash == "6f2a90c41b77de03")
    for text in ["", "width-one", "width-one-6F2A90C41B77DE03", "-6f2a90c41b77de03", "width-one-6f2a90c41b77de0"] {
      #expect(Identity.parts(of: text) == nil, "\(text)")
    }
  }

  /// Everything that is asked enters the hash, and nothing else.
  @Test func everythingAskedEnters() {
    let problem: Problem<Double> = Problem(
      network: Network(layers: [
        Layer(weights: Grid(rows: 1, columns: 1, elements: [0.5]), biases: [0], activation: .leakyReLU(alpha: 0.25))
      ]),
      inputs: Grid(rows: 1, columns: 1, elements: [1]), targets: Grid(rows: 1, columns: 1, elements: [0]),
      loss: .squaredError, reduction: .mean)
    let stored = StoredCase(id: "x", problem: problem)
    var hashes = [Identity.contentHash(stored)]
    func change(_ body: (inout StoredCase) -> Void) {
      var copy = stored
      body(&copy)
      hashes.append(Identity.contentHash(copy))
    }
    change { $0.problem.network.layers[0].weights.elements[0] = 0.5.nextUp }
    change { $0.problem.network.layers[0].biases[0] = -0.0 }
    change { $0.problem.network.layers[0].activation = .leakyReLU(alpha: 0.5) }
    change { $0.problem.network.layers[0].activation = .elu(alpha: 0.25) }
    change { $0.problem.inputs.elements[0] = 2 }
    change { $0.problem.targets.elements[0] = 2 }
    change { $0.problem.reduction = .sum }
    change { $0.history = [problem] }
    #expect(Set(hashes).count == hashes.count)
    var same = stored
    (same.comment, same.flags, same.source) = ("why", ["width-one"], ["title": "x"])
    #expect(Identity.contentHash(same) == hashes[0])
  }

  @Test func manifest() throws {
    let manifest = Manifest(of: ["b/x.json": Array("abc".utf8), "a.json": []])
    #expect(manifest.text.split(separator: "\n").map { String($0.suffix(8)) } == ["  a.json", "b/x.json"])
    #expect(try Manifest(parsing: manifest.text) == manifest)
    for text in ["x  a.json\n", manifest.text + manifest.text, String(manifest.text.dropFirst())] {
      #expect(throws: Manifest.Malformed.self) { try Manifest(parsing: text) }
    }
  }
}
