/// The problems of the stored suite: what is asked. What is proven of the answers is no part of this.
///
/// They are permanent: each is a pure function of its place here and of ``version``, made of integers, + − × ÷ and √ only, and
/// depends on no other generator. A problem that turns out to be useless stays; new ones are added behind the old.
public enum Suite {
  /// The version of ``dense``. Another one gives other problems, and so needs other slugs.
  public static let version = 1

  /// Small problems by a covering array.
  public static var dense: [SuiteProblem] { denseProblems }

  /// Problems made by hand, each for one bug.
  public static var edge: [SuiteProblem] { edgeProblems }

  /// Problems that a law ties to one another.
  public static var laws: [SuiteProblem] { lawProblems }

  /// Every problem that this program makes.
  public static var made: [SuiteProblem] { dense + edge + laws }
}
