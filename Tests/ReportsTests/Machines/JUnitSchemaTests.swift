import Foundation
import Testing

@testable import Reports

/// What is written is what others read, by xmllint (Debian's libxml2-utils).
@Suite(.enabled(if: Xmllint.isInstalled, "xmllint is not installed")) struct JUnitSchemaTests {
  @Test(arguments: documents.indices) func validByTheStricterSchema(_ index: Int) throws {
    let schema = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../Schemas/junit.xsd")
    #expect(try Xmllint.complaints(JUnitReport.xml(Self.documents[index]), schema: schema.path) == "")
  }

  @Test(arguments: documents.indices) func validForJenkins(_ index: Int) throws {
    let schema = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../Schemas/junit-10.xsd")
    #expect(try Xmllint.complaints(JUnitReport.xml(Self.documents[index]), schema: schema.path) == "")
  }

  static let documents =
    [.of([])] + GateDocument.all
    + [.of(hostileTexts.map { .hostile($0) }, stages: hostileTexts.map { .of($0, .failed, summary: $0) })]
}

enum Xmllint {
  static let isInstalled = (try? run(["--version"])) != nil

  /// What xmllint says against the file; nothing where it is valid.
  static func complaints(_ data: Data, schema: String) throws -> String {
    let file = FileManager.default.temporaryDirectory.appending(path: "junit-\(UUID()).xml")
    defer { try? FileManager.default.removeItem(at: file) }
    try data.write(to: file)
    let (status, output) = try run(["--noout", "--schema", schema, file.path])
    return status == 0 ? "" : output
  }

  private static func run(_ arguments: [String]) throws -> (status: Int32, output: String) {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = ["xmllint"] + arguments
    let pipe = Pipe()
    process.standardError = pipe
    process.standardOutput = FileHandle.nullDevice
    try process.run()
    let output = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    // env's own, where there is no such program.
    guard process.terminationStatus != 127 else { throw CocoaError(.fileNoSuchFile) }
    return (process.terminationStatus, String(decoding: output, as: UTF8.self))
  }
}
