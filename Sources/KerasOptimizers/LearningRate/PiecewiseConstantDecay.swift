/// One constant up to each boundary, and one after the last (rule R-SCHEDULE-PIECEWISE).
///
/// Corresponds to `keras.optimizers.schedules.PiecewiseConstantDecay`.
public struct PiecewiseConstantDecay: LearningRateSchedule, Hashable, Sendable {
  /// The last step of each constant but the last, rising.
  public let boundaries: [Int]
  /// The constants, one more than there are boundaries.
  public let values: [Double]
  /// Keras' `name`.
  public let name: String

  /// The name unless another is given.
  public static let defaultName = "PiecewiseConstant"

  /// - Throws: An error with argument `boundaries` if there are none, which Keras refuses only when the
  ///   schedule is called, or if they are not one fewer than the values.
  public init(
    boundaries: [Int], values: [Double], name: String = PiecewiseConstantDecay.defaultName
  ) throws(OptimizerError) {
    guard !boundaries.isEmpty, boundaries.count == values.count - 1 else {
      throw .invalid(
        "boundaries",
        "There must be at least one boundary and one value more than boundaries, not \(boundaries.count) "
          + "boundaries and \(values.count) values.")
    }
    self.boundaries = boundaries
    self.values = values
    self.name = name
  }

  /// Like Keras this adds up all constants, each times 1 or 0: an infinite one makes the others NaN.
  public func callAsFunction(_ step: Int) -> Float {
    var result: Float = 0
    func add(_ index: Int, when applies: Bool) {
      result += (applies ? 1 : 0) * Float(values[index])
    }
    add(0, when: step <= boundaries[0])
    add(values.count - 1, when: step > boundaries[boundaries.count - 1])
    for index in 1..<boundaries.count {
      add(index, when: step > boundaries[index - 1] && step <= boundaries[index])
    }
    return result
  }
}
