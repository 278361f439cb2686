import Conformance

// By Unicode's scalars: as a Swift character, `<` with an accent upon it is not `<`, but to a browser it is.

extension String {
  /// The text as it may stand in XML and HTML, in an attribute too: what a port says is data.
  var escapedForMarkup: String {
    printable.replacingScalars { scalar in
      switch scalar {
      case "&": "&amp;"
      case "<": "&lt;"
      case ">": "&gt;"
      case "\"": "&quot;"
      case "'": "&#39;"
      case "\u{fffe}", "\u{ffff}": "\u{fffd}"
      default: nil
      }
    }
  }

  /// The text as it may stand in a cell of a table in Markdown.
  var escapedForMarkdown: String {
    printable.replacingScalars { scalar in
      switch scalar {
      case "&": "&amp;"
      case "<": "&lt;"
      case ">": "&gt;"
      case _ where "\\`*_{}[]()#+!|~".unicodeScalars.contains(scalar): "\\\(scalar)"
      default: nil
      }
    }
  }

  private func replacingScalars(_ replacement: (Unicode.Scalar) -> String?) -> String {
    var text = UnicodeScalarView()
    for scalar in unicodeScalars {
      if let replacement = replacement(scalar) {
        text += replacement.unicodeScalars
      } else {
        text.append(scalar)
      }
    }
    return String(text)
  }
}
