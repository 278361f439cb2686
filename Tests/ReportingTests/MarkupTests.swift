import Foundation
import Testing

@testable import Conformance
import ConformanceSamples
@testable import Reporting

@Suite struct MarkupTests {
  /// To Swift each of these is one character with what stands beside it, and not the one that has a meaning.
  @Test(arguments: ["\u{600}<", "<\u{301}", "\"\u{301}", "'\u{20dd}", "&\u{308}", "\u{600}<script x\u{600}>"])
  func whatHasAMeaningIsEscapedWhateverStandsBesideIt(text: String) {
    let escaped = text.escapedForMarkup.unicodeScalars
    #expect(!escaped.contains { "<>\"'".unicodeScalars.contains($0) })
    #expect(escaped.contains("&"))
    #expect(!text.escapedForMarkdown.unicodeScalars.contains { "<>".unicodeScalars.contains($0) })
  }

  @Test func signsOfMarkdownAreEscaped() {
    #expect("a|b*\u{301}c".escapedForMarkdown.unicodeScalars.elementsEqual("a\\|b\\*\u{301}c".unicodeScalars))
  }
}

@Suite struct WholeFileTests {
  @Test func aFileIsReplacedAndADeviceIsWrittenTo() throws {
    let path = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString).path
    defer { try? FileManager.default.removeItem(atPath: path) }
    for text in ["one", "two"] {
      try text.writeWhole(to: path)
      #expect(try Data(contentsOf: URL(filePath: path)) == Data(text.utf8))
    }
    try "three".writeWhole(to: "/dev/null")
    #expect(
      try FileManager.default.attributesOfItem(atPath: "/dev/null")[.type] as? FileAttributeType
        != .typeRegular)
    #expect(throws: (any Error).self) { try "four".writeWhole(to: path + "/none") }
  }
}
