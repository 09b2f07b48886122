/// The word of a list that a mistyped one was probably meant to be: two edits away at most, and less than half its
/// length. Nil when none is near.
public func nearestWord(to word: String, among words: [String]) -> String? {
  // A key of a megabyte is no typing error, and would cost the square of its length.
  guard word.utf8.count <= 60 else { return nil }
  let ranked = words.map { (word: $0, distance: editDistance(word.lowercased(), $0.lowercased())) }
  guard let best = ranked.min(by: { $0.distance < $1.distance }) else { return nil }
  return best.distance <= 2 && 2 * best.distance < best.word.count ? best.word : nil
}

/// How many insertions, deletions, replacements and swaps of neighbours turn one text into the other.
/// - Source: the "optimal string alignment" form of Damerau, A technique for computer detection and correction of
///   spelling errors, 1964.
func editDistance(_ first: String, _ second: String) -> Int {
  let (a, b) = (Array(first), Array(second))
  var table = Array(repeating: Array(repeating: 0, count: b.count + 1), count: a.count + 1)
  for i in 0...a.count {
    for j in 0...b.count {
      guard i > 0, j > 0 else {
        table[i][j] = i + j
        continue
      }
      let replaced = table[i - 1][j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1)
      table[i][j] = min(table[i - 1][j] + 1, table[i][j - 1] + 1, replaced)
      if i > 1, j > 1, a[i - 1] == b[j - 2], a[i - 2] == b[j - 1] {
        table[i][j] = min(table[i][j], table[i - 2][j - 2] + 1)
      }
    }
  }
  return table[a.count][b.count]
}
