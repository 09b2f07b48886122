import CAllocator

/// What becomes of memory between one problem and the next.
public enum FreedMemory {
  /// Has the C library keep it. By default glibc gives more than 128 KiB of it back to the system at once, and a check of a network
  /// with some thousands of parameters, which needs about a megabyte, then spends half its time in page faults.
  ///
  /// It is a setting of the whole process: for programs that do little else than check, before their first problem.
  ///
  /// - Returns: whether the C library has such a setting.
  /// - Source: mallopt(3), `M_TRIM_THRESHOLD` and `M_MMAP_THRESHOLD`.
  @discardableResult
  public static func keep() -> Bool { nnverify_keep_freed(kept) != 0 }

  /// 32 MiB, the most that M_MMAP_THRESHOLD takes: enough for any problem, and little for a machine.
  private static let kept: Int32 = 32 << 20
}
