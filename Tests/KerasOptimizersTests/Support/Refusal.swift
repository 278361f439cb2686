import KerasOptimizers

/// A way into the optimizer.
enum Door: CaseIterable {
  case list, variables, span, replicas, stateless, lossScale
}

/// What is wrong with a call.
enum Refusal: CaseIterable {
  case unbuilt, wrongCount, wrongElements, wrongShape, wrongDType, rowOutOfRange, rowsDoNotFit, rowsOfScalar
  case sparseScaled, allMissing, foreignVariable, duplicatedVariable, mixedDTypes, unfitConstraint
  case missingAverage, missingOnAReplica, otherKindOnAReplica
  case otherLength, otherParameters, otherType, ownMemory
  case stateWithout, stateBeyond, stateOfOtherShape, stateOfNegativeCount, otherVariables
  case negativeRow, halfAccumulated

  /// The doors at which it can happen.
  var doors: [Door] {
    switch self {
    case .unbuilt: [.list, .replicas, .stateless, .lossScale]
    case .wrongCount, .wrongElements, .wrongShape, .wrongDType, .rowOutOfRange, .rowsDoNotFit, .rowsOfScalar,
      .allMissing, .mixedDTypes, .missingAverage:
      [.list, .variables, .replicas, .stateless, .lossScale]
    case .unfitConstraint: Door.allCases
    case .sparseScaled: [.list, .variables, .replicas, .stateless]
    case .foreignVariable, .duplicatedVariable: [.variables, .lossScale]
    case .missingOnAReplica, .otherKindOnAReplica: [.replicas, .lossScale]
    case .otherLength, .otherParameters, .otherType, .ownMemory: [.span]
    case .stateWithout, .stateBeyond, .stateOfOtherShape, .stateOfNegativeCount, .otherVariables:
      [.stateless]
    case .negativeRow, .halfAccumulated: [.lossScale]
    }
  }

  /// The error's category and argument; any argument if that is nil.
  var error: (category: OptimizerError.Category, argument: String?) {
    switch self {
    case .unbuilt: (.notBuilt, nil)
    case .foreignVariable, .duplicatedVariable, .otherParameters, .otherType, .ownMemory, .otherVariables:
      (.invalidArgument, "trainable_variables")
    case .unfitConstraint: (.invalidArgument, "axis")
    case .missingAverage: (.invalidArgument, "ema_overwrite_frequency")
    case .stateWithout, .stateBeyond, .stateOfOtherShape, .stateOfNegativeCount: (.invalidState, nil)
    default: (.invalidGradients, "grads")
    }
  }

  /// Whether the very first call can be refused so, which would build the optimizer.
  var canComeFirst: Bool {
    switch self {
    case .foreignVariable, .otherParameters, .otherType, .ownMemory: false
    default: true
    }
  }
}

/// A call that would be accepted, until something is done to it.
struct Call {
  var replicas: [[Gradient?]]
  var variables: [Variable]
  var state: [StateVariable]

  mutating func spoil(_ refusal: Refusal, _ random: inout RandomNumbers) {
    let replica = replicas.indices.randomElement(using: &random) ?? 0
    switch refusal {
    case .wrongCount:
      if random.once(in: 2) { replicas[replica].removeLast() } else { replicas[replica].append(nil) }
    case .wrongElements: replicas[replica][0] = Gradient([1, 2] as [Float])
    case .wrongShape: replicas[replica][0] = Gradient([1, 2, 3] as [Float], shape: [1, 3])
    case .wrongDType:
      for index in replicas.indices { replicas[index][0] = variables[0].gradient(1, dtype: .float64) }
    case .rowOutOfRange: setRows { _ in Gradient(rows: [1, 4], values: [1, 2, 3, 4] as [Float]) }
    case .negativeRow: setRows { _ in Gradient(rows: [1, -1], values: [1, 2, 3, 4] as [Float]) }
    case .rowsDoNotFit: setRows { _ in Gradient(rows: [1, 2], values: [1, 2, 3] as [Float]) }
    case .rowsOfScalar:
      for index in replicas.indices { replicas[index][2] = Gradient(rows: [0], values: [1] as [Float]) }
    case .sparseScaled: setRows { Gradient(rows: [$0, 2], values: [1, 2, 3, 4] as [Float]) }
    case .allMissing: replicas = replicas.map { $0.map { _ in nil } }
    case .foreignVariable: variables[1] = .sample(9, shape: [4, 2])
    case .duplicatedVariable: variables[1] = variables[0]
    case .mixedDTypes:
      for index in replicas.indices { replicas[index][2] = variables[2].gradient(1, dtype: .float64) }
    case .missingOnAReplica: replicas[replica][1] = nil
    case .otherKindOnAReplica: replicas[replica][1] = Gradient(rows: [1], values: [1, 2] as [Float])
    case .stateWithout: state.remove(at: Int.random(in: state.indices, using: &random))
    case .stateBeyond: state.append(StateVariable(path: "adamw/other", value: .count(1)))
    case .stateOfOtherShape:
      let path = state[state.count - 1].path
      state[state.count - 1] = StateVariable(
        path: path, value: .array(dtype: .float32, shape: [0], bytes: []))
    case .stateOfNegativeCount: state[0] = StateVariable(path: state[0].path, value: .count(-1))
    case .otherVariables:
      variables[1] = .sample(9, shape: [2, 4])
      if random.once(in: 2) { variables.removeLast() }
    case .unbuilt, .unfitConstraint, .missingAverage, .halfAccumulated: break
    case .otherLength, .otherParameters, .otherType, .ownMemory: break
    }
  }

  private mutating func setRows(_ gradient: (_ replica: Int) -> Gradient) {
    for index in replicas.indices { replicas[index][1] = gradient(index) }
  }
}
