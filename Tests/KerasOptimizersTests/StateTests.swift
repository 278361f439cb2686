import KerasOptimizers
import Testing

@Suite("The optimizer's own variables")
struct StateTests {
  private let bias = Variable([0.5, -0.25] as [Float], name: "dense/bias")
  private let kernel = Variable([1, 2, 3] as [Float], name: "dense/kernel")

  private func optimizer(_ useEMA: Bool = true) throws -> AdamW {
    let optimizer = try AdamW(
      learningRate: 0.1, amsgrad: true, useEMA: useEMA, gradientAccumulationSteps: 2, name: "adam_w")
    optimizer.build([bias, kernel])
    for size in 1...3 {
      let gradients: [[Float]] = [[0.1, 0.2 * Float(size)], [0.3, -1, Float(size)]]
      try optimizer.apply(gradients.map { Gradient($0) })
    }
    return optimizer
  }

  @Test("Keras' order and names")
  func order() throws {
    #expect(
      try optimizer().variables.map(\.path) == [
        "adam_w/iteration", "adam_w/learning_rate", "adam_w/dense_bias_average",
        "adam_w/dense_kernel_average", "adam_w/dense_bias_gradient_accumulator",
        "adam_w/dense_kernel_gradient_accumulator", "adam_w/dense_bias_momentum",
        "adam_w/dense_bias_velocity", "adam_w/dense_kernel_momentum", "adam_w/dense_kernel_velocity",
        "adam_w/dense_bias_velocity_hat", "adam_w/dense_kernel_velocity_hat",
      ])
    #expect(try optimizer().variables[0].value == .count(3))
    let scheduled = try AdamW(learningRate: .callable { 0.1 })
    #expect(scheduled.variables.map(\.name) == ["iteration"])
  }

  /// As of a layer that is called `\u{308}u`. A combining mark makes one character of itself and the slash before it.
  @Test("A slash is one before a combining mark too")
  func combiningMarks() throws {
    let optimizer = try AdamW(name: "adamw")
    optimizer.build([Variable([1] as [Float], name: "\u{308}u/\u{301}kernel")])
    let momentum = optimizer.variables[2]
    #expect(
      momentum.path.unicodeScalars.elementsEqual("adamw/\u{308}u_\u{301}kernel_momentum".unicodeScalars))
    #expect(momentum.name.unicodeScalars.elementsEqual("\u{308}u_\u{301}kernel_momentum".unicodeScalars))
  }

  @Test("A state is taken over, in the order of Keras before 3.10 too")
  func load() throws {
    let state = try optimizer().variables
    let earlier = [0, 1, 2, 4, 3, 5, 6, 7, 8, 9, 10, 11].map { state[$0] }
    for saved in [state, earlier, state.reversed()] {
      let other = try AdamW(
        learningRate: 0.5, amsgrad: true, useEMA: true, gradientAccumulationSteps: 2, name: "adam_w")
      other.build([bias, kernel])
      try other.load(saved)
      #expect(other.variables == state)
      #expect(other.learningRate == 0.1 && other.applyCount == 3)
    }
  }

  @Test("A state that does not fit is refused by the name of what differs, and nothing changes")
  func misfits() throws {
    let target = try optimizer()
    let state = target.variables
    func replaced(_ index: Int, _ value: StateVariable.Value) -> [StateVariable] {
      var other = state
      other[index] = StateVariable(path: state[index].path, value: value)
      return other
    }
    let three = [UInt8](repeating: 0, count: 12)
    let wrong: [(String, [StateVariable])] = [
      ("iteration", Array(state.dropFirst())),
      ("iteration", replaced(0, .count(-1))),
      ("iteration", replaced(0, .array(dtype: .float32, shape: [], bytes: [0, 0, 0, 0]))),
      ("learning_rate", [state[0]] + state.dropFirst(2)),
      ("learning_rate", replaced(1, .count(1))),
      ("dense_kernel_velocity_hat", Array(state.dropLast())),
      ("dense_bias_average", replaced(2, .array(dtype: .float32, shape: [3], bytes: three))),
      ("dense_kernel_average", replaced(3, .array(dtype: .float32, shape: [1, 3], bytes: three))),
      ("dense_kernel_average", replaced(3, .array(dtype: .float16, shape: [6], bytes: three))),
      ("dense_bias_average", state + [state[2]]),
      ("other", state + [StateVariable(path: "adam_w/other", value: .count(0))]),
      ("iteration", []),
    ]
    for (name, saved) in wrong {
      #expect { try target.load(saved) } throws: {
        $0 as? OptimizerError != nil && ($0 as? OptimizerError)?.category == .invalidState
          && ($0 as? OptimizerError)?.argument == name
      }
      #expect(target.variables == state)
    }
    #expect { try AdamW().load(state) } throws: { ($0 as? OptimizerError)?.category == .notBuilt }
    let withoutAverages = try optimizer(false).variables
    #expect { try target.load(withoutAverages) } throws: {
      ($0 as? OptimizerError)?.argument == "dense_bias_average"
    }
    #expect { try optimizer(false).load(state) } throws: {
      ($0 as? OptimizerError)?.argument == "dense_bias_average"
    }
  }

  @Test("Stateless apply projects and overwrites what apply does")
  func statelessAttributes() throws {
    let optimizer = try AdamW(learningRate: 5)
    let variables = [Variable([1, 2] as [Float]), Variable([1, 2] as [Float], name: "scale")]
    variables[0].constraint = NonNeg()
    variables[1].overwriteWithGradient = true
    optimizer.build(variables)
    let plain = [Variable([1, 2] as [Float]), Variable([1, 2] as [Float])]
    let gradients = [Gradient([-1, 1] as [Float]), Gradient([7, 8] as [Float])]
    let (after, state) = try optimizer.statelessApply(optimizer.variables, gradients, plain)
    try optimizer.apply(gradients)
    #expect(after.map(\.bits) == variables.map(\.bits))
    #expect(state == optimizer.variables)
    #expect(variables[0].values()[1] == 0 as Float && variables[1].values() == [7, 8] as [Float])
  }

  @Test("Stateless apply refuses variables whose memory is not there")
  func statelessWithoutMemory() throws {
    let optimizer = try AdamW()
    optimizer.build(shapes: [[2]])
    let gradients = [Gradient([1, 2] as [Float])]
    expectRefusal(.invalidArgument, "trainable_variables") {
      _ = try optimizer.statelessApply(optimizer.variables, gradients, optimizer.trainableVariables)
    }
    let variables = [Variable([1, 2] as [Float])]
    let (after, _) = try optimizer.statelessApply(optimizer.variables, gradients, variables)
    #expect(after[0].bits != variables[0].bits)
  }

  @Test("A counter that a training would count past its end is refused", arguments: [Int.max, -1])
  func counters(count: Int) throws {
    let optimizer = try optimizer()
    let before = optimizer.variables
    let state = [StateVariable(path: "adam_w/iteration", value: .count(count))] + before.dropFirst()
    expectRefusal(.invalidState, "iteration") { try optimizer.load(state) }
    #expect(optimizer.variables == before)
    optimizer.setApplyCount(1 << 62)
    try optimizer.apply([nil, Gradient([1, 2, 3] as [Float])])
    #expect(optimizer.applyCount == 1 << 62 + 1)
  }

  @Test("Stateless apply is apply, and its inputs stay as they were")
  func stateless() throws {
    let optimizer = try optimizer()
    try optimizer.excludeFromWeightDecay(variables: [bias])
    let (state, weights) = (optimizer.variables, [bias, kernel].map { $0.values(as: Float.self) })
    let gradients = [Gradient([0.5, -1] as [Float]), nil]
    let (variables, after) = try optimizer.statelessApply(state, gradients, [bias, kernel])
    #expect(optimizer.variables == state)
    #expect([bias, kernel].map { $0.values(as: Float.self) } == weights)
    try optimizer.apply(gradients)
    #expect(optimizer.variables == after)
    #expect([bias, kernel].map { $0.values(as: Float.self) } == variables.map { $0.values(as: Float.self) })
    #expect(variables.map(\.name) == ["dense/bias", "dense/kernel"])
    #expect(state != after)

    for wrong in [[bias], [bias, bias], [kernel, bias]] {
      #expect { try optimizer.statelessApply(state, gradients, wrong) } throws: {
        ($0 as? OptimizerError)?.argument == "trainable_variables"
      }
    }
    #expect { try optimizer.statelessApply(Array(state.dropLast()), gradients, [bias, kernel]) } throws: {
      ($0 as? OptimizerError)?.category == .invalidState
    }
    #expect { try AdamW().statelessApply(state, gradients, [bias, kernel]) } throws: {
      ($0 as? OptimizerError)?.category == .notBuilt
    }
  }
}
