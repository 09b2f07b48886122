public import Grading
import Networks
import Verification
import Workers

/// A graded folder for people.
public enum GradeText {
  /// A row for every problem, then what is wrong with each that is not right, then the score.
  public static func text(_ book: Gradebook, style: Style) -> String {
    var parts = [table(book, style: style)]
    parts += book.problems.compactMap { graded in
      switch graded.verdict {
      case .wrong:
        graded.failure.map {
          TerminalReport.failure(
            $0, style: style, closing: "explain: nnverify explain \(WorkerCommand.quoted($0.name))")
        }
      case .malformed:
        "\(style.bad("MALFORMED"))  \(graded.name)\n" + graded.faults.map { "  \($0)" }.joined(separator: "\n")
      case .right, .missing, .undecided: nil
      }
    }
    parts += notes(book)
    parts.append(score(book, style: style))
    return parts.joined(separator: "\n\n") + "\n"
  }

  private static func table(_ book: Gradebook, style: Style) -> String {
    var table = Table([
      ("problem", .left), ("verdict", .left), ("worst error", .right), ("allowed", .right), ("where", .left),
      ("network", .left),
    ])
    for graded in book.problems {
      let isJudged = graded.verdict != .missing && graded.verdict != .malformed
      table.add([
        graded.name, graded.verdict.rawValue, isJudged ? NumberFormat.rough(graded.worstError) : "",
        isJudged ? NumberFormat.rough(graded.worstAllowance) : "", graded.entry ?? "", graded.network,
      ])
    }
    return table.text(style: style)
  }

  private static func notes(_ book: Gradebook) -> [String] {
    // What a reader would expect to have been judged; the rest is for whoever wants to know more.
    var lines = [WireQuantity.cost, .outputs, .dX].compactMap { quantity -> String? in
      let without = book.problems.count { $0.absent.contains(quantity) }
      guard without > 0 else { return nil }
      return "\(quantity.rawValue) not given in \(NumberFormat.count(without, "answer")): not judged there."
    }
    lines += book.strays.map { "\($0)." }
    return lines.isEmpty ? [] : [lines.joined(separator: "\n")]
  }

  /// "GRADED: 92 of 100 right, 5 wrong, 2 missing, 1 malformed"
  private static func score(_ book: Gradebook, style: Style) -> String {
    let others: [GradedProblem.Verdict] = [.wrong, .missing, .malformed, .undecided]
    let counts = others.compactMap { verdict -> String? in
      let count = book.count(verdict)
      return count == 0 ? nil : "\(NumberFormat.count(count)) \(verdict.rawValue)"
    }
    let unread = book.isInterrupted ? ["\(NumberFormat.count(book.total - book.problems.count)) not looked at"] : []
    let word = book.isInterrupted ? "INTERRUPTED: " : "GRADED: "
    let text =
      ["\(NumberFormat.count(book.count(.right))) of \(NumberFormat.count(book.total)) right"] + counts + unread
    let head =
      switch book.outcome {
      case .right: style.good(word)
      case .wrong, .malformed, .oraclesDisagree: style.bad(word)
      case .interrupted, .incomplete: style.warning(word)
      }
    let blame =
      book.outcome == .oraclesDisagree
      ? "; the proven values side with the answers and against nnverify's own textbook; please report it" : ""
    return head + text.joined(separator: ", ") + blame
  }
}
