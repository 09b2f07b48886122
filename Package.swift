// swift-tools-version: 6.2
import PackageDescription

// The rooms of the house, and who may enter which: ARCHITECTURE.md says why.
// `swift build --disable-default-traits` builds with GSL alone, `--traits XSMM` or `--traits Arb` with one more.

let safe: [SwiftSetting] = [.strictMemorySafety()]

// Homebrew's FLINT lies where only pkg-config finds it; Debian's needs none, and Arb before FLINT 3 has no .pc file.
#if os(macOS)
  let flint: String? = "flint"
#else
  let flint: String? = nil
#endif

// zlib is in every macOS SDK.
#if os(macOS)
  let zlib: String? = nil
#else
  let zlib: String? = "zlib"
#endif

let package = Package(
  name: "nnverify",
  platforms: [.macOS(.v15)],
  products: [
    .library(name: "GradientVerification", targets: ["GradientVerification"]),
    // For test targets: the same module, and what lets its issues reach Swift Testing and XCTest.
    .library(
      name: "GradientVerificationTestSupport", targets: ["GradientVerification", "GradientVerificationTestSupport"]),
    .executable(name: "nnverify", targets: ["nnverify"]),
  ],
  traits: [
    .trait(name: "XSMM", description: "Matrix products by LIBXSMM's kernels (libxsmm-dev)."),
    .trait(name: "SLEEF", description: "Elementary functions over arrays by SLEEF (libsleef-dev)."),
    .trait(name: "Arb", description: "Proven enclosures by Arb's ball arithmetic (libflint-arb-dev)."),
    .default(enabledTraits: ["XSMM", "SLEEF", "Arb"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
    .package(url: "https://github.com/apple/swift-numerics", from: "1.1.1"),
    .package(url: "https://github.com/swiftlang/swift-docc-plugin", from: "1.5.0"),
    .package(url: "https://github.com/apple/swift-system", from: "1.8.1"),
    .package(url: "https://github.com/swiftlang/swift-subprocess", from: "1.0.2"),
    .package(url: "https://github.com/pointfreeco/xctest-dynamic-overlay", from: "1.13.1"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
    .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.1"),
  ],
  targets: [
    // C libraries: a module map and one shim header each.
    .systemLibrary(
      name: "CGSL", pkgConfig: "gsl",
      providers: [.apt(["libgsl-dev"]), .brew(["gsl"])]),
    .systemLibrary(
      name: "CXSMM", pkgConfig: "libxsmm",
      providers: [.apt(["libxsmm-dev"]), .brew(["libxsmm"])]),
    .systemLibrary(
      name: "CSLEEF", pkgConfig: "sleef",
      providers: [.apt(["libsleef-dev"]), .brew(["sleef"])]),
    .systemLibrary(
      name: "CArb", pkgConfig: flint,
      providers: [.apt(["libflint-arb-dev"]), .brew(["flint"])]),

    .systemLibrary(name: "CZlib", pkgConfig: zlib, providers: [.apt(["zlib1g-dev"])]),
    .systemLibrary(name: "CFileSystem"),
    .systemLibrary(name: "CAllocator"),

    // Elementary functions over arrays, for the instructions that the processor has; and what stands between C and Swift.
    .target(
      name: "CVectorMath",
      dependencies: [.target(name: "CSLEEF", condition: .when(traits: ["SLEEF"]))],
      exclude: ["avx512_functions.inc", "log_one_plus.inc", "passes.inc", "transposition.inc"],
      cSettings: [.define("NNVERIFY_SLEEF", .when(traits: ["SLEEF"]))]),
    .target(
      name: "Kernels",
      dependencies: [
        "Networks", "CAllocator", "CGSL", "CVectorMath", .target(name: "CXSMM", condition: .when(traits: ["XSMM"])),
      ]),

    // The vocabulary, and the two implementations that never meet.
    .target(name: "Networks", swiftSettings: safe),
    // Of the textbook alone: grids of numbers with rounding bounds, for the instructions that the processor has.
    .target(name: "CBoundedSums", exclude: ["bounded.inc", "grids.inc"]),
    .target(
      name: "Reference",
      dependencies: ["Networks", "CBoundedSums", .product(name: "RealModule", package: "swift-numerics")],
      swiftSettings: safe),
    .target(
      name: "Vectorized",
      dependencies: [
        "Networks", "Kernels",
      ]),

    // The cost at many points near a problem, for numeric derivatives.
    .target(name: "CostProbes", dependencies: ["Networks", "Kernels"], swiftSettings: safe),

    // Oracles, checks, cases, reports.
    .target(
      name: "Enclosures",
      dependencies: ["Networks", "Reference", .target(name: "CArb", condition: .when(traits: ["Arb"]))],
      swiftSettings: safe),
    .target(name: "NumericDerivatives", dependencies: ["CGSL"], swiftSettings: safe),
    .target(
      name: "Verification", dependencies: ["Networks"],
      resources: [.embedInCode("Generation/RealData/Data")], swiftSettings: safe),
    // f(θ) and ∇f(θ) of programs that are no network.
    .target(
      name: "Functions", dependencies: ["Networks", "NumericDerivatives", "Verification"], swiftSettings: safe),
    // What the suite itself is tested with. It knows neither of the two implementations.
    .target(
      name: "Mutants",
      dependencies: [
        "Networks", "Verification", .product(name: "RealModule", package: "swift-numerics"),
      ],
      swiftSettings: safe),
    .target(name: "Fixtures", dependencies: ["Networks", "CFileSystem", "CZlib"]),
    // What fixtures/ consists of, and the proofs of what is expected there.
    .target(
      name: "Suite",
      dependencies: [
        "Networks", "Reference", "Enclosures", "Verification", "Fixtures",
        .product(name: "Crypto", package: "swift-crypto"),
      ],
      swiftSettings: safe),
    // Programs in other languages, each in a process of its own.
    .target(
      name: "Workers",
      dependencies: [
        "Networks", "Verification", "Functions", "Fixtures",
        .product(name: "Subprocess", package: "swift-subprocess"),
        .product(name: "SystemPackage", package: "swift-system"),
      ],
      resources: [.embedInCode("Starters/Files")],
      swiftSettings: safe),
    // Answers that stand in files, from whoever has no program to ask.
    .target(
      name: "Grading", dependencies: ["Networks", "Verification", "Fixtures", "Suite", "Workers"], swiftSettings: safe),
    .target(
      name: "Reports",
      dependencies: [
        "Networks", "Verification", "Functions", "Reference", "Mutants", "Fixtures", "Suite", "Workers", "Grading",
        .product(name: "Mustache", package: "swift-mustache"),
      ],
      resources: [.embedInCode("HTML/Template")]),
    // What one command trusts: its configuration, what fails in it and what was expected to.
    .target(
      name: "Gate",
      dependencies: [
        "Networks", "Verification", "Functions", "Mutants", "Fixtures", "Suite", "Workers", "Reports",
        .product(name: "Yams", package: "Yams"),
      ]),
    .target(
      name: "GradientVerification",
      dependencies: [
        "Networks", "Reference", "Vectorized", "CostProbes", "NumericDerivatives", "Enclosures", "Verification",
        "Functions", "Mutants", "Fixtures", "Suite", "Workers", "Grading", "Reports", "Gate",
        .product(name: "IssueReporting", package: "xctest-dynamic-overlay"),
      ]),
    .target(
      name: "GradientVerificationTestSupport",
      dependencies: [.product(name: "IssueReportingTestSupport", package: "xctest-dynamic-overlay")]),
    .executableTarget(
      name: "nnverify",
      dependencies: [
        "GradientVerification", .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ]),
    .executableTarget(
      name: "swift-worker", dependencies: ["GradientVerification"], path: "examples/swift", exclude: ["README.md"]),

    // One test target per target.
    .testTarget(name: "NetworksTests", dependencies: ["Networks"]),
    .testTarget(name: "ReferenceTests", dependencies: ["Reference", "CBoundedSums"]),
    .testTarget(name: "KernelsTests", dependencies: ["Kernels", "CGSL", "CVectorMath"]),
    .testTarget(name: "VectorizedTests", dependencies: ["Vectorized", "Kernels"]),
    .testTarget(name: "CostProbesTests", dependencies: ["CostProbes", "Reference"]),
    .testTarget(name: "NumericDerivativesTests", dependencies: ["NumericDerivatives", "CGSL"]),
    .testTarget(name: "EnclosuresTests", dependencies: ["Enclosures"]),
    .testTarget(name: "VerificationTests", dependencies: ["Verification"]),
    .testTarget(name: "FunctionsTests", dependencies: ["Functions", "Networks", "Verification"]),
    .testTarget(name: "MutantsTests", dependencies: ["Mutants", "GradientVerification"]),
    .testTarget(name: "FixturesTests", dependencies: ["Fixtures"]),
    .testTarget(name: "SuiteTests", dependencies: ["Suite", "Reference", "Verification"]),
    .testTarget(
      name: "WorkersTests", dependencies: ["Workers", "GradientVerification", "swift-worker"],
      exclude: ["Transcripts"]),
    .testTarget(name: "GradingTests", dependencies: ["Grading", "GradientVerification"]),
    .testTarget(name: "ReportsTests", dependencies: ["Reports", "Workers"], exclude: ["Schemas"]),
    .testTarget(name: "GateTests", dependencies: ["Gate"]),
    .testTarget(
      name: "GradientVerificationTests", dependencies: ["GradientVerification", "GradientVerificationTestSupport"]),
    .testTarget(
      name: "nnverifyTests",
      dependencies: [
        "nnverify", .product(name: "Subprocess", package: "swift-subprocess"),
      ]),
  ],
  swiftLanguageModes: [.v6]
)
