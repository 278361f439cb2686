import Conformance
import Dialects

extension Model {
  // MARK: At construction

  /// The refusals of the constructors, in the specification's order (section 4, Refusals).
  func checkArguments() throws(Refused) {
    if case .schedule(let schedule) = arguments.learningRate { try check(schedule) }
    try checkAccumulation()
    if arguments.useEMA || makes(.offAveragesChecked) { try checkAverages() }
    try checkClipping()
    if arguments.learningRate == nil, !makes(.anyRateTaken) {
      throw .argument(.learningRate, by: "R-ERROR-RATE")
    }
    if makes(.negativeRateRefused), case .number(let rate) = arguments.learningRate, rate < 0 {
      throw .argument(.learningRate)
    }
    if testCase.optimizer == .adamW, arguments.weightDecay == nil, !makes(.missingDecayTaken) {
      throw .argument(.weightDecay, by: "R-ERROR-DECAY")
    }
    if makes(.betasOfOneRefused) {
      if betas.0 >= 1 || betas.0 < 0 { throw .argument(.beta1) }
      if betas.1 >= 1 || betas.1 < 0 { throw .argument(.beta2) }
    }
    if makes(.epsilonZeroRefused), let epsilon = arguments.epsilon, epsilon <= 0 { throw .argument(.epsilon) }
    if makes(.negativeDecayRefused), let decay = arguments.weightDecay, decay < 0 {
      throw .argument(.weightDecay)
    }
  }

  private func check(_ schedule: Schedule) throws(Refused) {
    if makes(.anyScheduleTaken) { return }
    let (steps, name): (Double, String) =
      switch schedule {
      case .exponentialDecay(let given): (given.decaySteps, "decay_steps")
      case .inverseTimeDecay(let given): (given.decaySteps, "decay_steps")
      case .polynomialDecay(let given): (given.decaySteps, "decay_steps")
      case .cosineDecay(let given): (given.decaySteps, "decay_steps")
      case .cosineDecayRestarts(let given): (given.firstDecaySteps, "first_decay_steps")
      case .piecewiseConstantDecay(let given):
        (given.boundaries.isEmpty || given.boundaries.count != given.values.count - 1 ? 0 : 1, "boundaries")
      case .unknown: (1, "")
      }
    if !(steps > 0) { throw Refused(.invalidArgument, name, by: "R-ERROR-SCHEDULE") }
  }

  /// Rule R-ERROR-ACCUMULATION.
  private func checkAccumulation() throws(Refused) {
    guard let steps = arguments.gradientAccumulationSteps, steps != 0 else {
      if !isDefault(.gradientAccumulationSteps), makes(.accumulationOfZeroRefused) {
        throw .argument(.gradientAccumulationSteps)
      }
      return
    }
    if steps == 1, makes(.accumulationOfOneTaken) { return }
    if steps < 2 || steps != steps.rounded() {
      throw .argument(.gradientAccumulationSteps, by: "R-ERROR-ACCUMULATION")
    }
  }

  /// Rules R-ERROR-EMA-MOMENTUM, R-ERROR-EMA-FREQUENCY.
  private func checkAverages() throws(Refused) {
    let momentum = arguments.emaMomentum ?? .nan
    if momentum < 0 || momentum > 1, !makes(.anyEMAMomentumTaken) {
      throw .argument(.emaMomentum, by: "R-ERROR-EMA-MOMENTUM")
    }
    if momentum == 0 || momentum == 1, makes(.extremeEMAMomentumRefused) { throw .argument(.emaMomentum) }
    if let frequency = arguments.emaOverwriteFrequency, frequency != 0 {
      let isWhole = frequency == frequency.rounded()
      if frequency < 1 || !isWhole, !makes(.anyFrequencyTaken) {
        throw .argument(.emaOverwriteFrequency, by: "R-ERROR-EMA-FREQUENCY")
      }
    }
  }

  /// Rule R-ERROR-CLIP.
  private func checkClipping() throws(Refused) {
    let names: [Arguments.Name] = [.clipnorm, .clipvalue, .globalClipnorm]
    let given = names.filter { name in
      switch testCase.arguments[name] {
      case .null: false
      case .number(let limit) where makes(.offClipsNotCounted): limit > 0
      default: true
      }
    }
    if given.count > 1, !makes(.severalClipsTaken) {
      throw .argument(makes(.lastClipNamed) ? given[given.count - 1] : given[0], by: "R-ERROR-CLIP")
    }
    for name in given {
      if case .number(..<0) = testCase.arguments[name], makes(.clipNegativeRefused) { throw .argument(name) }
    }
  }

  // MARK: At a step

  /// Rules R-ERROR-GRADIENTS, R-ERROR-SPARSE; R-ERROR-LOSS-SCALE asks for the gradients as they are after their
  /// division.
  func check(_ given: [[Gradient]], _ replicas: [[StepGradient<Format>?]]) throws(Refused) {
    for gradients in replicas {
      guard gradients.count == variables.count else { throw misfit("R-ERROR-GRADIENTS") }
      for i in gradients.indices {
        if let gradient = gradients[i] { try check(gradient, i) }
      }
      if gradients.allSatisfy({ $0 == nil }), !makes(.noGradientsTaken) { throw misfit("R-ERROR-GRADIENTS") }
      let overwritten = variables.indices.filter { variables[$0].isOverwritten && gradients[$0] != nil }
      if overwritten.count == gradients.count(where: { $0 != nil }), !overwritten.isEmpty,
        makes(.overwrittenAloneRefused)
      {
        throw .gradients
      }
    }
    let trained = variables.indices.filter { replicas[0][$0] != nil && !variables[$0].isOverwritten }
    if on(arguments.globalClipnorm) != nil, isUpdateStep || looksAheadAtNorms, !makes(.mixedGlobalNormTaken) {
      let dtypes = trained.compactMap { i in replicas[0][i].map { meeting($0, i) } }
      if Set(dtypes).count > 1 { throw misfit(isUpdateStep ? "R-ERROR-GRADIENTS" : "R-GRAPH-REFUSAL") }
    }
    for other in replicas.dropFirst() { try checkSums(replicas[0], other) }
  }

  /// Whether gradients that are only accumulated are refused for what an update is (rule R-GRAPH-REFUSAL).
  private var looksAheadAtNorms: Bool {
    isGraph ? !makes(.mixedGlobalNormAccumulated) : makes(.mixedGlobalNormRefusedAlways)
  }

  /// Whether the gradients of two replicas can be added, where they are.
  private func checkSums(
    _ gradients: [StepGradient<Format>?], _ others: [StepGradient<Format>?]
  ) throws(Refused) {
    let staySparse = !isAccumulating && on(arguments.globalClipnorm) == nil
    for i in gradients.indices where !variables[i].isOverwritten {
      guard let gradient = gradients[i], let other = others[i] else {
        if gradients[i] == nil, others[i] == nil { continue }
        throw misfit("R-ERROR-GRADIENTS")
      }
      if !isUpdateStep { continue }
      if meeting(gradient, i) != meeting(other, i) { throw misfit("R-ERROR-GRADIENTS") }
      if staySparse, (gradient.rows == nil) != (other.rows == nil) { throw misfit("R-ERROR-GRADIENTS") }
    }
  }

  /// A gradient that does not fit: with a loss scale optimizer that is another rule's.
  private func misfit(_ rule: Rule) -> Refused {
    let isScaled = testCase.lossScaleOptimizer != nil && rule != "R-GRAPH-REFUSAL"
    return Refused(.invalidGradients, "grads", by: isScaled ? "R-ERROR-LOSS-SCALE" : rule)
  }

  /// The dtype in which a gradient is clipped.
  private func meeting(_ gradient: StepGradient<Format>, _ i: Int) -> DType {
    isAccumulating ? promoted(gradient.format, variables[i].format).dtype : gradient.format.dtype
  }

  private func check(_ gradient: StepGradient<Format>, _ i: Int) throws(Refused) {
    let variable = variables[i]
    if let rows = gradient.rows {
      try checkRows(rows, gradient.elements.count, i)
    } else if gradient.elements.count != variable.count {
      throw misfit(variable.isOverwritten ? "R-ERROR-OVERWRITE" : "R-ERROR-GRADIENTS")
    }
    let isOther = gradient.format.dtype != variable.format.dtype
    if isOther, makes(.otherDTypeRefused) { throw .gradients }
    if variable.isOverwritten {
      if isGraph, isAccumulating, isOther || gradient.rows != nil, !makes(.overwrittenAccumulatedOfAnyKind) {
        throw misfit("R-GRAPH-REFUSAL")
      }
      return
    }
    if gradient.rows != nil, arguments.lossScaleFactor != nil, testCase.lossScaleOptimizer == nil,
      !makes(.sparseUnscaled)
    {
      throw misfit("R-ERROR-SPARSE")
    }
    let isTaken = isUpdateStep && gradient.rows != nil
    if isAccumulating, isOther, !(isTaken && (!isGraph || makes(.accumulatedRowsOfOtherDTypeTaken))),
      !makes(.accumulatedOfAnyDType)
    {
      throw misfit(
        isTaken ? "R-GRAPH-REFUSAL" : gradient.rows == nil ? "R-ERROR-GRADIENTS" : "R-ERROR-SPARSE")
    }
    if isAccumulating, gradient.rows != nil, makes(.accumulatedRowsRefused) { throw .gradients }
  }

  private func checkRows(_ rows: [Int], _ count: Int, _ i: Int) throws(Refused) {
    guard let extent = variables[i].shape.first, count == rows.count * variables[i].width else {
      throw misfit("R-ERROR-SPARSE")
    }
    if rows.contains(where: { $0 >= extent }) { throw misfit("R-ERROR-SPARSE") }
    if rows.contains(where: { $0 < 0 }), makes(.negativeRowsRefused) { throw .gradients }
  }

  /// Rule R-ERROR-LOSS-SCALE: rows that TensorFlow cannot scatter.
  func checkScattered(_ given: [[Gradient]]) throws(Refused) {
    for gradients in given {
      for (i, gradient) in gradients.enumerated() where i < variables.count {
        guard case .rows(let rows, let tensor) = gradient else { continue }
        try checkRows(rows, tensor.count, i)
        if rows.contains(where: { $0 < 0 }), !makes(.negativeRowsScaled) { throw misfit("R-ERROR-SPARSE") }
        if !rows.isEmpty, variables[i].count == 0 { throw misfit("R-ERROR-SPARSE") }
      }
    }
  }

  /// What the stages behind the gradients refuse.
  func checkStages(of replicas: [[StepGradient<Format>?]]) throws(Refused) {
    let trained = variables.indices.filter { replicas[0][$0] != nil && !variables[$0].isOverwritten }
    if !trained.isEmpty { try checkOverwriting() }
    if isGraph, replicas.count > 1, !trained.isEmpty {
      try checkReplicas(trained.compactMap { replicas[0][$0] })
    }
    for i in trained { try checkAxes(of: i) }
  }

  /// Rule R-ERROR-CONSTRAINT.
  private func checkAxes(of i: Int) throws(Refused) {
    let axes: [Int]
    switch variables[i].constraint {
    case .maxNorm(let given): axes = given.axes.list
    case .unitNorm(let given): axes = given.axes.list
    case .minMaxNorm(let given): axes = given.axes.list
    case .nonNeg, .unknown, nil: return
    }
    let rank = variables[i].shape.count
    let isThere = axes.allSatisfy { (-rank..<rank).contains($0) }
    let areAxes = isThere && Set(axes.map { $0 < 0 ? $0 + rank : $0 }).count == axes.count
    if !areAxes, !makes(.axesBeyondTaken) {
      throw Refused(.invalidArgument, "axis", by: "R-ERROR-CONSTRAINT")
    }
  }
}

extension Axes? {
  /// The axes that are named: none where all are meant.
  fileprivate var list: [Int] {
    switch self {
    case nil: [0]
    case .all: []
    case .one(let axis): [axis]
    case .several(let axes): axes
    }
  }
}
