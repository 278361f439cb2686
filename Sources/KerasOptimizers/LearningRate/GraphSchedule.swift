// Rules R-GRAPH-RECIPROCAL and R-GRAPH-DECAY.

/// One of Keras' schedules within a graph, where TensorFlow rewrites it.
protocol GraphSchedule: LearningRateSchedule {
  /// The learning rate times a constant, which meets those of the schedule first.
  func inGraph(_ step: Int, times factor: Float) -> Float

  /// What the rate is to the multiplications around it.
  var form: RateForm { get }
}

/// What a schedule's rate is within a graph.
enum RateForm {
  /// A number that the graph knows.
  case constant
  /// The product of a constant and something else.
  case product
  case other
}

extension LearningRateSchedule {
  /// The learning rate, times a constant, as a graph computes it. Only Keras' own schedules are rewritten.
  func inGraph(_ step: Int, times factor: Float = 1) -> Float {
    guard let known = self as? any GraphSchedule else { return factor * self(step) }
    return known.inGraph(step, times: factor)
  }
}

extension PiecewiseConstantDecay: GraphSchedule {
  var form: RateForm { .other }

  func inGraph(_ step: Int, times factor: Float) -> Float { factor * self(step) }
}
