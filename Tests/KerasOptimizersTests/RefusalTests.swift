import KerasOptimizers
import Testing

/// A call that is refused changes nothing, whichever door it comes through and whatever is wrong with it.
@Suite struct RefusalTests {
  private static let calls = 1000

  @Test func aRefusedCallChangesNothing() throws {
    let pairs = Refusal.allCases.flatMap { refusal in refusal.doors.map { ($0, refusal) } }
    var random = RandomNumbers(seed: 11)
    var counts = [Int](repeating: 0, count: pairs.count)
    for seed in 0..<Self.calls {
      let pair = Int.random(in: pairs.indices, using: &random)
      let (door, refusal) = pairs[pair]
      guard try isRefused(door, refusal, seed: seed) else {
        Issue.record("\(door) \(refusal), seed \(seed)")
        return
      }
      counts[pair] += 1
    }
    for (count, pair) in zip(counts, pairs) { #expect(count >= 5, "\(pair)") }
    #expect(counts.reduce(0, +) == Self.calls)
  }

  /// Whether a call is refused as it has to be, and leaves the optimizer as one that was never asked.
  private func isRefused(_ door: Door, _ refusal: Refusal, seed: Int) throws -> Bool {
    let (asked, spared) = (
      try Subject(door, refusal, seed: seed), try Subject(door, refusal, seed: seed)
    )
    var random = RandomNumbers(seed: seed)
    var call = asked.call(30)
    call.spoil(refusal, &random)
    let before = asked.snapshot
    guard before == spared.snapshot else { return false }
    do {
      try asked.take(call, refusal)
      return false
    } catch let error as OptimizerError {
      let expected = refusal.error
      guard error.category == expected.category, error.argument == expected.argument ?? error.argument else {
        Issue.record(error)
        return false
      }
    }
    guard asked.snapshot == before else { return false }
    return try goOn(asked, refusal) == goOn(spared, refusal)
  }

  /// Where an optimizer arrives that takes a step more.
  private func goOn(_ subject: Subject, _ refusal: Refusal) throws -> [[UInt8]] {
    switch refusal {
    case .unbuilt, .missingAverage, .halfAccumulated, .otherParameters, .otherType, .ownMemory: break
    case .unfitConstraint:
      subject.constrain(nil)
      try subject.take(subject.call(31))
    default: try subject.take(subject.call(31))
    }
    return subject.snapshot
  }

  @Test func aCallWithinACallIsNotAStep() async {
    await #expect(processExitsWith: .failure) {
      var optimizer: AdamW?
      let variable = Variable.sample()
      optimizer = try AdamW(
        learningRate: .callable {
          try? optimizer?.apply([variable.gradient(1)])
          return 0.1
        })
      try optimizer?.apply([variable.gradient(1)], to: [variable])
    }
  }
}
