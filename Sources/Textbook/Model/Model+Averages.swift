import Conformance
import Dialects

extension Model {
  /// Rules R-EMA-1, R-EMA-2, R-EMA-3, R-EMA-6.
  func moveAverages(_ present: [Int], updates: Bool) {
    guard arguments.useEMA, !makes(.averageIgnored) else { return }
    if !updates, makes(.averageOncePerUpdate) { return }
    followWeights()
    for i in variables.indices {
      guard let average = variables[i].average else { continue }
      if !present.contains(i), makes(.averageOfPresentOnly) { continue }
      if !variables[i].decays, makes(.averageOfDecayedOnly) { continue }
      if makes(.averageOfConstrained), present.contains(i) { project(i) }
      let k = averageMomentum(variables[i].format)
      variables[i].average = zip(average, variables[i].weight).map { mixed($0, $1, k).stored }
      if isFirstAverage, makes(.averageSharesArray) { variables[i].sharesAverage = true }
      if variables[i].sharesAverage, let average = variables[i].average { variables[i].weight = average }
      shareSlots(of: i, .average)
      observe(.average, i, variables[i].average)
    }
  }

  private func averageMomentum(_ format: Format) -> N {
    var given = arguments.emaMomentum ?? 0.99
    if isDefault(.emaMomentum), makes(.defaultEMAMomentum) { given = 0.999 }
    if !isDefault(.emaMomentum), makes(.emaMomentumIgnored) { given = 0.99 }
    if makes(.averageWarmsUp) { given = min(given, Double(1 + iterations) / Double(10 + iterations)) }
    if isFirstAverage { given *= 0 }
    return Number(constant: given, format)
  }

  /// Rule R-EMA-2.
  private var isFirstAverage: Bool {
    if makes(.averageFromZero) || makes(.averageFromInitialWeights) || makes(.averageCorrectedForBias) {
      return false
    }
    if restoredRaw > 0, makes(.averageBeginsAgain) { return iterations == restoredRaw / cycle }
    if makes(.firstAverageByRawCalls) { return raw == 0 }
    return iterations == 0
  }

  /// Rule R-EMA-1.
  private func mixed(_ average: N, _ w: N, _ k: N) -> N {
    if makes(.averageWeightsExchangedAtFirst) { return (.one(w.format) - k) * average + k * w }
    if makes(.averageWeightsExchanged), !isFirstAverage { return (.one(w.format) - k) * average + k * w }
    if makes(.averageAsDifference) { return average + (.one(w.format) - k) * (w - average) }
    if makes(.averageFused) { return ((.one(w.format) - k) * w).plusFused(k, average) }
    if makes(.averageConstantInDouble) {
      return k * average + Number(
        constant: isFirstAverage ? 1 : 1 - (arguments.emaMomentum ?? 0.99), w.format) * w
    }
    if makes(.averageOfAll) {
      let n = Number(constant: Double(raw + 1), w.format)
      return average + (w - average) / n
    }
    return k * average + (.one(w.format) - k) * w
  }

  /// Rule R-EMA-4.
  func overwriteWithAverages(_ present: [Int], updates: Bool) {
    guard arguments.useEMA,
      var frequency = arguments.emaOverwriteFrequency ?? (makes(.overwritingWithoutFrequency) ? 1 : nil)
    else { return }
    if makes(.overwritingByZeroIsEveryCall) { frequency = max(frequency, 1) }
    if frequency == 0 { return }
    if makes(.overwritingIgnored) || !updates && makes(.overwritingOnUpdatesOnly) { return }
    let frequencyOfCalls = Int(frequency)
    var steps = iterations + 1
    if makes(.overwritingCountedInCalls) { steps = raw + 1 }
    if makes(.overwritingOneLate) { steps = iterations }
    if makes(.overwritingOneEarly) { steps = iterations + 2 }
    if makes(.overwritingFirstCall), iterations == 0 { steps = 0 }
    if makes(.overwritingEveryCall) { steps = 0 }
    if steps > frequencyOfCalls, makes(.overwritingOnce) { return }
    guard steps % frequencyOfCalls == 0 || steps > frequencyOfCalls && makes(.overwritingFromThenOn) else {
      return
    }
    for i in variables.indices {
      guard let average = variables[i].average else { continue }
      if !present.contains(i), makes(.overwritingPresentOnly) { continue }
      let weight = variables[i].weight
      variables[i].weight = corrected(average, moves: raw + 1)
      if makes(.overwritingExchanges) { variables[i].average = weight }
      if makes(.overwritingSharesArray) { variables[i].sharesAverage = true }
      observe(.overwritten, i, variables[i].weight)
    }
  }

  /// An average that began at zero, divided by what it lacks: nothing that Keras does.
  private func corrected(_ average: [N], moves: Int) -> [N] {
    guard makes(.averageCorrectedForBias), moves > 0, let format = average.first?.format else {
      return average
    }
    let k = arguments.emaMomentum ?? 0.99
    let missing = Number(constant: 1 - KerasFormat(.float64, .keras).power(k, Double(moves)), format)
    return average.map { $0 / missing }
  }

  /// Rule R-EMA-5.
  func finalize() throws(Refused) {
    guard arguments.useEMA else {
      if makes(.finalizeWithoutAveragesRefused) { throw Refused(.invalidArgument, "use_ema") }
      return
    }
    if variables.contains(where: \.isOverwritten), !makes(.overwrittenFinalizes) {
      throw Refused(.invalidArgument, "use_ema", by: "R-ERROR-OVERWRITE")
    }
    if makes(.finalizeIgnored) || raw == 0 && makes(.finalizeBeforeFirstIgnored) { return }
    for i in variables.indices {
      guard let average = variables[i].average else { continue }
      let weight = variables[i].weight
      variables[i].weight = corrected(average, moves: raw)
      if makes(.finalizeExchanges) { variables[i].average = weight }
      if makes(.finalizeSharesArray) { variables[i].sharesAverage = true }
      if makes(.finalizeProjects) { project(i) }
    }
  }
}
