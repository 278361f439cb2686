/// A regular expression that means what it means to Python 3.11's `re`, for `str`.
package struct Pattern: Sendable {
  private let program: Program

  /// A pattern as `re.compile` makes one, perhaps with `re.IGNORECASE`.
  package init(_ source: String, ignoresCase: Bool = false) throws(PatternError) {
    var parser = try Parser(source, ignoresCase ? .ignoreCase : [])
    program = try Compiler.program(of: try parser.parse())
  }

  /// Whether the pattern is found in the text: anywhere, as `re.search` finds it, or as `re.match` or `re.fullmatch`.
  package func isFound(in text: String, _ extent: SearchExtent = .anywhere) throws(SearchError) -> Bool {
    var search = Search(program, in: text.unicodeScalars.map(\.value), extent)
    return try search.run()
  }
}
