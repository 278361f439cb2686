import Conformance
import Diagnosis

/// What a reader sees first.
struct FirstScreen {
  /// The verdict and its reason, without the full stop.
  let headline: String
  /// What explains it: a line each.
  let notes: [String]
}

extension Report {
  /// The verdict, its reason, and what explains it.
  var firstScreen: FirstScreen {
    guard let diagnosis, diagnosis.level != .bits, !isSilent(diagnosis) else {
      return FirstScreen(headline: outcomeInWords, notes: undiagnosedNotes + firstRounded)
    }
    let reasons = diagnosis.notes + firstRounded
    guard isTheReason(diagnosis) else {
      let besides = undiagnosed.isEmpty ? "" : "besides, it "
      return FirstScreen(
        headline: outcomeInWords, notes: undiagnosedNotes + [besides + headline(of: diagnosis)] + reasons)
    }
    return FirstScreen(headline: headline(of: diagnosis), notes: reasons + undiagnosedNotes)
  }

  /// The verdict with its reason and what explains it, line by line, where the port differs; nil if it does not.
  public var verdict: String? {
    if outcome.isSuccess { return nil }
    let screen = firstScreen
    let headline = isDiagnosed ? screen.headline : "\(screen.headline): \(counts)"
    return ([headline] + screen.notes + (diagnosis?.undecidedItems ?? [])).joined(separator: "\n")
  }

  /// Whether the first line is the diagnosis, and the counts come later.
  var isDiagnosed: Bool { diagnosis.map { $0.level != .bits && !isSilent($0) && isTheReason($0) } ?? false }

  private func headline(of diagnosis: Diagnosis) -> String {
    diagnosis.headline(atMost: largestShare ?? diagnosis.largestShare)
  }

  /// How far a port that follows the rules is from Keras at most, as a share of the way; nil of another.
  ///
  /// The diagnosis has the distance from nearly exact numbers, from which Keras itself may be far.
  var largestShare: Double? {
    guard diagnosis?.level == .rules else { return nil }
    return result.results.lazy.flatMap(\.judgement.drift).compactMap(\.share).max()
  }

  /// Whether the verdict is what the diagnosis says, and not something else of more weight.
  private func isTheReason(_ diagnosis: Diagnosis) -> Bool {
    switch outcome {
    case .follows: true
    case .differs:
      (!failures.isEmpty || requirement == .rules && check.expected.isEmpty)
        && (!diagnosis.followsRules || undiagnosed.isEmpty)
    default: false
    }
  }

  /// Whether all that is left to say is that cases have no answer.
  private func isSilent(_ diagnosis: Diagnosis) -> Bool {
    result.outcome == .broken && diagnosis.differing == 0
  }

  private static let notDiagnosed =
    "not diagnosed, without the port's replies: 'adamw diagnose -- ...' says what is wrong"

  private var undiagnosedNotes: [String] {
    if diagnosis == nil, !failures.isEmpty { return [Self.notDiagnosed] }
    let errors = undiagnosed.filter(\.result.isErrorOfPort)
    let others = undiagnosed.filter { !$0.result.isErrorOfPort }
    let ofPort = errors.first.map {
      """
      \(errors.count.counted("case")) answered with an error of the port's own, as \($0.result.testCase.id), \
      \($0.divergence)
      """
    }
    let unlike = others.first.map {
      """
      \(others.count.counted("case differs", "cases differ")) by more than rounding, and nothing is known of why, as \
      \($0.result.testCase.id), \($0.divergence)
      """
    }
    return [ofPort, unlike].compactMap(\.self)
  }

  /// The first quantity that differs, where the port tells what it computes on its way.
  private var firstRounded: [String] { firstTraced.map { [$0] } ?? [] }
}
