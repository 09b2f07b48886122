import Fixtures
import Foundation
import Networks
import Testing

@Suite struct FilesTests {
  private func failure(_ path: String) throws -> CaseFileError {
    try #require(#expect(throws: CaseFileError.self) { try StoredCase.read(path: path) })
  }

  @Test func writesAndReads() throws {
    try withTemporaryFolder { folder in
      let path = folder + "/sample.json"
      let stored = try read(sample)
      try "old".write(toFile: path, atomically: false, encoding: .utf8)
      // A second name of the old file: it keeps the old bytes when the new ones come in a file of their own.
      try FileManager.default.linkItem(atPath: path, toPath: folder + "/second")
      try stored.write(to: path)
      #expect(try String(contentsOfFile: folder + "/second", encoding: .utf8) == "old")
      #expect(try StoredCase.read(path: path) == stored)
      // The temporary file is gone.
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder).sorted() == ["sample.json", "second"])
    }
  }

  /// What could not be read back is not written, and what was there stays.
  @Test func refusesToWriteWhatItCouldNotRead() throws {
    try withTemporaryFolder { folder in
      let path = folder + "/sample.json"
      try read(sample).write(to: path)
      let before = try Data(contentsOf: URL(fileURLWithPath: path))
      for value in [Double.nan, .infinity, -.infinity] {
        var stored = try read(sample)
        stored.problem.network.layers[0].weights[0, 1] = value
        let error = try #require(#expect(throws: CaseFileError.self) { try stored.write(to: path) })
        #expect(error.kind == .malformed)
        #expect(error.faults.map(\.path) == ["/problem/layers/0/weights/0/1"])
      }
      var nameless = try read(sample)
      nameless.id = ""
      #expect(throws: CaseFileError.self) { try nameless.write(to: path) }
      #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == before)
    }
  }

  @Test func cannotWrite() throws {
    try withTemporaryFolder { folder in
      let error = try #require(
        #expect(throws: CaseFileError.self) { try read(sample).write(to: folder + "/missing/sample.json") })
      #expect(error.kind == .inputOutput)
      #expect(error.description.contains("cannot be written"))
      #expect(throws: CaseFileError.self) { try read(sample).write(to: folder) }
    }
  }

  @Test func missingFileAndFolder() throws {
    try withTemporaryFolder { folder in
      let missing = try failure(folder + "/none.json")
      #expect(missing.kind == .inputOutput)
      #expect(missing.description.contains("No such file") && missing.description.contains("check the path"))
      let asFile = try failure(folder)
      #expect(asFile.kind == .inputOutput)
      #expect(asFile.description.contains("found a folder"))
      #expect(try failure("").kind == .inputOutput)
    }
  }

  // Root may read everything.
  @Test(.enabled(if: geteuid() != 0)) func noPermission() throws {
    try withTemporaryFolder { folder in
      let path = folder + "/sample.json"
      try sample.write(toFile: path, atomically: false, encoding: .utf8)
      try FileManager.default.setAttributes([.posixPermissions: 0], ofItemAtPath: path)
      let error = try failure(path)
      #expect(error.kind == .inputOutput)
      #expect(error.description.contains("Permission denied"))
    }
  }

  #if os(Linux)
    /// Opens, and fails on the first read.
    @Test func failingRead() throws { #expect(try failure("/proc/self/mem").kind == .inputOutput) }
    /// Has no size and no end.
    @Test func endlessFile() throws {
      let error = try failure("/dev/zero")
      #expect(error.kind == .malformed)
      #expect(error.description.contains("16 MB"))
    }
  #endif

  @Test func largeFile() throws {
    try withTemporaryFolder { folder in
      let path = folder + "/large.json"
      #expect(FileManager.default.createFile(atPath: path, contents: nil))
      // A gigabyte of nothing: no disk is used.
      #expect(truncate(path, 1 << 30) == 0)
      let error = try failure(path)
      #expect(error.kind == .malformed)
      #expect(error.description.contains("found a file of more than 16 MB"))
    }
  }

  @Test func folders() throws {
    try withTemporaryFolder { folder in
      for name in [
        "b.json", "a.json", "case.schema.json", "notes.txt", "sub/c.json", "sub/Z.json", ".hidden/d.json", ".e.json",
        "case",
      ] {
        let url = URL(fileURLWithPath: folder).appendingPathComponent(name)
        try FileManager.default.createDirectory(
          at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        try "".write(to: url, atomically: false, encoding: .utf8)
      }
      try FileManager.default.createDirectory(atPath: folder + "/folder.json", withIntermediateDirectories: true)
      let all = ["a.json", "b.json", "sub/Z.json", "sub/c.json"].map { folder + "/" + $0 }
      #expect(try CaseFolder.paths(under: [folder]) == all)
      #expect(try CaseFolder.paths(under: [folder + "/"]) == all)
      let link = folder + "/.link"
      try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: folder + "/sub")
      #expect(try CaseFolder.paths(under: [link]) == [link + "/Z.json", link + "/c.json"])
      // A named file is taken whatever its name, and nothing is taken twice.
      #expect(
        try CaseFolder.paths(under: [folder + "/case", folder, folder + "/a.json"]) == all[..<2] + [folder + "/case"]
          + all[2...])
      #expect(try CaseFolder.paths(under: []) == [])
      let error = #expect(throws: CaseFileError.self) { try CaseFolder.paths(under: [folder, folder + "/none"]) }
      #expect(error?.kind == .inputOutput && error?.file == folder + "/none")
    }
  }
}
