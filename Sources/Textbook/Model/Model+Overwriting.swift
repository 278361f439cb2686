import Conformance
import Dialects

extension Model {
  /// Rules R-OVERWRITE-1 and R-OVERWRITE-3: variables whose gradient is their new value.
  func overwriteVariables(_ replicas: inout [[StepGradient<Format>?]]) {
    let updates = isUpdateStep
    for i in variables.indices where variables[i].isOverwritten {
      guard let gradient = replicas[0][i] else { continue }
      if makes(.overwrittenIgnored) {
        for replica in replicas.indices { replicas[replica][i] = nil }
        continue
      }
      var value = makes(.overwrittenByLastReplica) ? replicas.last?[i] ?? gradient : gradient
      if let factor = arguments.lossScaleFactor, makes(.overwrittenUnscaled) {
        value = value.map { $0 / Number(constant: factor, value.format) }
      }
      if isAccumulating {
        keepLarger(value, i, updates: updates)
      } else {
        variables[i].weight = newValue(value, i)
      }
      if !makes(.overwrittenInGlobalNorm) { for replica in replicas.indices { replicas[replica][i] = nil } }
    }
  }

  /// Rules R-ERROR-OVERWRITE and R-GRAPH-REFUSAL: what becomes an average must have one.
  func checkOverwriting() throws(Refused) {
    guard arguments.useEMA, let frequency = arguments.emaOverwriteFrequency, frequency != 0 else { return }
    let isDue = (iterations + 1) % Int(frequency) == 0
    guard isDue || isGraph && !makes(.overwritingRefusedWhenDue),
      variables.contains(where: \.isOverwritten), !makes(.overwrittenAverageSkipped)
    else { return }
    throw .argument(.emaOverwriteFrequency, by: isDue ? "R-ERROR-OVERWRITE" : "R-GRAPH-REFUSAL")
  }

  private func newValue(_ gradient: StepGradient<Format>, _ i: Int) -> [N] {
    let format = variables[i].format
    let new =
      makes(.overwrittenCastAfterRows)
      ? dense(gradient, of: i).cast(to: format).elements : dense(gradient.cast(to: format), of: i).elements
    if makes(.overwrittenAdded) { return zip(variables[i].weight, new).map { ($0 + $1).stored } }
    if makes(.overwrittenSubtracted) { return zip(variables[i].weight, new).map { ($0 - $1).stored } }
    if makes(.overwrittenFlushed) { return new.map { ($0 + .zero(format)).stored } }
    return new
  }

  /// Rule R-OVERWRITE-3.
  private func keepLarger(_ gradient: StepGradient<Format>, _ i: Int, updates: Bool) {
    let own = variables[i].format
    let format = promoted(gradient.format, own)
    let g = dense(gradient, of: i).cast(to: format).elements
    let a = variables[i].accumulators[0].map { $0.cast(to: format) }
    var kept = g.indices.map { larger(g[$0], a[$0], at: $0, of: g.count).cast(to: own).stored }
    if makes(.overwrittenKeepsLast) { kept = g.map { $0.cast(to: own).stored } }
    if makes(.overwrittenKeepsSum) { kept = zip(g, a).map { ($0 + $1).cast(to: own).stored } }
    if makes(.overwrittenOnEveryCall) { variables[i].weight = kept }
    if updates {
      variables[i].weight = kept
      variables[i].accumulators[0] = variables[i].zeros
    } else {
      variables[i].accumulators[0] = kept
    }
  }

  /// The larger of two elements, exact to the sign of a zero: Eigen's, in packets and behind them.
  func larger(_ a: N, _ b: N, at index: Int, of count: Int) -> N {
    let packet = SumOrder(a.format.dtype).packet
    let isPacked = index < count - count % packet
    let (x, y) = (a.operand, b.operand)
    if x.isNaN || y.isNaN { return Number(.nan, a.format) }
    let largest: N = x == y ? (isPacked && a.format.dtype.takesSecondOfEqual ? b : a) : x > y ? a : b
    switch a.format.dtype {
    case .float16: return largest
    case .bfloat16: return isPacked ? Number(largest.operand, a.format) : largest
    case .float32, .float64: return Number(largest.operand, a.format)
    }
  }
}

extension DType {
  /// Whether a packet's maximum of two equal elements is the second.
  fileprivate var takesSecondOfEqual: Bool { self == .float32 || self == .float64 }
}
