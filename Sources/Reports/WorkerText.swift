public import Workers

/// What the doctor says, for people.
public enum WorkerText {
  public static func examination(_ doctor: Doctor, style: Style) -> String {
    var lines = doctor.steps.flatMap { step -> [String] in
      let mark = step.advice == nil ? style.good("ok  ") : style.bad("FAIL")
      let name = step.name + String(repeating: " ", count: max(0, 8 - step.name.count))
      return ["\(mark)  \(name)  \(step.finding)"] + (step.advice.map { ["                to mend it: \($0)"] } ?? [])
    }
    if !doctor.isClean && !doctor.standardError.isEmpty {
      lines +=
        ["", "It wrote to standard error:"]
        + Worker.Breakdown.quoting(doctor.standardError).split(separator: "\n").map(String.init)
    }
    lines.append(
      doctor.isClean
        ? style.good("READY: ") + "nnverify check --against COMMAND asks whether its numbers are right"
        : style.bad("NOT READY: ") + "mend the first FAIL, then ask again")
    return lines.joined(separator: "\n") + "\n"
  }
}
