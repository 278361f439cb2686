import Conformance
import Dialects

/// What a trace depends on, of a gradient.
struct GradientKind: Hashable {
  /// Nil where it is missing.
  let dtype: DType?
  let isSparse: Bool

  init(_ gradient: Gradient) {
    dtype = gradient.dtype
    if case .rows = gradient { isSparse = true } else { isSparse = false }
  }
}

/// What a step is within a `tf.function`.
extension Model {
  /// A number divided by a constant, of which a graph takes the reciprocal (rule R-GRAPH-RECIPROCAL), unless there
  /// somebody divides as in eager mode.
  func divided(_ x: N, byConstant c: N, unless mistake: Mistake) -> N {
    if !isGraph || makes(mistake) { return x / c }
    if makes(.reciprocalsInDouble) { return x * Number(1 / c.value, c.format) }
    return x * (.one(c.format) / c)
  }

  /// A number divided by one that a graph does not know, unless there somebody takes a reciprocal too.
  func divided(_ x: N, byUnknown c: N, unless mistake: Mistake) -> N {
    isGraph && makes(mistake) ? x * (.one(c.format) / c) : x / c
  }

  /// Rule R-GRAPH-CALLABLE: a callable rate is asked when a function is traced for gradients of these kinds.
  func trace(for given: [[Gradient]]) {
    guard isGraph, case .callable(let first) = arguments.learningRate else { return }
    let kinds = makes(.callableAskedForAllKinds) ? [] : given.flatMap { $0.map(GradientKind.init) }
    let rate = traces[kinds] ?? callableRate
    traces[kinds] = rate
    tracedRate =
      makes(.callableAskedAlways) ? callableRate : makes(.callableAskedAtConstruction) ? first : rate
  }

  /// Rule R-GRAPH-REFUSAL: a step that is skipped is traced too, and refused for what it may not be.
  func checkSkipped(_ given: [[Gradient]], by scale: N) throws(Refused) {
    guard isGraph, !makes(.skippedStepsNotTraced) else { return }
    // Gradients in excess are dropped before they could be refused.
    let given = given.map { Array($0.prefix(variables.count)) }
    var replicas = given.map { $0.map { StepGradient<Format>($0, dialect) } }
    do {
      divide(&replicas, by: scale)
      try check(given, replicas)
      try checkStages(of: replicas)
    } catch {
      throw Refused(error.refusal, by: "R-GRAPH-REFUSAL")
    }
  }

  /// Rule R-GRAPH-REPLICA: what cannot be traced for several replicas.
  func checkReplicas(_ gradients: [StepGradient<Format>]) throws(Refused) {
    let overwrites = arguments.useEMA && (arguments.emaOverwriteFrequency ?? 0) != 0
    let dtypes = Set(gradients.filter { $0.rows == nil }.map(\.format.dtype))
    if isAccumulating && !makes(.replicasAccumulate) || overwrites && !makes(.replicasOverwrite)
      || dtypes.count > 1 && !makes(.replicasOfSeveralDTypes)
    {
      throw Refused(.invalidGradients, "grads", by: "R-GRAPH-REPLICA")
    }
  }

  /// What a root is divided by where epsilon is nothing (rule R-GRAPH-EPSILON): of 16 bits TensorFlow computes packets of
  /// eight in float32.
  func reciprocalRoot(_ u: N, at index: Int, of count: Int) -> N {
    let isPacked = index < count - count % 8
    guard u.format.dtype.bitWidth == 16,
      isPacked ? !makes(.epsilonOfZeroWithoutPackets) : makes(.epsilonOfZeroInPacketsOnly)
    else { return .one(u.format) / u.squareRoot }
    let float32 = Format(.float32, dialect)
    return (.one(float32) / u.cast(to: float32).squareRoot).cast(to: u.format)
  }
}
