import Conformance
import Dialects

extension Model {
  /// Rule R-SCALE-1.
  func unscale(_ gradients: inout [StepGradient<Format>?], updates: Bool) {
    guard let factor = arguments.lossScaleFactor,
      testCase.lossScaleOptimizer == nil || makes(.innerFactorKept)
    else { return }
    if makes(.lossScaleIgnored) || factor == 0 && makes(.lossScaleZeroIsOff) { return }
    if !updates, makes(.unscaledOnUpdatesOnly) { return }
    for i in gradients.indices where !variables[i].isOverwritten {
      gradients[i] = gradients[i].map { gradient in
        let scale = Number(constant: factor, gradient.format)
        func unscaled(_ g: N) -> N { divided(g, byConstant: scale, unless: .unscaledByDivision) }
        return gradient.map { g in
          if makes(.lossScaleMultiplied) { return g * scale }
          if makes(.unscaledTwice) { return unscaled(unscaled(g)) }
          if !isGraph, makes(.unscaledByReciprocal) { return g * (.one(g.format) / scale) }
          return unscaled(g)
        }
      }
      observe(.gradientUnscaled, i, gradients[i]?.elements)
    }
  }

  /// Rule R-ACCUMULATE-2, on a call that does not update.
  func accumulate(_ gradients: [StepGradient<Format>?], _ replica: Int) {
    for i in gradients.indices where !variables[i].isOverwritten {
      guard let gradient = gradients[i] else { continue }
      if raw % cycle == 0, makes(.firstOfCycleLost) { continue }
      let at = accumulator(of: i, replica, place: gradients[..<i].count { $0 != nil })
      let g = (makes(.accumulatedRowsOverwrite) ? gradient.lastRows(self, i) : dense(gradient, of: i)).cast(
        to: variables[i].format
      ).elements
      for e in g.indices {
        let a = variables[at.variable].accumulators[at.replica][e]
        variables[at.variable].accumulators[at.replica][e] = accumulated(a, g[e]).stored
      }
      shareAccumulator(of: at.variable, at.replica)
    }
  }

  private func accumulated(_ a: N, _ g: N) -> N {
    if makes(.accumulatorKeepsLast) { return g }
    if makes(.accumulatorKeepsLargest) { return abs(g.operand) > abs(a.operand) ? g : a }
    if makes(.accumulatedMeans) || makes(.meanOfMeans) || makes(.meanOfMeansAndLast) {
      return a + share(g, of: Number(constant: Double(cycle), g.format))
    }
    return a + g
  }

  private func share(_ x: N, of n: N) -> N { divided(x, byConstant: n, unless: .meanByDivision) }

  /// Rule R-ACCUMULATE-3, on a call that updates (rule R-SPARSE-5 for sparse gradients).
  func takeMeans(_ gradients: inout [StepGradient<Format>?], _ replica: Int) {
    for i in gradients.indices where !variables[i].isOverwritten {
      guard let given = gradients[i] else {
        if makes(.accumulatedUpdatesMissing) { updateMissing(&gradients[i], i, replica) }
        continue
      }
      let at = accumulator(of: i, replica, place: gradients[..<i].count { $0 != nil })
      let format = promoted(given.format, variables[i].format)
      let g = dense(given, of: i).cast(to: format)
      let a = variables[at.variable].accumulators[at.replica].map { $0.cast(to: format) }
      let n = Number(constant: divisor(of: i), format)
      var mean = g
      for e in g.elements.indices {
        mean.elements[e] = self.mean(g.elements[e], a[e], n)
        if makes(.accumulatedMeans) { mean.elements[e] = a[e] + share(g.elements[e], of: n) }
      }
      gradients[i] = mean
      observe(.gradientMean, i, mean.elements)
    }
  }

  private func mean(_ g: N, _ a: N, _ n: N) -> N {
    if makes(.accumulatedSum) { return g + a }
    if makes(.meanWithLastTwice) { return share(g + g + a, of: n) }
    if makes(.meanWithoutLast) { return share(a, of: n) }
    if makes(.meanOfLastOnly) { return g }
    if makes(.meanDividesAccumulatorOnly) { return g + share(a, of: n) }
    if makes(.meanOfMeans) { return share(share(g, of: n) + a, of: n) }
    if !isGraph, makes(.meanByReciprocal) { return (g + a) * (.one(g.format) / n) }
    return share(g + a, of: n)
  }

  private func divisor(of i: Int) -> Double {
    if makes(.meanOfPresent) { return Double(variables[i].seen + 1) }
    if makes(.meanOfOneLess) { return Double(cycle - 1) }
    if makes(.meanOfOneMore) { return Double(cycle + 1) }
    return Double(cycle)
  }

  private func updateMissing(_ gradient: inout StepGradient<Format>?, _ i: Int, _ replica: Int) {
    let n = Number(constant: Double(cycle), variables[i].format)
    gradient = StepGradient(variables[i].accumulators[replica].map { share($0, of: n) }, variables[i].format)
  }

  /// Rule R-ACCUMULATE-4, after an update.
  func emptyAccumulators(_ present: [Int]) {
    if makes(.accumulatorsNotEmptied) { return }
    for i in variables.indices {
      if !present.contains(i), makes(.accumulatorsOfPresentEmptied) { continue }
      if variables[i].isOverwritten, makes(.overwrittenAccumulatorKept) { continue }
      for replica in variables[i].accumulators.indices {
        if makes(.accumulatorsMultipliedByZero) {
          let zero = N.zero(variables[i].format)
          variables[i].accumulators[replica] = variables[i].accumulators[replica].map { $0 * zero }
        } else {
          variables[i].accumulators[replica] = variables[i].zeros
        }
      }
      variables[i].seen = 0
      shareSlots(of: i, .gradientAccumulator)
    }
  }

  private func accumulator(of i: Int, _ replica: Int, place: Int) -> (variable: Int, replica: Int) {
    provideAccumulators(replica)
    let owner =
      makes(.accumulatorsByPlaceAmongPresent) && variables[place].count == variables[i].count
        && variables[place].format.dtype == variables[i].format.dtype ? place : i
    // Replicas bring gradients for the same variables, and each has its own sum: counted once.
    if replica == 0, !isUpdateStep { variables[i].seen += 1 }
    return (owner, replica > 0 && makes(.replicasShareAccumulators) ? 0 : replica)
  }

  /// Rule R-REPLICA-3: each replica has accumulators of its own, which begin as the first's.
  private func provideAccumulators(_ replica: Int) {
    for i in variables.indices {
      while variables[i].accumulators.count <= replica {
        variables[i].accumulators.append(variables[i].accumulatorsAtStart)
      }
    }
  }

  /// The dtype that holds both (rule R-SPARSE-5).
  func promoted(_ a: Format, _ b: Format) -> Format {
    if a.dtype == b.dtype { return a }
    return a.dtype == .float64 ? a : b.dtype == .float64 ? b : Format(.float32, dialect)
  }
}
