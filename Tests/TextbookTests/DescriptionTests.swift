import Conformance
@testable import Dialects
import Foundation
import Testing

@testable import Textbook

/// What is said of mistakes, held against the list, the rules and the model.
@Suite struct DescriptionTests {
  private let all = Mistake.chapters.flatMap(\.self)

  @Test func eachMistakeHasOneDescription() {
    let described = Dictionary(grouping: all, by: \.mistake).mapValues(\.count)
    #expect(Mistake.allCases.filter { described[$0] != 1 } == [])
    #expect(Mistake.allCases.allSatisfy { $0.description.mistake == $0 })
  }

  @Test func eachBreaksRulesThatExist() {
    let known = Set(Rule.all(in: .graph))
    #expect(all.filter { $0.rules.isEmpty || !known.isSuperset(of: $0.rules) }.map(\.mistake) == [])
    #expect(all.filter { Set($0.rules).count < $0.rules.count }.map(\.mistake) == [])
  }

  @Test("Rules of refusals are broken by refusing, rules of arithmetic by rounding")
  func kindsAndRules() {
    let refusing = all.filter { $0.rules[0].id.hasPrefix("R-ERROR-") }
    #expect(refusing.filter { $0.kind != .refusal }.map(\.mistake) == [])
    // Rules of arithmetic are about rounding only.
    let arithmetic = ["ROUND", "FLUSH", "CONST", "POWER", "SUM", "SUM-AXIS"]
    let rounding = all.filter { arithmetic.contains($0.rules[0].group) }
    #expect(rounding.filter { $0.kind != .rounding }.map(\.mistake) == [])
    #expect(all.filter { $0.rules[0].id.hasPrefix("R-DEFAULT-") && $0.kind != .rule }.map(\.mistake) == [])
  }

  @Test func eachIsSaidInOneShortClauseOfItsOwn() {
    let alike = Dictionary(grouping: all, by: \.says).values.filter { $0.count > 1 }
    #expect(alike.map { $0.map(\.mistake) } == [])
    #expect(all.filter { $0.says.count > 110 }.map(\.mistake) == [])
    #expect(all.filter { $0.says.hasSuffix(".") || $0.says.isEmpty }.map(\.mistake) == [])
  }

  @Test func clausesBeginLowerCaseOrWithAName() {
    let names = [
      "Adam", "CosineDecay", "CosineDecayRestarts", "ExponentialDecay", "InverseTimeDecay", "MaxNorm",
      "MinMaxNorm", "NaN", "NonNeg", "PiecewiseConstantDecay", "PolynomialDecay", "UnitNorm",
    ]
    let upper = all.filter { description in
      let word = String(description.says.prefix { $0 != " " })
      return word.first?.isUppercase == true && !names.contains(word)
    }
    #expect(upper.map(\.says) == [])
  }

  @Test func eachIsAskedForInTheModel() throws {
    let textbook = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../../Sources/Textbook").standardized
    let sources = try ["Model", "Numbers"].flatMap { folder in
      let folder = textbook.appending(path: folder)
      return try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
    }
    let text = try sources.map { try String(contentsOf: $0, encoding: .utf8) }.joined()
    let places = text.matches(of: /(?:makes\(|unless: |^ +\()\.(\w+)/.anchorsMatchLineEndings())
    let asked = Set(places.map { String($0.1) })
    #expect(Mistake.allCases.filter { !asked.contains("\($0)") } == [])
  }

  @Test func idsAreReadAgain() {
    #expect(Mistake.allCases.allSatisfy { Mistake(id: $0.id) == $0 })
    #expect(Mistake.decayTimesAlpha.id == "decay-times-alpha")
    #expect(Mistake.anyEMAMomentumTaken.id == "any-ema-momentum-taken")
    #expect(Mistake.oneMinusBetaInDType.id == "one-minus-beta-in-dtype")
    #expect(Mistake.decayAsL2BeforeClipping.id == "decay-as-l2-before-clipping")
    #expect(Mistake(id: "decayTimesAlpha") == nil)
  }
}
