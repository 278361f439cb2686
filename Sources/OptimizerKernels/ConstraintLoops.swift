// What constraints do with norms and by them; clipping by norms is in GradientLoops.swift. Constants come as doubles and
// are rounded to the dtype here.

extension Block {
  /// Replaces sums of squares by their roots.
  package func takeRoots() {
    dtype.run(Roots(values: self))
  }

  /// Replaces norms by what brings the weights to norms within bounds: `desired / (epsilon + norm)`, where the desired
  /// norm is `max(min(norm, upper), lower)`, or with rates `rates.0 * that + rates.1 * norm`
  /// (rules R-CONSTRAINT-MAXNORM and R-CONSTRAINT-MINMAXNORM).
  package func takeFactors(lower: Double, upper: Double, rates: (Double, Double)?, epsilon: Double) {
    dtype.run(Factors(norms: self, lower: lower, upper: upper, rates: rates, epsilon: epsilon))
  }

  /// Multiplies each element by the factor of its norm.
  package func multiply(by factors: Block, along reduction: AxisReduction) {
    dtype.run(ScaleAlong(weights: self, factors: factors, divides: false, offset: 0, reduction: reduction))
  }

  /// Divides each element by `epsilon + norm` (rule R-CONSTRAINT-UNITNORM).
  package func divide(by norms: Block, plus epsilon: Double, along reduction: AxisReduction) {
    dtype.run(ScaleAlong(weights: self, factors: norms, divides: true, offset: epsilon, reduction: reduction))
  }
}

private struct Roots: Loop {
  let values: Block

  func run<N: Number>(over number: N.Type) {
    let v = values.elements(number)
    for i in 0..<values.count { v[i] = v[i].root }
  }
}

private struct Factors: Loop {
  let norms: Block
  let lower: Double
  let upper: Double
  let rates: (Double, Double)?
  let epsilon: Double

  func run<N: Number>(over number: N.Type) {
    let n = norms.elements(number)
    let (low, high, e) = (N(rounding: lower), N(rounding: upper), N(rounding: epsilon))
    for i in 0..<norms.count {
      let below = high < n[i] ? high : n[i]
      var desired = below < low ? low : below
      if let rates { desired = N(rounding: rates.0) * desired + N(rounding: rates.1) * n[i] }
      n[i] = desired / (e + n[i])
    }
  }
}

private struct ScaleAlong: Loop {
  let weights: Block
  let factors: Block
  let divides: Bool
  let offset: Double
  let reduction: AxisReduction

  func run<N: Number>(over number: N.Type) {
    let (w, f) = (weights.elements(number), factors.elements(number))
    let e = N(rounding: offset)
    reduction.forEachStretch { start, count, sum, advances in
      for i in 0..<count {
        let factor = f[advances ? sum + i : sum]
        w[start + i] = divides ? w[start + i] / (e + factor) : w[start + i] * factor
      }
    }
  }
}
