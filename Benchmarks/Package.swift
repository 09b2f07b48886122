// swift-tools-version: 6.2
import PackageDescription

// A package of its own, so that whoever depends on nnverify does not fetch what only its benchmarks need.
// `Benchmarks/bench-peers` is the command; README.md says what it measures.

let package = Package(
  name: "Benchmarks",
  platforms: [.macOS(.v15)],
  dependencies: [
    .package(name: "nnverify", path: ".."),
    // Time is all that is asked for here: without its traits it counts no allocations and needs nothing installed.
    .package(url: "https://github.com/ordo-one/benchmark", from: "1.38.1", traits: []),
  ],
  targets: [
    // The plugin takes a target for a benchmark when its folder lies in one that is called Benchmarks.
    .executableTarget(
      name: "Speed",
      dependencies: [
        .product(name: "GradientVerification", package: "nnverify"),
        .product(name: "Benchmark", package: "benchmark"),
      ],
      path: "Speed",
      plugins: [.plugin(name: "BenchmarkPlugin", package: "benchmark")]),
    // What it costs to ask a program in another process. Its folder is one deeper, so that the plugin lets it alone.
    .executableTarget(
      name: "RoundTrip", dependencies: [.product(name: "GradientVerification", package: "nnverify")],
      path: "Workers/RoundTrip"),
  ],
  swiftLanguageModes: [.v6]
)
