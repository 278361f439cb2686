import Testing

@testable import Conformance

@Suite struct TextTests {
  @Test func oneIsOneAndManyAreMany() {
    #expect([0, 1, 2].map { $0.counted("case") } == ["0 cases", "1 case", "2 cases"])
    #expect(1.counted("entry", "entries") == "1 entry")
    #expect(2.counted("entry", "entries") == "2 entries")
  }

  @Test func secondsHaveTwoDecimals() {
    #expect([0, 0.004, 1.05, 59.999].map(\.hundredths) == ["0.00", "0.00", "1.05", "60.00"])
    #expect(Duration.milliseconds(1234).seconds == 1.234)
    #expect([Duration.seconds(10), .milliseconds(2500)].map(\.text) == ["10 s", "2.5 s"])
  }

  @Test func numbersAreBrief() {
    #expect([128, 3.7, 0, -0.0, 1e300].map(\.brief) == ["128", "3.7", "0", "-0.0", "1e+300"])
  }

  @Test func linesArePlainAndFit() {
    #expect("a\u{1b}[2J\r\n\n\tb\n\n".printableLines == ["a[2J", "", "    b"])
    #expect("  one two three".wrapped(to: 9) == ["  one two", "  three"])
    #expect("  incomprehensible".wrapped(to: 9) == ["  incomprehensible"])
    #expect("".wrapped(to: 9) == [""])
    #expect("one\ntwo".printableLine(upTo: 5) == "one t...")
  }

  @Test func anExcerptIsShortAndPlain() {
    #expect("a\u{1b}[2J\nb\u{202e}".excerpt == "a[2Jb")
    #expect(String(repeating: "x", count: 121).excerpt == String(repeating: "x", count: 120) + "...")
    #expect("short".isOneExcerpt && !"two\nlines".isOneExcerpt)
    #expect(("e" + String(repeating: "\u{301}", count: 10_000)).excerpt.unicodeScalars.count == 123)
  }
}
