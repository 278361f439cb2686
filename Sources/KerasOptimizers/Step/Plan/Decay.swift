// Rules R-DECAY-1 and R-GRAPH-DECAY. TensorFlow: `MinimizeBroadcasts` and `ConstantPushDown` of its optimizers of graphs,
// which multiply small tensors first, and constants before that.

/// What a weight loses in an update, by how it is multiplied out.
enum Decay {
  /// `(w * weightDecay) * learningRate`
  case successive(weightDecay: Rounded, learningRate: Rounded)
  /// `w * factor`, where the factor is the product of both.
  case joint(Rounded)
}

extension Decay {
  /// The decay of a variable at a number, which a graph reads from a variable or, if it is constant, knows.
  init(
    of variable: TrainedVariable, weightDecay: Rounded, learningRate: Rounded, isConstant: Bool,
    in profile: Profile
  ) {
    let isFolded = isConstant && (variable.dtype == .float32 || variable.dtype == .float64)
    if profile == .graph, isFolded || !variable.shape.isEmpty {
      self = .joint(weightDecay * learningRate)
    } else {
      self = .successive(weightDecay: weightDecay, learningRate: learningRate)
    }
  }

  /// The decay of a variable at what a schedule gives in a graph.
  init(of variable: TrainedVariable, weightDecay: Rounded, _ schedule: any LearningRateSchedule, at step: Int)
  {
    let dtype = variable.dtype
    let form = (schedule as? any GraphSchedule)?.form ?? .other
    let isSplit = variable.shape.isEmpty || (variable.count == 1 && form == .product)
    if dtype == .float32, form != .constant, !isSplit {
      let factor = schedule.inGraph(step, times: Float(weightDecay.value))
      self = .joint(Rounded(Double(factor), dtype))
      return
    }
    let learningRate = Rounded(Double(schedule.inGraph(step)), dtype)
    if dtype == .float32, form == .product, isSplit {
      self = .successive(weightDecay: weightDecay, learningRate: learningRate)
    } else {
      self.init(
        of: variable, weightDecay: weightDecay, learningRate: learningRate, isConstant: form == .constant,
        in: .graph)
    }
  }
}
