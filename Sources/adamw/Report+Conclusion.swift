import Conformance
import Reporting

extension Report {
  /// Writes the report wherever it is wanted, and ends the command with the status that it means.
  ///
  /// - Parameters:
  ///   - options: Where it is wanted.
  ///   - afterword: What people are told besides.
  ///   - expectations: The expected failures, which may be to be written anew: the command has then done what it was
  ///     to do, unless the port is broken.
  /// - Throws: What ends the command, and what cannot be written.
  func conclude(
    _ options: ReportOptions,
    afterword: String? = nil,
    updating expectations: ExpectationOptions? = nil
  ) throws {
    try options.write(self)
    if let afterword, options.format == .text { try System.writeOutput("\n\(afterword)\n") }
    if let expectations, expectations.updateExpectations, result.outcome != .broken {
      return try expectations.update(from: self)
    }
    try ExitStatus(of: outcome, blaming: blame).endUnlessConforming()
  }
}
