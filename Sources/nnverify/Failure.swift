import ArgumentParser
import Foundation
import GradientVerification

/// An error as the shell sees it: a message and an exit code. A disagreement is no error and never comes here.
struct Failure: Error {
  /// Too little can be decided.
  static let undecided: Int32 = 2
  static let usage: Int32 = 64
  static let malformed: Int32 = 65
  /// A worker crashed, hung, or broke the protocol.
  static let worker: Int32 = 69
  static let internalError: Int32 = 70
  static let inputOutput: Int32 = 74

  let message: String
  let code: Int32

  /// A caller's mistake that shows only when the cases are read.
  static func usage(_ message: String) -> Failure { Failure(message: message, code: usage) }

  init(message: String, code: Int32) {
    self.message = message
    self.code = code
  }

  /// Nil for what the argument parser reports itself, usage errors, help and versions, and for verdicts already reported.
  init?(_ error: any Error) {
    switch error {
    case is ExitCode: return nil
    case let failure as Failure: self = failure
    case let error as CaseFileError:
      let code =
        switch error.kind {
        case .malformed: Self.malformed
        case .inputOutput: Self.inputOutput
        }
      self.init(message: "\(error)", code: code)
    case let failure as WorkerStartFailure: self.init(message: "\(failure)", code: Self.worker)
    case let error as MergeRefusal: self.init(message: error.description, code: Self.malformed)
    case let error as ReplayToken.Malformed: self.init(message: "\(error)", code: Self.malformed)
    default:
      // Any other error that the parser does not know is a fault of ours, never a disagreement.
      guard NNVerify.exitCode(for: error) == .failure else { return nil }
      self.init(
        message: "internal error: \(error). Please report it with the command that led to it.", code: Self.internalError
      )
    }
  }
}
