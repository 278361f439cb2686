// What the constructor refuses (rules R-ERROR-CLIP, R-ERROR-ACCUMULATION, R-ERROR-EMA-MOMENTUM,
// R-ERROR-EMA-FREQUENCY and, where it assigns the weight decay, R-ERROR-DECAY).

extension Adam {
  static func checkAccumulation(_ steps: Int?) throws(OptimizerError) {
    if let steps, steps != 0, steps < 2 {
      throw .invalid(
        "gradient_accumulation_steps",
        "The number of steps must be 2 or more, or 0 or nil for no accumulation, not \(steps).")
    }
  }

  static func checkEMA(momentum: Double, overwriteFrequency: Int?) throws(OptimizerError) {
    if momentum < 0 || momentum > 1 {
      throw .invalid("ema_momentum", "The momentum must be in 0...1, not \(momentum).")
    }
    if let overwriteFrequency, overwriteFrequency < 0 {
      throw .invalid(
        "ema_overwrite_frequency",
        "The frequency must be 1 or more, or 0 or nil for never, not \(overwriteFrequency).")
    }
  }

  static func checkClipping(norm: Double?, value: Double?, globalNorm: Double?) throws(OptimizerError) {
    let given = [("clipnorm", norm), ("clipvalue", value), ("global_clipnorm", globalNorm)]
      .filter { $0.1 != nil }.map(\.0)
    if given.count > 1 {
      throw .invalid(
        given[0], "Only one of the clip arguments can be given, not \(given.joined(separator: " and ")).")
    }
  }
}
