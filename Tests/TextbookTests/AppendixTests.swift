@testable import Dialects
import Foundation
import Testing

@testable import Textbook

/// Appendix C of the specification, which is written from the list: `make appendix` does so.
@Suite struct AppendixTests {
  private let path = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../../Vectors/SPECIFICATION.md").standardized

  @Test func theSpecificationListsTheMistakes() throws {
    let text = try String(contentsOf: path, encoding: .utf8)
    let begin = try #require(text.range(of: "<!-- mistakes -->\n"))
    let end = try #require(text.range(of: "\n<!-- end of mistakes -->"))
    let listed = text[begin.upperBound..<end.lowerBound]
    if ProcessInfo.processInfo.environment["WRITE_APPENDIX"] != nil {
      let written = text.replacingCharacters(in: begin.upperBound..<end.lowerBound, with: Mistake.appendix)
      try written.write(to: path, atomically: true, encoding: .utf8)
    } else {
      let difference = listed.split(separator: "\n").difference(from: Mistake.appendix.split(separator: "\n"))
      #expect(difference.prefix(10).map(\.line) == [], "make appendix writes it again")
    }
  }
}

extension CollectionDifference<Substring>.Change {
  fileprivate var line: String {
    switch self {
    case .insert(_, let line, _): "more than the list: \(line)"
    case .remove(_, let line, _): "missing: \(line)"
    }
  }
}
