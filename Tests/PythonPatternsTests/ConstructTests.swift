import PythonPatterns
import Testing

/// Patterns of all constructs, and whether Python 3.11 finds them.
@Suite struct ConstructTests {
  /// A character is a scalar, and brackets are literal where they come first.
  @Test(arguments: [
    (#""#, #""#, true), (#"a.c"#, #"a/c"#, true), (#"a.c"#, #"a\#u{A}c"#, false),
    (#"^caf.$"#, #"cafe\#u{301}"#, false), (#"^caf..$"#, #"cafe\#u{301}"#, true),
    (#"^.$"#, #"/\#u{308}"#, false), (#"[]a]"#, #"]"#, true), (#"[]a]"#, #"b"#, false),
    (#"[^]a]"#, #"b"#, true), (#"[^]a]"#, #"]"#, false), (#"[a-c]"#, #"b"#, true), (#"[a-]"#, #"-"#, true),
    (#"[-a]"#, #"-"#, true), (#"[a\-c]"#, #"b"#, false), (#"[[a]"#, #"["#, true), (#"[a&&b]"#, #"&"#, true),
    (#"[^a]"#, #"\#u{A}"#, true), (#"[\b]"#, #"\#u{8}"#, true), (#"[.*]"#, #"x"#, false),
    (#"a{"#, #"a{"#, true), (#"a{,"#, #"a{,"#, true), (#"a{x}"#, #"a{x}"#, true), (#"a{}"#, #"a{}"#, true),
    (#"{"#, #"{"#, true), (#"a]b}"#, #"a]b}"#, true), (#"[\]\\]"#, #"\"#, true),
    (#"[\#u{E9}-\#u{FC}]"#, #"\#u{F6}"#, true), (#"[\#u{10000}-\#u{10FFFF}]"#, #"\#u{1F600}"#, true),
  ])
  func literalsAndClassesAreFoundAsInPython(pattern: String, text: String, isFound: Bool) throws {
    #expect(try Pattern(pattern).isFound(in: text) == isFound)
  }

  /// Escapes are Python's: octal ones, and fewer letters.
  @Test(arguments: [
    (#"\x41"#, #"A"#, true), (#"\u00e9"#, #"\#u{E9}"#, true), (#"\U0001F600"#, #"\#u{1F600}"#, true),
    (#"\0"#, #"\#u{0}"#, true), (#"\012"#, #"\#u{A}"#, true), (#"\377"#, #"\#u{FF}"#, true),
    (#"\101"#, #"A"#, true), (#"[\101]"#, #"A"#, true), (#"[\1]"#, #"\#u{1}"#, true),
    (#"\08"#, #"\#u{0}8"#, true), (#"\a\f\t\v\r\n"#, #"\#u{7}\#u{C}\#u{9}\#u{B}\#u{D}\#u{A}"#, true),
    (#"\/\-\\#u{E9}"#, #"/-\#u{E9}"#, true), (#"\N{DIGIT ONE}"#, #"1"#, true),
    (#"\N{latin small letter e with acute}"#, #"\#u{E9}"#, true),
    (#"\N{HANGUL SYLLABLE GA}"#, #"\#u{AC00}"#, true),
    (#"\N{CJK UNIFIED IDEOGRAPH-6587}"#, #"\#u{6587}"#, true), (#"[\N{SOLIDUS}-9]"#, #"5"#, true),
    (#"\ud800"#, #"a"#, false),
  ])
  func escapesAreFoundAsInPython(pattern: String, text: String, isFound: Bool) throws {
    #expect(try Pattern(pattern).isFound(in: text) == isFound)
  }

  /// Digits, words and space are those of Unicode 14, or of ASCII if that is asked for.
  @Test(arguments: [
    (#"\d"#, #"\#u{663}"#, true), (#"\d"#, #"\#u{B2}"#, false), (#"\d"#, #"\#u{2167}"#, false),
    (#"\w"#, #"\#u{B2}"#, true), (#"\w"#, #"\#u{2167}"#, true), (#"\w"#, #"\#u{6587}"#, true),
    (#"\w"#, #"\#u{301}"#, false), (#"\w"#, #"_"#, true), (#"\s"#, #"\#u{1C}"#, true),
    (#"\s"#, #"\#u{2028}"#, true), (#"\s"#, #"\#u{200B}"#, false), (#"\s"#, #"\#u{A0}"#, true),
    (#"(?a)\d"#, #"\#u{663}"#, false), (#"(?a)\w"#, #"\#u{E9}"#, false), (#"(?a)\s"#, #"\#u{1C}"#, false),
    (#"(?a)\S"#, #"\#u{1C}"#, true), (#"(?a:\d)"#, #"\#u{663}"#, false),
    (#"(?a)(?u:\d)"#, #"\#u{663}"#, false), (#"[^\d]"#, #"\#u{663}"#, false),
    (#"[\D\d]"#, #"\#u{663}"#, true), (#"\W"#, #"\#u{E9}"#, false), (#"(?a)\W"#, #"\#u{E9}"#, true),
  ])
  func categoriesAreFoundAsInPython(pattern: String, text: String, isFound: Bool) throws {
    #expect(try Pattern(pattern).isFound(in: text) == isFound)
  }

  /// Words and lines end where they end in Python.
  @Test(arguments: [
    (#"^a"#, #"b\#u{A}a"#, false), (#"(?m)^a"#, #"b\#u{A}a"#, true), (#"a$"#, #"a\#u{A}"#, true),
    (#"a$"#, #"a\#u{A}b"#, false), (#"(?m)a$"#, #"a\#u{A}b"#, true), (#"a\Z"#, #"a\#u{A}"#, false),
    (#"\Aa"#, #"ba"#, false), (#"(?m)\Aa"#, #"b\#u{A}a"#, false), (#"\bbias"#, #"layer.bias"#, true),
    (#"\bbias"#, #"my_bias"#, false), (#"\b\#u{E9}"#, #"a\#u{E9}"#, false),
    (#"(?a)\b\#u{E9}"#, #"a\#u{E9}"#, true), (#"(?a)\B\#u{E9}"#, #"a\#u{E9}"#, false),
    (#"\B"#, #""#, false), (#"\b"#, #""#, false), (#"a\b\#u{B2}"#, #"a\#u{B2}"#, false),
    (#"\B"#, #"a"#, false), (#"$^"#, #""#, true),
  ])
  func placesAreFoundAsInPython(pattern: String, text: String, isFound: Bool) throws {
    #expect(try Pattern(pattern).isFound(in: text) == isFound)
  }

  /// Groups, references and conditions.
  @Test(arguments: [
    (#"(a)\1"#, #"aa"#, true), (#"(a|b)\1"#, #"ab"#, false), (#"(?P<x>a.)(?P=x)"#, #"abab"#, true),
    (#"(?P<x>a)?(?(x)b|c)"#, #"c"#, true), (#"^(?P<x>a)?(?(x)b|c)$"#, #"ac"#, false),
    (#"(a)?\1b"#, #"b"#, false), (#"^(a)?(?(1)b)$"#, #"a"#, false), (#"(?:(a)|b)*\1"#, #"abb"#, false),
    (#"^(?:(a)|(b)|c)+\1\2$"#, #"abcab"#, true), (#"(?(1)a|b)(c)?"#, #"b"#, true),
    (#"(a)(?(+1)b|c)"#, #"ab"#, true), (#"(a)(?(01)b|c)"#, #"ac"#, false),
    (#"(?P<\#u{E9}>a)(?P=\#u{E9})"#, #"aa"#, true),
    (#"(a)(b)(c)(d)(e)(f)(g)(h)(i)(j)\10"#, #"abcdefghijj"#, true),
    (#"(?i)(\#u{E9})\1"#, #"\#u{E9}\#u{C9}"#, true), (#"(?#a(b)c"#, #"c"#, true),
    (#"(a(?#\))b)\1"#, #"abab"#, true), (#"(|a)+b"#, #"aab"#, true),
    (#"(?:a|ab)(?:c|bcd)$"#, #"abcd"#, true), (#"(?:)"#, #"a"#, true),
  ])
  func groupsAreFoundAsInPython(pattern: String, text: String, isFound: Bool) throws {
    #expect(try Pattern(pattern).isFound(in: text) == isFound)
  }

  /// What is around.
  @Test(arguments: [
    (#"(?<!out/)bias"#, #"out/bias"#, false), (#"(?<!out/)bias"#, #"enc/bias"#, true),
    (#"(?<=out/)bias"#, #"out/bias"#, true), (#"a(?=b)"#, #"ab"#, true), (#"a(?!b)"#, #"ab"#, false),
    (#"(?=(a))b|\1"#, #"a"#, false), (#"(?=(a+))\1$"#, #"aa"#, true), (#"(?!(a)b)\1"#, #"aa"#, false),
    (#"(?<=a|b)c"#, #"bc"#, true), (#"(?<=a{2})b"#, #"aab"#, true), (#"(a)(?<=\1)b"#, #"ab"#, true),
    (#"(?<=^)a"#, #"a"#, true), (#"(?<!^)a"#, #"a"#, false), (#"(?<=(?:ab|cd))e"#, #"cde"#, true),
    (#"(?<!a)b"#, #"b"#, true), (#"(?<=)a"#, #"a"#, true), (#"(?<=(?<!a)b)c"#, #"abc"#, false),
    (#"(?<=(?<!a)b)c"#, #"bbc"#, true), (#"(?<=(?=b)b)c"#, #"bc"#, true),
  ])
  func lookaroundAreFoundAsInPython(pattern: String, text: String, isFound: Bool) throws {
    #expect(try Pattern(pattern).isFound(in: text) == isFound)
  }

  /// Greedy, lazy and possessive repetitions, and atomic groups.
  @Test(arguments: [
    (#"^a{2}$"#, #"aa"#, true), (#"^a{2,}$"#, #"a"#, false), (#"^a{,2}$"#, #"aaa"#, false),
    (#"^a{1,2}$"#, #"aa"#, true), (#"a{,}b"#, #"b"#, true), (#"a*?b"#, #"aab"#, true),
    (#"a++a"#, #"aa"#, false), (#"a*+b"#, #"aab"#, true), (#"a?+a"#, #"a"#, false),
    (#"a{1,2}+a"#, #"aa"#, false), (#"a{1,2}+a"#, #"aaa"#, true), (#"(?:ab)++a"#, #"ababa"#, true),
    (#"(?:ab)++ab"#, #"abab"#, false), (#"(?>a+)a"#, #"aa"#, false), (#"(?>a|ab)c"#, #"abc"#, false),
    (#"(?>ab|a)c"#, #"abc"#, true), (#"(?:a*)*b"#, #"aab"#, true), (#"(?:a?)*?b"#, #"aab"#, true),
    (#"(?:a|b)*?c"#, #"abc"#, true), (#"^(?:a|ab)+?$"#, #"aaba"#, true), (#"(a*)+\1b"#, #"aab"#, true),
    (#"(?:){3}a"#, #"a"#, true), (#"a{0}b"#, #"b"#, true), (#"(a){0}\1"#, #"a"#, false),
  ])
  func repetitionsAreFoundAsInPython(pattern: String, text: String, isFound: Bool) throws {
    #expect(try Pattern(pattern).isFound(in: text) == isFound)
  }

  /// Case is ignored as Python ignores it, scalar by scalar.
  @Test(arguments: [
    (#"(?i)BIAS"#, #"bias"#, true), (#"(?i)\#u{E9}"#, #"\#u{C9}"#, true),
    (#"(?i)\#u{DF}"#, #"\#u{1E9E}"#, true), (#"(?i)\#u{DF}"#, #"ss"#, false),
    (#"(?i)\#u{17F}"#, #"S"#, true), (#"(?i)k"#, #"\#u{212A}"#, true),
    (#"(?i)\#u{B5}"#, #"\#u{39C}"#, true), (#"(?i)\#u{3C2}"#, #"\#u{3A3}"#, true),
    (#"(?i)i"#, #"\#u{130}"#, true), (#"(?i)i"#, #"\#u{131}"#, true), (#"(?i)[a-z]"#, #"\#u{212A}"#, true),
    (#"(?i)[^k]"#, #"\#u{212A}"#, false), (#"(?i)\#u{FB05}"#, #"\#u{FB06}"#, true),
    (#"(?ai)k"#, #"\#u{212A}"#, false), (#"(?ai)k"#, #"K"#, true), (#"(?ai)\#u{E9}"#, #"\#u{C9}"#, false),
    (#"a(?i:b)c"#, #"aBc"#, true), (#"a(?i:b)c"#, #"aBC"#, false), (#"(?i)a(?-i:b)"#, #"AB"#, false),
    (#"(?i)a(?-i:b)"#, #"Ab"#, true), (#"(?i)\#u{10400}"#, #"\#u{10428}"#, true),
    (#"(?i)[\#u{10400}x]"#, #"\#u{10428}"#, false), (#"(?i)[\#u{10400}x]"#, #"\#u{10400}"#, false),
    (#"(?i)[\#u{10400}-\#u{10401}]"#, #"\#u{10429}"#, true), (#"(?i)[^\W]"#, #"\#u{C9}"#, true),
    (#"(?i)\#u{345}"#, #"\#u{3B9}"#, true), (#"(?i)d\#u{17E}"#, #"\#u{1C5}"#, false),
  ])
  func caseAreFoundAsInPython(pattern: String, text: String, isFound: Bool) throws {
    #expect(try Pattern(pattern).isFound(in: text) == isFound)
  }

  /// Flags of the whole, and of a part.
  @Test(arguments: [
    (#"(?s)a.b"#, #"a\#u{A}b"#, true), (#"(?s:a.)b"#, #"a\#u{A}b"#, true),
    (#"(?s)(?-s:.)"#, #"\#u{A}"#, false), (#"(?m:^a)"#, #"b\#u{A}a"#, true),
    (#"(?x) a b # c"#, #"ab"#, true), (#"(?x) a\ b"#, #"a b"#, true), (#"(?x) a[ ]b"#, #"a b"#, true),
    (#"(?x)a #\\#u{A}b"#, #"a"#, true), (#"(?x: a b )c d"#, #"abc d"#, true),
    (#"(?x)a(?-x: b)"#, #"a b"#, true), (#"(?x)a {2}"#, #"aa"#, true), (#"(?x)a{ 2}"#, #"aa"#, false),
    (#"(?i)(?s)A."#, #"a\#u{A}"#, true), (#"(?#x)(?i)A"#, #"a"#, true), (#"(?x) (?i)A"#, #"a"#, true),
    (#"(?u)\w"#, #"\#u{E9}"#, true), (#"(?t)a"#, #"a"#, true), (#"(?i-s:A)"#, #"a"#, true),
  ])
  func flagsAreFoundAsInPython(pattern: String, text: String, isFound: Bool) throws {
    #expect(try Pattern(pattern).isFound(in: text) == isFound)
  }

  /// What Python's engine does otherwise than it says is done as well.
  @Test(arguments: [
    (#"(?a:\W)"#, #"\#u{E9}"#, false), (#"x(?a:\W)"#, #"x\#u{E9}"#, true),
    (#"(?i)[\#u{10400}]"#, #"\#u{10428}"#, true), (#"(?:(a)|b)*?\1c"#, #"abac"#, true),
    (#"(?:(?=(a))a|b)*\1"#, #"aba"#, true),
  ])
  func odditiesAreFoundAsInPython(pattern: String, text: String, isFound: Bool) throws {
    #expect(try Pattern(pattern).isFound(in: text) == isFound)
  }
}
