/// One constant up to each boundary, and one after the last (rule R-SCHEDULE-PIECEWISE).
///
/// Corresponds to `keras.optimizers.schedules.PiecewiseConstantDecay`.
public struct PiecewiseConstantDecay: LearningRateSchedule, Hashable, Sendable {
  /// The last step of each constant but the last, rising. Like Keras, a fraction is cut off.
  public let boundaries: [Double]
  /// The constants, one more than there are boundaries.
  public let values: [Double]
  /// Keras' `name`.
  public let name: String

  /// The name unless another is given.
  public static let defaultName = "PiecewiseConstant"

  /// - Throws: An error with argument `boundaries` if there are none, which Keras refuses only when the
  ///   schedule is called, or if they are not one fewer than the values.
  public init(
    boundaries: [Double], values: [Double], name: String = PiecewiseConstantDecay.defaultName
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

  /// A boundary as Keras casts it to the step's integer dtype: a fraction comes by way of float32.
  private func lastStep(_ index: Int) -> Double {
    let boundary = boundaries[index]
    return boundary == boundary.rounded() ? boundary : Double(Float(boundary).rounded(.towardZero))
  }

  /// Like Keras this adds up all constants, each times 1 or 0: an infinite one makes the others NaN.
  public func callAsFunction(_ step: Int) -> Float {
    let step = Double(step)
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
