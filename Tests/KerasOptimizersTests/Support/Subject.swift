import KerasOptimizers

/// An optimizer that has trained a little, behind one of its doors, with arguments under which a call can be refused
/// for a reason. The same seed makes the same one.
final class Subject {
  let door: Door
  let inner: AdamW
  let whole: LossScaleOptimizer?
  let variables: [Variable]
  /// For the spans, the memory that they are of.
  var parameters: [Float]
  /// Which of an outer optimizer's three doors.
  private let way: Int
  private let replicaCount: Int

  init(_ door: Door, _ refusal: Refusal, seed: Int) throws {
    var random = RandomNumbers(seed: seed)
    self.door = door
    inner = try AdamW(Self.arguments(door, refusal, &random))
    whole =
      door == .lossScale
      ? LossScaleOptimizer(inner, initialScale: 4, dynamicGrowthSteps: Int.random(in: 1...3, using: &random))
      : nil
    let dtype: DType = refusal == .halfAccumulated ? .float16 : .float32
    variables = [
      .sample(1, shape: [3], dtype: dtype, name: "a"), .sample(2, shape: [4, 2], dtype: dtype, name: "b"),
      .sample(3, shape: [], dtype: dtype, name: "c"),
    ]
    parameters = numbers(4, count: 12).map { Float($0) }
    variables[2].overwriteWithGradient = refusal == .missingAverage
    way =
      switch refusal {
      case .foreignVariable, .duplicatedVariable: 1
      case .missingOnAReplica, .otherKindOnAReplica: 2
      case .unbuilt: random.once(in: 2) ? 0 : 2
      default: Int.random(in: 0..<3, using: &random)
      }
    replicaCount = door == .replicas || (door == .lossScale && way == 2) ? 2 : 1
    let builds = door == .variables || door == .span || (door == .lossScale && way == 1)
    let comesFirst = builds && refusal.canComeFirst && random.once(in: 3)
    if refusal != .unbuilt && !comesFirst { try train(refusal, steps: Int.random(in: 0...3, using: &random)) }
    if refusal == .unfitConstraint { constrain(MaxNorm(axes: [2])) }
  }

  private static func arguments(
    _ door: Door, _ refusal: Refusal, _ random: inout RandomNumbers
  ) -> Adam.Arguments {
    var arguments = Adam.Arguments.adamW
    arguments.learningRate = 0.1
    arguments.amsgrad = random.once(in: 2)
    arguments.useEMA = random.once(in: 2) || refusal == .missingAverage
    arguments.emaOverwriteFrequency = refusal == .missingAverage ? 1 : nil
    if [.wrongDType, .halfAccumulated].contains(refusal) {
      arguments.gradientAccumulationSteps = 2
    } else if ![.mixedDTypes, .missingAverage, .otherKindOnAReplica].contains(refusal) && random.once(in: 2) {
      arguments.gradientAccumulationSteps = 3
    }
    // Accumulation and a global norm make gradients of all kinds dense.
    let clips = random.once(in: 3) && refusal != .otherKindOnAReplica
    arguments.globalClipNorm = refusal == .mixedDTypes || clips ? 0.5 : nil
    arguments.lossScaleFactor = refusal == .sparseScaled || random.once(in: 4) ? 2 : nil
    return arguments
  }

  /// Builds and takes steps, none that would be refused itself.
  private func train(_ refusal: Refusal, steps: Int) throws {
    if door == .span {
      if refusal == .ownMemory { inner.build(variables) } else { inner.build(shapes: [[3], [4, 2], [1]]) }
    } else {
      whole?.build(variables)
      inner.build(variables)
    }
    if [.missingAverage, .halfAccumulated, .ownMemory].contains(refusal) { return }
    for step in 0..<steps { try take(call(step)) }
  }

  /// A call that is accepted.
  func call(_ step: Int) -> Call {
    Call(
      replicas: (0..<replicaCount).map { replica in
        variables.enumerated().map { $1.gradient(20 * step + 5 * replica + $0) }
      }, variables: variables, state: inner.variables)
  }

  /// Gives one of the variables a constraint, or none.
  func constrain(_ constraint: (any Constraint)?) {
    if door == .span && !inner.isBuilt { inner.build(shapes: [[3], [4, 2], [1]]) }
    let variable = door == .span ? inner.trainableVariables.first : variables[0]
    variable?.constraint = constraint
  }

  /// Goes through the door.
  func take(_ call: Call, _ refusal: Refusal? = nil) throws {
    switch (door, way) {
    case (.list, _): try inner.apply(call.replicas[0])
    case (.variables, _): try inner.apply(call.replicas[0], to: call.variables)
    case (.span, _): try takeSpan(refusal)
    case (.replicas, _): try inner.apply(replicas: call.replicas)
    case (.stateless, _): _ = try inner.statelessApply(call.state, call.replicas[0], call.variables)
    case (.lossScale, 0): try whole?.apply(call.replicas[0])
    case (.lossScale, 1): try whole?.apply(call.replicas[0], to: call.variables)
    case (.lossScale, _): try whole?.apply(replicas: call.replicas)
    }
  }

  private func takeSpan(_ refusal: Refusal?) throws {
    let gradients = numbers(7, count: refusal == .otherLength ? 11 : 12).map { Float($0) }
    switch refusal {
    case .otherParameters: try inner.step(Array(gradients.dropLast()), part: 0..<11, of: &parameters)
    case .otherType:
      var wide = parameters.map { Double($0) }
      try inner.step(gradients.map { Double($0) }, part: 0..<12, of: &wide)
    default: try inner.step(gradients, part: 0..<12, of: &parameters)
    }
  }

  /// All that a call can change, to the bit.
  var snapshot: [[UInt8]] {
    func bytes(_ state: [StateVariable]) -> [[UInt8]] {
      state.map { variable in
        switch variable.value {
        case .count(let count): withUnsafeBytes(of: count) { Array($0) }
        case .array(_, _, let bytes): bytes
        }
      }
    }
    return variables.map(\.bits) + [parameters.withUnsafeBytes { Array($0) }, [inner.isBuilt ? 1 : 0]]
      + bytes(inner.variables) + bytes(whole?.variables ?? [])
  }
}

extension AdamW {
  fileprivate func step<S: Scalar>(_ gradients: [S], part: Range<Int>, of parameters: inout [S]) throws {
    try parameters.withUnsafeMutableBufferPointer { memory in
      var span = MutableSpan(_unsafeElements: memory.extracting(part))
      try apply(gradients.span, to: &span)
    }
  }
}
