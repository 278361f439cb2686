extension String {
  /// The text as it may stand in XML and HTML, in an attribute too: what a port says is data.
  var escapedForMarkup: String {
    printable.reduce(into: "") { text, character in
      switch character {
      case "&": text += "&amp;"
      case "<": text += "&lt;"
      case ">": text += "&gt;"
      case "\"": text += "&quot;"
      case "'": text += "&#39;"
      case "\u{fffe}", "\u{ffff}": text += "\u{fffd}"
      default: text.append(character)
      }
    }
  }

  /// The text as it may stand in a cell of a table in Markdown.
  var escapedForMarkdown: String {
    let escaped = printable.reduce(into: "") { text, character in
      if "\\`*_{}[]()#+!|~".contains(character) { text += "\\" }
      text.append(character)
    }
    return escaped.replacing("&", with: "&amp;").replacing("<", with: "&lt;")
  }
}
