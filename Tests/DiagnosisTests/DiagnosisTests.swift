import Conformance
import Dialects
import Foundation
import Testing
import VectorFiles

@testable import Diagnosis

/// What the diagnosis says of ports of which it is known what is wrong with them.
@Suite("Diagnosis")
struct DiagnosisTests {
  private static let cases = Task {
    let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../Vectors")
      .standardized
    return try await VectorStore(root: root.path).load().files.flatMap(\.cases)
  }
  private static let probes = Task { try await cases.value.filter(\.isProbe) }
  /// Plain probes, which an optimizer without any feature is asked.
  private static let rehearsal = Task {
    Rehearsal(try await probes.value.filter { $0.features.isEmpty && $0.dtypes == [.float32] })
  }

  @Test(
    "A mistake in Keras' own arithmetic is told by its bits",
    arguments: [
      Mistake.epsilonInsideRoot, .decayTimesAlpha, .decayAfterUpdate, .biasCorrectionMissing,
      .decayAsOneFactor,
      .defaultEpsilonOfPyTorch, .stateByLastName,
    ])
  func exact(mistake: Mistake) async throws {
    let outcome = try await Self.rehearsal.value.diagnose([mistake], .exact)
    #expect(outcome.diagnosis.findings.map(\.mistake) == [mistake])
    #expect(outcome.diagnosis.findings.allSatisfy { $0.isExact })
    let expected: Diagnosis.Level = mistake.description.kind == .rounding ? .rules : .broken
    #expect(outcome.diagnosis.level == expected)
  }

  @Test(
    "A mistake in an unknown arithmetic is named, and nothing else",
    arguments: [
      Mistake.epsilonInsideRoot, .epsilonBesideCorrectedVelocity, .decayWithoutRate, .decayAfterUpdate,
      .biasCorrectionMissing, .nesterovMomentum, .defaultDecayOfPyTorch,
    ])
  func drifting(mistake: Mistake) async throws {
    let outcome = try await Self.rehearsal.value.diagnose([mistake], .drifting)
    #expect(outcome.diagnosis.level == .broken)
    #expect(outcome.diagnosis.findings.filter { !$0.isRounding }.map(\.mistake) == [mistake])
    #expect(outcome.diagnosis.findings.allSatisfy { !$0.isExact })
  }

  @Test("A port without a mistake follows the rules, however it rounds")
  func rounding() async throws {
    let outcome = try await Self.rehearsal.value.diagnose([], .drifting)
    #expect(outcome.diagnosis.level == .rules)
    #expect(outcome.diagnosis.differing > 50)
    #expect(outcome.diagnosis.probes.isEmpty)
    #expect((outcome.diagnosis.nearest?.times ?? 0) > 10)
  }

  @Test("A port with Keras' bits has nothing to be said of")
  func bits() async throws {
    let outcome = try await Self.rehearsal.value.diagnose([], .exact)
    #expect(outcome.diagnosis.level == .bits)
    #expect(outcome.diagnosis.findings.isEmpty)
  }

  @Test("Two mistakes are both named")
  func two() async throws {
    let made: [Mistake] = [.epsilonBesideCorrectedVelocity, .decayWithoutRate]
    let outcome = try await Self.rehearsal.value.diagnose(made, .drifting)
    #expect(Set(outcome.diagnosis.findings.map(\.mistake)).isSuperset(of: made))
    #expect(outcome.verdict == .right)
  }

  @Test("Two mistakes that show nothing by themselves are found together")
  func pair() async throws {
    let features: Set<Feature> = [.ema, .gradientAccumulation]
    let rehearsal = Rehearsal(try await Self.probes.value.filter { Set($0.features).isSubset(of: features) })
    let made: [Mistake] = [.averageOncePerUpdate, .overwritingOnUpdatesOnly]
    let outcome = rehearsal.diagnose(made, .drifting)
    #expect(Set(outcome.diagnosis.findings.map(\.mistake)) == Set(made))
  }

  @Test("A few odd cases that nothing explains do not take back what is found in all others")
  func oddCases() async throws {
    let made: [Mistake] = [.epsilonInsideRoot, .epsilonOfZeroIsDefault]
    let outcome = try await Self.rehearsal.value.diagnose(
      made, .drifting, excluding: Dialect([.epsilonOfZeroIsDefault]))
    #expect(outcome.diagnosis.level == .broken)
    #expect(outcome.diagnosis.findings.first?.mistake == .epsilonInsideRoot)
    #expect(!outcome.diagnosis.unexplained.isEmpty)
  }

  @Test("Odd cases alone are not passed as rounding")
  func oddCasesAlone() async throws {
    let outcome = try await Self.rehearsal.value.diagnose(
      [.epsilonOfZeroIsDefault], .drifting, excluding: Dialect([.epsilonOfZeroIsDefault]))
    #expect(outcome.diagnosis.level == .unexplained)
    #expect(!outcome.diagnosis.unexplained.isEmpty)
  }

  @Test("A refusal that nothing explains stands beside what is found")
  func refusal() async throws {
    let made: [Mistake] = [.epsilonInsideRoot, .negativeDecayRefused]
    let outcome = try await Self.rehearsal.value.diagnose(
      made, .drifting, excluding: Dialect([.negativeDecayRefused]))
    #expect(outcome.diagnosis.level == .broken)
    #expect(outcome.diagnosis.findings.map(\.mistake).contains(.epsilonInsideRoot))
    #expect(!outcome.diagnosis.refusals.refused.isEmpty)
  }

  @Test(
    "A mistake that is not known is not put down to another rule",
    arguments: [Mistake.decayOfSign, .velocityOfDeviation, .updateOfSign, .biasCorrectionInverted])
  func unknown(mistake: Mistake) async throws {
    let outcome = try await Self.rehearsal.value.diagnose(
      [mistake], .drifting, excluding: Dialect([mistake]))
    #expect(outcome.verdict != .wrong)
    #expect(outcome.diagnosis.level == .unexplained || outcome.verdict == .right)
  }

  @Test("A port follows the rules only where all is explained and no rule had to be broken for it")
  func rulesAreFollowedOnlyWithoutAnyMistake() {
    func follows(
      _ found: [Mistake] = [], unexplained: Int = 0, refuses: Bool = false
    ) -> Bool {
      Diagnosis.followsRules(with: found, unexplained: unexplained, refuses: refuses)
    }
    #expect(follows())
    #expect(follows([.decayAsOneFactor, .sumsInOrder]))
    #expect(!follows([.epsilonIgnored]))
    #expect(!follows([.decayAsOneFactor, .epsilonIgnored]))
    #expect(!follows(unexplained: 1))
    #expect(!follows(refuses: true))
  }

  @Test("Left out are those that come to the same numbers too, and no others")
  func twinsAreThoseThatComeToTheSame() async throws {
    let cases = try await Self.probes.value.filter { $0.features.isEmpty && $0.dtypes == [.float32] }
    let rehearsal = Rehearsal(cases, findsTwins: true)
    // To add decay to the gradient is the same before clipping where nothing is clipped.
    #expect(rehearsal.withTwins([.decayAsL2]).makes(.decayAsL2BeforeClipping))
    #expect(!rehearsal.withTwins([.decayAsL2]).makes(.decayWithoutRate))
    #expect(rehearsal.withTwins([.epsilonInsideRoot]) == Dialect([.epsilonInsideRoot]))
  }

  @Test("A port whose counters or slots are others does not follow the rules, whatever its weights are")
  func stateIsLookedAtToo() async throws {
    let cases = try await Self.probes.value.filter {
      $0.features.contains(.gradientAccumulation) || $0.features.contains(.overwriteWithGradient)
    }
    let rehearsal = Rehearsal(cases)
    let counting = rehearsal.diagnose(
      [.stateCountsUpdates], .exact, excluding: Dialect([.stateCountsUpdates]))
    #expect(counting.diagnosis.level == .unexplained)
    let averaging = rehearsal.diagnose([.overwrittenCallAverages], .drifting)
    #expect(averaging.diagnosis.level == .unexplained)
  }

  @Test("What overflows or is flushed in float32 alone is no broken rule of who computes in double")
  func rangesAreRounding() async throws {
    let ids = [
      "learning-rates/number-overflow+float32", "loss-scale/up-to-infinity-float32",
      "special-gradients/float32+huge+global_clipnorm",
    ]
    let odd = try await Self.cases.value.filter { ids.contains($0.id) }
    #expect(odd.count == ids.count)
    let plain = try await Self.probes.value.filter { $0.features.isEmpty && $0.dtypes == [.float32] }
    for made: [Mistake] in [[.everythingInDouble, .rateDirect, .decayDirect], [.subnormalsKept]] {
      let diagnosis = Rehearsal(plain + odd).diagnose(made, .exact, excluding: Dialect(made)).diagnosis
      #expect(diagnosis.level == .rules)
      #expect(diagnosis.findings.isEmpty)
      #expect(diagnosis.unlike == [])
    }
    // A port that is nothing of the sort where rounding decides all is not passed.
    let lost = Rehearsal(plain + odd).diagnose([.rateIgnored], .exact).diagnosis
    #expect(lost.level == .broken)
  }

  @Test("A refusal that comes of a broken rule names no other rule")
  func refusalsOfWhatWasFound() async throws {
    let cases = try await Self.probes.value.filter { $0.features.contains(.overwriteWithGradient) }
    let outcome = Rehearsal(cases).diagnose([.overwrittenTrained], .drifting)
    #expect(outcome.diagnosis.findings.map(\.mistake) == [.overwrittenTrained])
  }

  @Test("A mistake that shows only beside another is found after it")
  func candidatesAreTriedAgain() async throws {
    let cases = try await Self.probes.value.filter {
      Set($0.features).isSubset(of: [.excludeFromWeightDecay]) && $0.dtypes == [.float32]
    }
    let outcome = Rehearsal(cases).diagnose([.decayWithoutRate, .allExcludedIsNone], .drifting)
    #expect(Set(outcome.diagnosis.findings.map(\.mistake)) == [.decayWithoutRate, .allExcludedIsNone])
  }
}
