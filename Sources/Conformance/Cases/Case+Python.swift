extension Case {
  /// The case as lines of Python for Keras, to be read and to be pasted: numbers are exact.
  ///
  /// What a line cannot say, an initial state and replicas, stands in a comment.
  public var python: [String] {
    var lines = variables.enumerated().map { index, variable in
      "\(Self.name(index)) = keras.Variable(\(variable.data.python(shape: variable.shape)), \"\(variable.dtype.rawValue)\")"
        + (variable.constraint.map { "; \(Self.name(index)).constraint = \($0.python)" } ?? "")
        + (variable.overwriteWithGradient ? "; \(Self.name(index)).overwrite_with_gradient = True" : "")
        + (exclusion?.variableNames.isEmpty ?? true ? "" : "  # \(variable.name.printable)")
    }
    let optimizer = "keras.optimizers.\(optimizer.rawValue)(\(arguments.python))"
    lines.append("optimizer = " + (lossScaleOptimizer.map { $0.python(around: optimizer) } ?? optimizer))
    if let exclusion {
      let chosen = exclusion.variables.map(Self.name).joined(separator: ", ")
      let names = exclusion.variableNames.map { "r\"\($0.printable)\"" }.joined(separator: ", ")
      lines.append("optimizer.exclude_from_weight_decay([\(chosen)], [\(names)])")
    }
    lines.append("optimizer.build([\(variables.indices.map(Self.name).joined(separator: ", "))])")
    if let state = initialState { lines += state.comments }
    return lines + script.map(python)
  }

  private static func name(_ index: Int) -> String { "v\(index)" }

  private func python(_ event: Event) -> String {
    switch event {
    case .apply(let gradients): "optimizer.apply([\(python(gradients))])"
    case .applyReplicas(let replicas):
      "# on replicas: " + replicas.map { "[\(python($0))]" }.joined(separator: ", ")
    case .learningRate(let rate): "optimizer.learning_rate = \(rate)"
    case .finalize:
      "optimizer.finalize_variable_values([\(variables.indices.map(Self.name).joined(separator: ", "))])"
    case .checkpoint: "# go on with a new optimizer from the configuration and the state of this one"
    }
  }

  private func python(_ gradients: [Gradient]) -> String {
    gradients.enumerated().map { index, gradient in
      switch gradient {
      case .missing: return "None"
      case .dense(let tensor):
        let shape = index < variables.count ? variables[index].shape : [tensor.count]
        return "keras.ops.array(\(tensor.python(shape: shape)), \"\(tensor.dtype.rawValue)\")"
      case .rows(let indices, let values):
        let shape = [indices.count] + (index < variables.count ? variables[index].shape.dropFirst() : [])
        return
          "tf.IndexedSlices(tf.constant(\(values.python(shape: shape)), \"\(values.dtype.rawValue)\"), \(indices))"
      }
    }.joined(separator: ", ")
  }
}

extension Constraint {
  fileprivate var python: String { "keras.constraints.\(name)(\(config.python))" }
}

extension LossScaleOptimizer {
  fileprivate func python(around inner: String) -> String {
    let scale = initialScale.map { ", initial_scale=\($0)" } ?? ""
    let growth = dynamicGrowthSteps.map { ", dynamic_growth_steps=\($0)" } ?? ""
    return "keras.optimizers.LossScaleOptimizer(\(inner)\(scale)\(growth))"
  }
}

extension State {
  fileprivate var comments: [String] {
    var parts: [String] = []
    if let iterations { parts.append("iterations \(iterations)") }
    if let learningRate { parts.append("learning_rate \(learningRate.python(shape: []))") }
    for slot in Slot.allCases {
      guard let tensors = slots[slot] else { continue }
      parts.append(
        "\(slot.rawValue) "
          + tensors.map { $0.map { $0.python(shape: [$0.count]) } ?? "None" }.joined(separator: " "))
    }
    if let lossScale { parts.append("loss_scale \(lossScale.python(shape: []))") }
    if let stepCounter { parts.append("step_counter \(stepCounter)") }
    return parts.map { "# starting from \($0)" }
  }
}

extension Tensor {
  /// The elements as nested lists, at most the first sixteen of a dimension.
  fileprivate func python(shape: [Int]) -> String {
    guard let extent = shape.first else { return bits.first.map(number) ?? "[]" }
    let width = shape.dropFirst().reduce(1, *)
    guard count == extent * width else { return python(shape: [count]) }
    let parts = (0..<min(extent, 16)).map { index in
      Tensor(dtype, bits: Array(bits[index * width..<(index + 1) * width])).python(
        shape: Array(shape.dropFirst()))
    }
    return "[\((parts + (extent > 16 ? ["..."] : [])).joined(separator: ", "))]"
  }

  private func number(_ bits: UInt64) -> String {
    let text = dtype.decimal(ofBits: bits)
    return ["nan", "inf", "-inf", "-nan"].contains(text) ? "float(\"\(text)\")" : text
  }
}
