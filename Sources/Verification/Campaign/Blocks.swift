/// Work in fixed blocks of consecutive indices, done on several cores and merged in order: the result does not depend on how many.
package struct Blocks: Sendable {
  package var count: Int
  package var size: Int

  package init(count: Int, size: Int) { (self.count, self.size) = (count, size) }

  /// - Parameters:
  ///   - jobs: how many blocks are worked on at once, at least 1.
  ///   - shouldStop: asked before every block.
  ///   - work: the result of a block.
  ///   - size: how many of a block were done and how many of these failed, for the progress.
  ///   - progress: told the sums so far, as blocks are finished.
  ///   - merge: told of every result, in order.
  package func run<Result: Sendable>(
    jobs: Int, shouldStop: @escaping @Sendable () -> Bool, work: @escaping @Sendable (Range<Int>) throws -> Result,
    size counts: (Result) -> (done: Int, failed: Int), progress: (_ done: Int, _ failed: Int) -> Void,
    merge: (Result) throws -> Void
  ) async throws {
    let blocks = (max(count, 0) + size - 1) / size
    var (started, merged, done, failed) = (0, 0, 0, 0)
    var waiting: [Int: Result] = [:]
    try await withThrowingTaskGroup(of: (Int, Result).self) { group in
      func start() {
        guard started < blocks, !shouldStop() else { return }
        let block = started
        started += 1
        group.addTask { [self] in
          let first = block * size
          return (block, try work(first..<min(first + size, count)))
        }
      }
      for _ in 0..<max(jobs, 1) { start() }
      while let (block, result) = try await group.next() {
        start()
        waiting[block] = result
        let part = counts(result)
        done += part.done
        failed += part.failed
        progress(done, failed)
        while let next = waiting.removeValue(forKey: merged) {
          try merge(next)
          merged += 1
        }
      }
    }
  }
}
