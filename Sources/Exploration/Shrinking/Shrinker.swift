import Conformance

/// Makes a case on which two ports disagree smaller for as long as they still do.
///
/// Simpler cases are tried in the order of how much they leave out: events, variables, arguments, elements, and
/// digits at last. The difference may become another on the way: any is worth a small case. One that lies in a
/// rounding goes away with what it does not need, and comes back with other numbers: so those are tried too.
struct Shrinker {
  /// The smallest case so far.
  private(set) var smallest: Disagreement
  /// How many cases were tried.
  private(set) var tries = 0

  private let duel: Duel
  private let profile: Profile
  private let deadline: ContinuousClock.Instant
  private let interrupt: Interrupt
  private var seen: Set<Case>

  init(
    _ disagreement: Disagreement, duel: Duel, in profile: Profile, deadline: ContinuousClock.Instant,
    interrupt: Interrupt
  ) {
    smallest = disagreement
    self.duel = duel
    self.profile = profile
    self.deadline = deadline
    self.interrupt = interrupt
    seen = [disagreement.testCase.bare]
  }

  /// Tries until nothing is left out any more, or time is up.
  mutating func run(progress: (Int) -> Void) async {
    repeat {
      var before: Case
      repeat {
        before = smallest.testCase
        for simplify in Self.partsLeftOut + Self.numbersMadeSimple {
          while await adoptFirst(of: simplify(smallest), progress: progress) {}
        }
      } while smallest.testCase != before && !isOver
    } while await adoptFirst(of: redrawn, progress: progress)
  }

  private static var partsLeftOut: [(Disagreement) -> [Case]] {
    [
      \.withFewerEvents, \.withFewerVariables, \.withFewerArguments, \.withPlainerVariables,
      \.withFewerElements, \.withPlainerGradients, \.withPlainerTypes,
    ]
  }

  private static var numbersMadeSimple: [(Disagreement) -> [Case]] {
    [\.withSimplerArguments, \.withSimplerElements]
  }

  /// The cases with less in them once more, with other numbers.
  private var redrawn: [Case] {
    var random = Randomness(seed: 0, index: tries)
    return Self.partsLeftOut.flatMap { $0(smallest) }.flatMap { testCase in
      (0..<Self.redraws).map { _ in testCase.redrawn(from: &random) }
    }
  }

  private static let redraws = 8

  private var isOver: Bool { interrupt.isSet || ContinuousClock.now >= deadline }

  /// Takes the first of some cases on which the ports disagree as well.
  private mutating func adoptFirst(of candidates: [Case], progress: (Int) -> Void) async -> Bool {
    for candidate in candidates {
      let candidate = candidate.bare
      guard !isOver, candidate.isSafe(in: profile), seen.insert(candidate).inserted else { continue }
      progress(tries)
      tries += 1
      // An oracle that can make nothing of a candidate leaves the case as it is.
      if case .different(let disagreement) = try? await duel.judge(candidate, trace: true),
        disagreement.divergence.isFault == smallest.divergence.isFault,
        disagreement.divergence.isInternal == smallest.divergence.isInternal
      {
        smallest = disagreement
        return true
      }
    }
    return false
  }
}

extension Case {
  /// The case without what is expected of it, and with no more state than its optimizer has.
  fileprivate var bare: Case {
    var bare = self
    bare.expectation = nil
    guard var state = initialState else { return bare }
    state.slots = state.slots.filter { keeps($0.key) }
    for (slot, tensors) in state.slots where slot != .gradientAccumulator {
      state.slots[slot] = zip(variables, tensors).map { variable, tensor in
        variable.overwriteWithGradient ? nil : tensor ?? .zeros(variable.dtype, variable.count)
      }
    }
    if case .number = arguments.learningRate {} else { state.learningRate = nil }
    if lossScaleOptimizer == nil { (state.lossScale, state.stepCounter) = (nil, nil) }
    bare.initialState = state
    return bare
  }

  /// Whether the case can be given to any oracle: see ``suitsReplicas``.
  fileprivate func isSafe(in profile: Profile) -> Bool {
    (!usesReplicas || suitsReplicas) && (!script.contains(.checkpoint) || suitsCheckpoints)
      && isPortable(in: profile)
  }
}
