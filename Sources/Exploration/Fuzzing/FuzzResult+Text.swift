public import Conformance

extension FuzzResult {
  /// The result for a terminal or a log: the verdict first, then the case and the first difference.
  ///
  /// - Parameters:
  ///   - style: How the text may stand out.
  ///   - path: Where the case was saved.
  ///   - blame: Who is to blame where the port is broken: an oracle may be run as one.
  /// - Returns: The text.
  public func text(style: TextStyle, savedAt path: String? = nil, blaming blame: Blame = .port) -> String {
    var blocks = [[verdictLine(style: style, blaming: blame)] + circumstances]
    if let finding {
      blocks.append(finding.lines)
      if let path {
        blocks.append(["saved as \(path), which 'adamw test --vectors \(path) -- ...' runs again"])
      }
    }
    return blocks.map { $0.joined(separator: "\n") }.joined(separator: "\n\n") + "\n"
  }

  private func verdictLine(style: TextStyle, blaming blame: Blame) -> String {
    let words: String
    switch outcome {
    case .conforms, .expected, .follows: words = "no difference"
    case .differs, .outdated: words = "different"
    case .unjudged: words = "not judged"
    case .broken: words = blame == .port ? "broken port" : "the oracle failed"
    }
    let bold = style.bold(words)
    let end = wasInterrupted ? ", interrupted" : ""
    return """
      \(outcome == .conforms ? style.green(bold) : style.red(bold)): \(counts.compared) random cases of seed \
      \(seed) compared in \(duration.tenths) s\(end)
      """
  }

  private var circumstances: [String] {
    let dtypes = DType.allCases.compactMap { dtype in
      counts.dtypes[dtype].map { "\(dtype.rawValue) in \($0)" }
    }
    let missing = counts.unsupported.sorted { $0.key < $1.key }.map { "\($0.key.printable) (\($0.value))" }
    return [
      "\(port.title) against \(oracle.title)",
      (dtypes + ["\(counts.refused) refused by the oracle"]).joined(separator: ", "),
    ]
      + (missing.isEmpty ? [] : ["not run for want of \(missing.joined(separator: ", "))"])
      + (endFault?.printableLines ?? [])
  }
}

extension Finding {
  fileprivate var lines: [String] {
    [
      """
      \(original.id) differs, found after \(searching.tenths) s: \(original.size)
      the smallest case that differs, after \(tries) tries in \(shrinking.tenths) s: \(smallest.testCase.size)
      """,
      "",
    ]
      + smallest.testCase.python.map { "  \($0)" }
      + ["", "first difference: \(smallest.divergence)"]
      + smallest.divergence.details.flatMap { "  \($0)".wrapped(to: 80) }
  }
}

extension Case {
  /// How much there is to the case, as in `1 variable, 2 elements, 1 event, 3 arguments`.
  fileprivate var size: String {
    [
      variables.count.counted("variable"), variables.reduce(0) { $0 + $1.count }.counted("element"),
      script.count.counted("event"), arguments.given.count.counted("argument"),
    ].joined(separator: ", ")
  }
}

extension PortDescription {
  fileprivate var title: String { "\(name.printable) \(version.printable) (\(language.printable))" }
}
