/// A worker to begin with: one file that works as it is, with a small network where the user's own is to be put.
///
/// Not one of examples/: those show a whole network, in two hundred lines that would have to be taken out again. What both have in
/// common is the loop, thirty lines in most languages.
public enum Starter: String, Hashable, Sendable, CaseIterable {
  case python, numpy, c, javascript, swift, rust
  /// In Python, for what is no dense network.
  case function

  /// What it is, for a list.
  public var summary: String {
    switch self {
    case .python: "a network in plain Python"
    case .numpy: "a network in NumPy"
    case .c: "a network in C99, without a library"
    case .javascript: "a network in JavaScript, for Node.js"
    case .swift: "a network in Swift, one file"
    case .rust: "a network in Rust, without a crate"
    case .function: "any function of arrays with a gradient, in plain Python"
    }
  }

  /// What it needs, for a list.
  public var needs: String {
    switch self {
    case .python, .function: "Python 3.8 or later"
    case .numpy: "Python 3.8 or later, NumPy"
    case .c: "a C compiler"
    case .javascript: "Node.js 14 or later"
    case .swift: "Swift 6 or later"
    case .rust: "Rust 1.63 or later"
    }
  }

  public var fileName: String {
    switch self {
    case .python, .numpy, .function: "worker.py"
    case .c: "worker.c"
    case .javascript: "worker.js"
    case .swift: "worker.swift"
    case .rust: "worker.rs"
    }
  }

  /// The folder that is made for it where none is named.
  public var folderName: String { "\(rawValue)-worker" }

  /// The text of the file.
  public var bytes: [UInt8] {
    switch self {
    case .python: PackageResources.python_py
    case .numpy: PackageResources.numpy_py
    case .c: PackageResources.c_c
    case .javascript: PackageResources.javascript_js
    case .swift: PackageResources.swift_swift
    case .rust: PackageResources.rust_rs
    case .function: PackageResources.function_py
    }
  }

  /// How it is built in its folder; nil where it runs as it is.
  public func build(in folder: String) -> WorkerCommand? {
    let (source, program) = (path(fileName, in: folder), path("worker", in: folder))
    return switch self {
    case .python, .numpy, .javascript, .function: nil
    case .c: WorkerCommand(program: "cc", arguments: ["-O2", "-std=c99", "-o", program, source, "-lm"])
    case .swift: WorkerCommand(program: "swiftc", arguments: ["-O", "-o", program, source])
    case .rust: WorkerCommand(program: "rustc", arguments: ["-O", "-o", program, source])
    }
  }

  /// How it is run.
  public func command(in folder: String) -> WorkerCommand {
    let source = path(fileName, in: folder)
    return switch self {
    case .python, .numpy, .function: WorkerCommand(program: "python3", arguments: [source])
    case .javascript: WorkerCommand(program: "node", arguments: [source])
    case .c, .swift, .rust: WorkerCommand(program: path("worker", in: folder))
    }
  }

  /// A path with a slash, so that a program is not looked up in PATH, and without a dash in front, so that it is no option.
  public func path(_ name: String, in folder: String) -> String {
    let base = folder.hasSuffix("/") ? folder : folder + "/"
    return base.hasPrefix("-") ? "./\(base)\(name)" : base + name
  }
}
