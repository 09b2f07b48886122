import CFileSystem
import Foundation

/// Replaces a whole folder in one step, so that whoever looks, at any moment, finds the old set or the new one.
public enum FolderExchange {
  /// Writes the files to a new folder beside the old one and exchanges the two.
  ///
  /// Files that stay as they are keep their inode; what is hidden is carried over. A process that dies on the way leaves the
  /// old set and a hidden folder, which the next call removes.
  ///
  /// - Parameters:
  ///   - root: a folder that exists.
  ///   - old: its files, as far as they are not hidden.
  ///   - new: the files that it shall have.
  public static func replace(
    _ root: String, _ old: [String: [UInt8]], by new: [String: [UInt8]]
  ) throws(CaseFileError) {
    let target = URL(fileURLWithPath: root).resolvingSymlinksInPath()
    let (parent, name) = (target.deletingLastPathComponent().path, target.lastPathComponent)
    let mark = ".\(name).nnverify-"
    removeLeftovers(in: parent, mark)
    let staging = "\(parent)/\(mark)\(getpid())"
    do throws(CaseFileError) {
      try makeFolder(staging)
      for (path, bytes) in new {
        let (from, to) = ("\(target.path)/\(path)", "\(staging)/\(path)")
        try makeFolder((to as NSString).deletingLastPathComponent)
        if old[path] == bytes, link(from, to) == 0 { continue }
        try WholeFile.save(bytes, to: to)
      }
      try carryHidden(from: target.path, to: staging)
      synchronise(staging)
      guard nnverify_exchange(staging, target.path) == 0 else {
        throw CaseFileError(
          inputOutput: root,
          found: "a folder that cannot be exchanged for another (\(String(cString: strerror(errno))))",
          expected: "a file system that exchanges folders, such as ext4, xfs, btrfs, tmpfs or APFS")
      }
    } catch {
      remove(staging)
      throw error
    }
    // Now the name is that of the old set.
    remove(staging)
    synchronise(parent)
  }

  /// Makes a folder with these files in it, whole or not at all.
  ///
  /// - Parameter root: where nothing is, or an empty folder.
  public static func make(_ root: String, with files: [String: [UInt8]]) throws(CaseFileError) {
    try expectVacant(root)
    let target = URL(fileURLWithPath: root).standardizedFileURL.resolvingSymlinksInPath()
    let (parent, name) = (target.deletingLastPathComponent().path, target.lastPathComponent)
    let mark = ".\(name).nnverify-"
    try makeFolder(parent)
    removeLeftovers(in: parent, mark)
    let staging = "\(parent)/\(mark)\(getpid())"
    do throws(CaseFileError) {
      try makeFolder(staging)
      for (path, bytes) in files {
        try makeFolder(("\(staging)/\(path)" as NSString).deletingLastPathComponent)
        try WholeFile.save(bytes, to: "\(staging)/\(path)")
      }
      synchronise(staging)
      // Takes the place of an empty folder, and of no other.
      guard rename(staging, target.path) == 0 else {
        throw CaseFileError(
          inputOutput: root, found: "a place that cannot be taken (\(String(cString: strerror(errno))))",
          expected: "nothing there, or an empty folder")
      }
    } catch {
      remove(staging)
      throw error
    }
    synchronise(parent)
  }

  /// Finds out whether ``make(_:with:)`` may succeed, before the files are made.
  public static func expectVacant(_ root: String) throws(CaseFileError) {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: root, isDirectory: &isFolder) else { return }
    let isEmpty = (try? FileManager.default.contentsOfDirectory(atPath: root))?.isEmpty ?? false
    guard isFolder.boolValue, isEmpty else {
      throw CaseFileError(
        inputOutput: root, found: isFolder.boolValue ? "a folder with something in it" : "a file",
        expected: "nothing there, or an empty folder")
    }
    let here = URL(fileURLWithPath: FileManager.default.currentDirectoryPath).resolvingSymlinksInPath().path
    // Another folder would take its name, and whoever is in it would be nowhere.
    guard URL(fileURLWithPath: root).standardizedFileURL.resolvingSymlinksInPath().path != here else {
      throw CaseFileError(
        inputOutput: root, found: "the current folder", expected: "one below it, or anywhere else")
    }
  }

  /// What processes left that are no more.
  private static func removeLeftovers(in parent: String, _ mark: String) {
    for name in (try? FileManager.default.contentsOfDirectory(atPath: parent)) ?? [] where name.hasPrefix(mark) {
      guard let process = pid_t(name.dropFirst(mark.count)), kill(process, 0) != 0, errno == ESRCH else { continue }
      remove("\(parent)/\(name)")
    }
  }

  private static func carryHidden(from old: String, to new: String) throws(CaseFileError) {
    for name in (try? FileManager.default.contentsOfDirectory(atPath: old)) ?? [] where name.hasPrefix(".") {
      do { try FileManager.default.copyItem(atPath: "\(old)/\(name)", toPath: "\(new)/\(name)") } catch {
        throw CaseFileError(
          inputOutput: "\(old)/\(name)", found: "what cannot be copied: \(error.localizedDescription)",
          expected: "a readable file or folder")
      }
    }
  }

  private static func makeFolder(_ path: String) throws(CaseFileError) {
    do { try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true) } catch {
      throw CaseFileError(
        inputOutput: path, found: "a folder that cannot be made: \(error.localizedDescription)",
        expected: "a place where a folder can be made")
    }
  }

  private static func remove(_ path: String) { try? FileManager.default.removeItem(atPath: path) }

  /// A crash of the machine, too, must find either all files or none behind the name.
  private static func synchronise(_ path: String) {
    let folder = open(path, O_RDONLY | O_CLOEXEC)
    guard folder >= 0 else { return }
    _ = nnverify_synchronise(folder)
    close(folder)
  }
}
