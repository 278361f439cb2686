import Conformance
import Dialects

extension Model {
  /// The learning rate now, in a dtype (rules R-RATE-1 to R-RATE-3).
  func learningRate(_ format: Format) -> N {
    switch arguments.learningRate {
    case .schedule(let schedule): return scheduled(schedule, at: scheduleStep).cast(to: format.scalar)
    case .callable:
      if makes(.callableRateIgnored) { return float32(0.001).cast(to: format.scalar) }
      return float32(tracedRate ?? callableRate).cast(to: format.scalar)
    case .number(let given):
      if makes(.rateDirect), storedRate == Double(Float(given)) { return Number(constant: given, format) }
      return Number(Format.Carrier(storedRate ?? 0), Format(.float32, dialect).scalar).cast(to: format.scalar)
    case nil: return .zero(format.scalar)
    }
  }

  /// The rate with which the optimizer began: what somebody uses who does not look again.
  func initialRate(_ format: Format) -> N {
    switch arguments.learningRate {
    case .number(let rate), .callable(let rate): float32(rate).cast(to: format.scalar)
    case .schedule(let schedule): scheduled(schedule, at: 0).cast(to: format.scalar)
    case nil: .zero(format.scalar)
    }
  }

  /// The weight decay of a float32 variable times the rate of a schedule, whose constants it meets first
  /// (rule R-GRAPH-DECAY); nil without a schedule.
  func scheduledDecay(_ weightDecay: N, isAtStart: Bool) -> N? {
    guard case .schedule(let schedule) = arguments.learningRate else { return nil }
    return scheduled(schedule, at: isAtStart ? 0 : scheduleStep, times: weightDecay)
  }

  /// Whether a graph knows the rate.
  var rateIsConstant: Bool {
    switch arguments.learningRate {
    case .callable: true
    case .schedule(.polynomialDecay(let given)): float32(given.power ?? 1).value == 0
    case .schedule, .number, nil: false
    }
  }

  /// Whether the rate is the product of a schedule's constant and something else.
  var rateIsProduct: Bool {
    switch arguments.learningRate {
    case .schedule(.exponentialDecay), .schedule(.cosineDecayRestarts): true
    case .schedule(.cosineDecay(let given)): given.warmupTarget == nil
    default: false
    }
  }

  /// Rule R-RATE-3.
  private var scheduleStep: Int {
    if makes(.scheduleOfUpdates) { return iterations }
    if restoredRaw > 0, makes(.scheduleBeginsAgain) { return raw - restoredRaw }
    if makes(.scheduleOneAhead) { return raw + 1 }
    if makes(.scheduleOneBehind) { return max(raw - 1, 0) }
    if makes(.scheduleAtStartOnly) { return 0 }
    return raw
  }

  /// Rules R-RATE-4 and R-ERROR-RATE.
  func assign(_ rate: Double) throws(Refused) {
    switch arguments.learningRate {
    case .schedule:
      if makes(.rateAssignedToSchedule) { return }
      throw .argument(.learningRate, by: "R-ERROR-RATE")
    case .callable:
      if !makes(.rateAssignmentIgnored), isGraph || !makes(.callableAskedOnce) { callableRate = rate }
    case .number, nil:
      if makes(.rateAssignmentIgnored) { return }
      var float = Double(Float(rate))
      if makes(.assignedRateFlushed), float.magnitude < 0x1p-126 { float = 0 }
      if makes(.rateAssignedLate) { lateRate = float } else { storedRate = float }
    }
  }

  /// A number of a schedule.
  func float32(_ value: Double) -> N { Number(constant: value, Format(.float32, scheduleDialect)) }

  private var scheduleDialect: Dialect {
    makes(.schedulesInDouble) ? Dialect([.everythingInDouble], in: dialect.profile) : dialect
  }

  /// What a schedule gives; in a graph it may be times a factor.
  private func scheduled(_ schedule: Schedule, at step: Int, times factor: N? = nil) -> N {
    // Ties to even, in one rounding: a double might not hold the integer.
    let k = makes(.schedulesInDouble) ? float32(Double(step)) : float32(Double(Float(step)))
    let factor = factor.map { Number($0.value, k.format) }
    let rate: N =
      switch schedule {
      case .exponentialDecay(let given): exponential(given, k, factor)
      case .inverseTimeDecay(let given): inverseTime(given, k).scaled(by: factor)
      case .piecewiseConstantDecay(let given): piecewise(given, step).scaled(by: factor)
      case .polynomialDecay(let given): polynomial(given, k, factor)
      case .cosineDecay(let given): cosine(given, k, factor)
      case .cosineDecayRestarts(let given): cosineRestarts(given, k, factor)
      case .unknown: float32(0)
      }
    return makes(.schedulesInDouble) ? Number(constant: Double(rate.value), Format(.float32, dialect)) : rate
  }
}
