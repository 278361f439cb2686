/// One constant up to each boundary, and one after the last (rule R-SCHEDULE-PIECEWISE).
///
/// Corresponds to `keras.optimizers.schedules.PiecewiseConstantDecay`.
public struct PiecewiseConstantDecay: LearningRateSchedule, Hashable, Sendable {
  /// The last step of each constant but the last, rising. A whole number is what Keras makes of a Python `int`; a
  /// fraction is rounded to float32 and cut off; infinities and NaN lie before all steps.
  public let boundaries: [Double]
  /// The constants, one more than there are boundaries.
  public let values: [Double]
  /// Keras' `name`, which stands in the configuration and changes nothing.
  public let name: String

  public static let defaultName = "PiecewiseConstant"

  /// - Throws: An error with argument `boundaries` if there are none, which Keras refuses only when the
  ///   schedule is called, if they are not one fewer than the values, or if one is finite and no int64.
  public init(
    boundaries: [Double], values: [Double], name: String = PiecewiseConstantDecay.defaultName
  ) throws(OptimizerError) {
    guard !boundaries.isEmpty, boundaries.count == values.count - 1 else {
      throw .invalid(
        "boundaries",
        "There must be at least one boundary and one value more than boundaries, not \(boundaries.count) "
          + "boundaries and \(values.count) values.")
    }
    if let boundary = boundaries.first(where: { $0.isFinite && Int(exactly: $0.rounded()) == nil }) {
      throw .invalid(
        "boundaries", "A boundary must be a number of steps that an int64 holds, not \(boundary).")
    }
    self.boundaries = boundaries
    self.values = values
    self.name = name
  }

  /// A boundary as Keras casts it to the step's int64: a fraction comes by way of float32, and what is no number of
  /// steps becomes the least.
  private func lastStep(_ index: Int) -> Int {
    let boundary = boundaries[index]
    return Int(exactly: boundary) ?? Int(exactly: Float(boundary).rounded(.towardZero)) ?? .min
  }

  /// Like Keras this adds up all constants, each times 1 or 0: an infinite one makes the others NaN.
  public func callAsFunction(_ step: Int) -> Float {
    var result: Float = 0
    func add(_ index: Int, when applies: Bool) {
      result += (applies ? 1 : 0) * Float(values[index])
    }
    add(0, when: step <= lastStep(0))
    add(values.count - 1, when: step > lastStep(boundaries.count - 1))
    for index in 1..<boundaries.count {
      add(index, when: step > lastStep(index - 1) && step <= lastStep(index))
    }
    return result
  }
}
