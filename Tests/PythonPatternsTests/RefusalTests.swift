import PythonPatterns
import Testing

/// What Python 3.11 refuses, in its words.
@Suite struct RefusalTests {
  @Test(arguments: [
    (#"\p{L}"#, #"bad escape \p at position 0"#),
    (#"\z"#, #"bad escape \z at position 0"#),
    (#"\8a"#, #"invalid group reference 8 at position 1"#),
    (#"[\A]"#, #"bad escape \A at position 1"#),
    (#"[\8]"#, #"bad escape \8 at position 1"#),
    (#"\400"#, #"octal escape value \400 outside of range 0-0o377 at position 0"#),
    (#"[\777]"#, #"octal escape value \777 outside of range 0-0o377 at position 1"#),
    (#"\x1"#, #"incomplete escape \x1 at position 0"#),
    (#"\u12"#, #"incomplete escape \u12 at position 0"#),
    (#"\U0001"#, #"incomplete escape \U0001 at position 0"#),
    (#"\U00110000"#, #"bad escape \U00110000 at position 0"#),
    (#"\N"#, #"missing { at position 2"#),
    (#"\N{"#, #"missing character name at position 3"#),
    (#"\N{}"#, #"missing character name at position 3"#),
    (#"a\"#, #"bad escape (end of pattern) at position 1"#),
    (#"("#, #"missing ), unterminated subpattern at position 0"#),
    (#"(?"#, #"unexpected end of pattern at position 2"#),
    (#"(?P"#, #"unexpected end of pattern at position 3"#),
    (#"(?P<"#, #"missing group name at position 4"#),
    (#"(?P<a"#, #"missing >, unterminated name at position 4"#),
    (#"(?P<>a)"#, #"missing group name at position 4"#),
    (#"(?P<1>a)"#, #"bad character in group name '1' at position 4"#),
    (#"(?P<a b>c)"#, #"bad character in group name 'a b' at position 4"#),
    (#"(?P=x)"#, #"unknown group name 'x' at position 4"#),
    (#"(?P<a>x(?P=a))"#, #"cannot refer to an open group at position 11"#),
    (#"(?Px)"#, #"unknown extension ?Px at position 1"#),
    (#"(?<x)"#, #"unknown extension ?<x at position 1"#),
    (#"(?<"#, #"unexpected end of pattern at position 3"#),
    (#"(?z)"#, #"unknown extension ?z at position 1"#),
    (#"(a"#, #"missing ), unterminated subpattern at position 0"#),
    (#")"#, #"unbalanced parenthesis at position 0"#),
    (#"a)"#, #"unbalanced parenthesis at position 1"#),
    (#"(?#a"#, #"missing ), unterminated comment at position 0"#),
    (#"["#, #"unterminated character set at position 0"#),
    (#"[a"#, #"unterminated character set at position 0"#),
    (#"[]"#, #"unterminated character set at position 0"#),
    (#"[^]"#, #"unterminated character set at position 0"#),
    (#"[a-"#, #"unterminated character set at position 0"#),
    (#"[b-a]"#, #"bad character range b-a at position 1"#),
    (#"[\d-z]"#, #"bad character range \d-z at position 1"#),
    (#"[a-\w]"#, #"bad character range a-\w at position 1"#),
    (#"*"#, #"nothing to repeat at position 0"#),
    (#"a|*"#, #"nothing to repeat at position 2"#),
    (#"(*)"#, #"nothing to repeat at position 1"#),
    (#"^*"#, #"nothing to repeat at position 1"#),
    (#"\b+"#, #"nothing to repeat at position 2"#),
    (#"a**"#, #"multiple repeat at position 2"#),
    (#"a+++"#, #"multiple repeat at position 3"#),
    (#"a*?+"#, #"multiple repeat at position 3"#),
    (#"a{2}{3}"#, #"multiple repeat at position 4"#),
    (#"a{3,2}"#, #"min repeat greater than max repeat at position 2"#),
    (#"a{4294967295}"#, #"the repetition number is too large"#),
    (#"\1"#, #"invalid group reference 1 at position 1"#),
    (#"(a\1)"#, #"cannot refer to an open group at position 2"#),
    (#"(a)\2"#, #"invalid group reference 2 at position 4"#),
    (#"(?<=a+)"#, #"look-behind requires fixed-width pattern"#),
    (#"(?<!a|bc)"#, #"look-behind requires fixed-width pattern"#),
    (#"(?<=(a)\1)"#, #"cannot refer to group defined in the same lookbehind subpattern at position 9"#),
    (#"(?<=(a)(?(1)b))"#, #"cannot refer to group defined in the same lookbehind subpattern at position 12"#),
    (#"(?(1)a)"#, #"invalid group reference 1 at position 3"#),
    (#"(?(0)a)"#, #"bad group number at position 3"#),
    (#"(?(-1)a)"#, #"bad character in group name '-1' at position 3"#),
    (#"(?(x)a)"#, #"unknown group name 'x' at position 3"#),
    (#"(?(a b)c)"#, #"bad character in group name 'a b' at position 3"#),
    (#"()(?(1)a|b|c)"#, #"conditional backref with more than two branches at position 10"#),
    (#"()(?(1)a"#, #"missing ), unterminated subpattern at position 2"#),
    (#"a(?i)b"#, #"global flags not at the start of the expression at position 1"#),
    (#"(?i:(?s)a)"#, #"global flags not at the start of the expression at position 4"#),
    (#"a|(?i)b"#, #"global flags not at the start of the expression at position 2"#),
    (#"(?L)a"#, #"bad inline flags: cannot use 'L' flag with a str pattern at position 3"#),
    (#"(?au)a"#, #"bad inline flags: flags 'a', 'u' and 'L' are incompatible at position 4"#),
    (#"(?a)(?u)b"#, #"ASCII and UNICODE flags are incompatible"#),
    (#"(?a-u:b)"#, #"bad inline flags: cannot turn off flags 'a', 'u' and 'L' at position 5"#),
    (#"(?i-i:b)"#, #"bad inline flags: flag turned on and off at position 5"#),
    (#"(?-:b)"#, #"missing flag at position 3"#),
    (#"(?ij)"#, #"unknown flag at position 3"#),
    (#"(?i"#, #"missing -, : or ) at position 3"#),
    (#"(?i-"#, #"missing flag at position 4"#),
    (#"(?-i)"#, #"missing : at position 4"#),
    (#"(?t)a*"#, #"internal: unsupported template operator MAX_REPEAT"#),
    (#"(?t:a)"#, #"bad inline flags: cannot turn on global flag at position 3"#),
    (#"(?P<a>x)(?P<a>y)"#, #"redefinition of group name 'a' as group 2; was group 1 at position 12"#),
    (#"((?<=(a)\2))"#, #"cannot refer to group defined in the same lookbehind subpattern at position 10"#),
  ])
  func patternsAreRefusedWithPythonsSentence(pattern: String, sentence: String) {
    #expect { try Pattern(pattern) } throws: { "\($0)" == sentence }
  }

  /// Python knows aliases, such as two of these; the Unicode that is in Swift does not list them.
  @Test(arguments: ["NO SUCH", "NULL", "LINE FEED", "TANGUT IDEOGRAPH-17000"])
  func unknownNamesOfCharactersSayThatAliasesAreUnknownToo(name: String) {
    #expect { try Pattern("a\\N{\(name)}") } throws: {
      "\($0)" == "undefined character name '\(name)' (aliases of names are not known here) at position 1"
    }
  }

  /// Swift has them from later versions of Unicode.
  @Test func charactersAfterUnicode14AreUnknown() throws {
    #expect(throws: PatternError.self) { try Pattern("\\N{ARABIC SMALL LOW WORD SAKTA}") }
    #expect(try !Pattern(#"\w"#).isFound(in: "\u{11F02}"))
  }
}
