// What happens to a gradient before the Adam update, element by element, in the gradient's own dtype.
// Constants come as doubles and are rounded to the dtype here, which a step has done already. `result` may be the gradient itself.

extension Block {
  /// `self / divisor`: the loss scale is taken out (rule R-SCALE-1).
  package func divide(by divisor: Double, into result: Block) {
    dtype.run(Divide(gradient: self, divisor: divisor, result: result))
  }

  /// `self * factor`: clipping by the global norm (rule R-CLIP-GLOBAL-1), or by the reciprocal of a loss scale
  /// (rule R-GRAPH-RECIPROCAL).
  package func multiply(by factor: Double, into result: Block) {
    dtype.run(Multiply(gradient: self, factor: factor, result: result))
  }

  /// `(self * threshold) / divisor`: clipping by a norm of its own (rule R-CLIP-NORM-1).
  package func scale(to threshold: Double, over divisor: Double, into result: Block) {
    dtype.run(Scale(gradient: self, threshold: threshold, divisor: divisor, result: result))
  }

  /// `max(min(self, limit), -limit)`, where NaN stays NaN (rules R-CLIP-VALUE-1 and R-CLIP-VALUE-2).
  package func clamp(to limit: Double, into result: Block) {
    dtype.run(Clamp(gradient: self, limit: limit, result: result))
  }

  /// `gradient + self` into this accumulator (rule R-ACCUMULATE-2).
  package func accumulate(_ gradient: Block) {
    dtype.run(Accumulate(gradient: gradient, accumulator: self))
  }

  /// `(self + accumulator) / steps` (rule R-ACCUMULATE-3).
  package func mean(with accumulator: Block, steps: Double, into result: Block) {
    dtype.run(Mean(gradient: self, accumulator: accumulator, steps: steps, result: result))
  }

  /// `(self + accumulator) * share`, where the share is the reciprocal of the steps (rule R-GRAPH-RECIPROCAL).
  package func mean(with accumulator: Block, share: Double, into result: Block) {
    dtype.run(ScaledSum(gradient: self, accumulator: accumulator, share: share, result: result))
  }

  /// The same numbers in the dtype of `result`, which must not overlap (rule R-CAST-1).
  package func cast(into result: Block) {
    dtype.run(Cast(source: self, result: result))
  }
}

private struct Divide: Loop {
  let gradient: Block
  let divisor: Double
  let result: Block

  func run<N: Number>(over number: N.Type) {
    let (g, r) = (gradient.elements(number), result.elements(number))
    let d = N(rounding: divisor)
    for i in 0..<gradient.count { r[i] = g[i] / d }
  }
}

private struct Accumulate: Loop {
  let gradient: Block
  let accumulator: Block

  func run<N: Number>(over number: N.Type) {
    let (g, a) = (gradient.elements(number), accumulator.elements(number))
    for i in 0..<gradient.count { a[i] = g[i] + a[i] }
  }
}

private struct Mean: Loop {
  let gradient: Block
  let accumulator: Block
  let steps: Double
  let result: Block

  func run<N: Number>(over number: N.Type) {
    let (g, a, r) = (gradient.elements(number), accumulator.elements(number), result.elements(number))
    let n = N(rounding: steps)
    for i in 0..<gradient.count { r[i] = (g[i] + a[i]) / n }
  }
}

private struct ScaledSum: Loop {
  let gradient: Block
  let accumulator: Block
  let share: Double
  let result: Block

  func run<N: Number>(over number: N.Type) {
    let (g, a, r) = (gradient.elements(number), accumulator.elements(number), result.elements(number))
    let s = N(rounding: share)
    for i in 0..<gradient.count { r[i] = (g[i] + a[i]) * s }
  }
}

private struct Scale: Loop {
  let gradient: Block
  let threshold: Double
  let divisor: Double
  let result: Block

  func run<N: Number>(over number: N.Type) {
    let (g, r) = (gradient.elements(number), result.elements(number))
    let (c, d) = (N(rounding: threshold), N(rounding: divisor))
    for i in 0..<gradient.count { r[i] = (g[i] * c) / d }
  }
}

private struct Multiply: Loop {
  let gradient: Block
  let factor: Double
  let result: Block

  func run<N: Number>(over number: N.Type) {
    let (g, r) = (gradient.elements(number), result.elements(number))
    let f = N(rounding: factor)
    for i in 0..<gradient.count { r[i] = g[i] * f }
  }
}

private struct Clamp: Loop {
  let gradient: Block
  let limit: Double
  let result: Block

  func run<N: Number>(over number: N.Type) {
    let (g, r) = (gradient.elements(number), result.elements(number))
    let (low, high) = (N(rounding: -limit), N(rounding: limit))
    let flushed = N.flushedCount(of: gradient.count)
    for i in 0..<gradient.count {
      let below = high < g[i] ? high : g[i]
      let clamped = below < low ? low : below
      r[i] = i < flushed ? clamped.flushed : clamped
    }
  }
}

private struct Cast: Loop {
  let source: Block
  let result: Block

  func run<N: Number>(over number: N.Type) {
    result.dtype.run(To<N>(source: source, result: result))
  }

  private struct To<N: Number>: Loop {
    let source: Block
    let result: Block

    func run<R: Number>(over number: R.Type) {
      let (s, r) = (source.elements(N.self), result.elements(number))
      for i in 0..<source.count { r[i] = s[i].cast(to: number) }
    }
  }
}
