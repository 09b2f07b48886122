import Foundation

/// Makes a folder, with those that it lies in.
package func makeFolders(_ path: String) throws {
  try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
}

/// Removes a file, where there is one.
package func removeFile(_ path: String) { unlink(path) }
