import Mustache

/// A gate for the browser: one file that loads nothing and runs nothing.
///
/// The templates in `Template/` hold everything that is markup; the values here hold everything that is said, as
/// ``Words``, and everything that is drawn, as ``Drawn``. Neither can become markup: the templates escape whatever they
/// are given.
public enum HTMLReport {
  /// Equal documents give equal bytes.
  public static func html(_ document: GateDocument) throws -> String {
    try templates.get().render(Page(document), withTemplate: "page") ?? ""
  }

  private static let templates = Result {
    try MustacheLibrary(
      templates: sources.mapValues { try MustacheTemplate(string: String(decoding: $0, as: UTF8.self)) })
  }

  /// By the names under which they call each other.
  static let sources: [String: [UInt8]] = [
    "page": PackageResources.page_mustache,
    "style": PackageResources.style_mustache,
    "verdict": PackageResources.verdict_mustache,
    "item": PackageResources.item_mustache,
    "command": PackageResources.command_mustache,
    "checks": PackageResources.checks_mustache,
    "histogram": PackageResources.histogram_mustache,
    "failures": PackageResources.failures_mustache,
    "failure": PackageResources.failure_mustache,
    "network": PackageResources.network_mustache,
    "heatmap": PackageResources.heatmap_mustache,
    "regimes": PackageResources.regimes_mustache,
    "steps": PackageResources.steps_mustache,
    "mark": PackageResources.mark_mustache,
    "mutants": PackageResources.mutants_mustache,
    "coverage": PackageResources.coverage_mustache,
    "run": PackageResources.run_mustache,
  ]
}
