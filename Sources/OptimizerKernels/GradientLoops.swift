// What happens to a gradient before the Adam update, element by element, in the gradient's own dtype.
// Constants come as doubles and are rounded to the dtype here. `result` may be `gradient` itself.

/// `gradient / divisor`: the loss scale is taken out (rule R-SCALE-1).
package struct Divide: Loop {
  let gradient: Block
  let divisor: Double
  let result: Block

  package init(_ gradient: Block, by divisor: Double, into result: Block) {
    self.gradient = gradient
    self.divisor = divisor
    self.result = result
  }

  package func run<N: Number>(over number: N.Type) {
    let (g, r) = (gradient.elements(number), result.elements(number))
    let d = N(rounding: divisor)
    for i in 0..<gradient.count { r[i] = g[i] / d }
  }
}

/// `gradient + accumulator` into the accumulator (rule R-ACCUMULATE-2).
package struct Accumulate: Loop {
  let gradient: Block
  let accumulator: Block

  package init(_ gradient: Block, into accumulator: Block) {
    self.gradient = gradient
    self.accumulator = accumulator
  }

  package func run<N: Number>(over number: N.Type) {
    let (g, a) = (gradient.elements(number), accumulator.elements(number))
    for i in 0..<gradient.count { a[i] = g[i] + a[i] }
  }
}

/// `(gradient + accumulator) / steps` (rule R-ACCUMULATE-3).
package struct Mean: Loop {
  let gradient: Block
  let accumulator: Block
  let steps: Int
  let result: Block

  package init(_ gradient: Block, _ accumulator: Block, steps: Int, into result: Block) {
    self.gradient = gradient
    self.accumulator = accumulator
    self.steps = steps
    self.result = result
  }

  package func run<N: Number>(over number: N.Type) {
    let (g, a, r) = (gradient.elements(number), accumulator.elements(number), result.elements(number))
    let n = N(rounding: Double(steps))
    for i in 0..<gradient.count { r[i] = (g[i] + a[i]) / n }
  }
}

/// `(gradient * threshold) / divisor`: clipping by a norm of its own (rule R-CLIP-NORM-1).
package struct ScaleToNorm: Loop {
  let gradient: Block
  let threshold: Double
  let divisor: Double
  let result: Block

  package init(_ gradient: Block, threshold: Double, divisor: Double, into result: Block) {
    self.gradient = gradient
    self.threshold = threshold
    self.divisor = divisor
    self.result = result
  }

  package func run<N: Number>(over number: N.Type) {
    let (g, r) = (gradient.elements(number), result.elements(number))
    let (c, d) = (N(rounding: threshold), N(rounding: divisor))
    for i in 0..<gradient.count { r[i] = (g[i] * c) / d }
  }
}

/// `gradient * factor`: clipping by the global norm (rule R-CLIP-GLOBAL-1).
package struct Multiply: Loop {
  let gradient: Block
  let factor: Double
  let result: Block

  package init(_ gradient: Block, by factor: Double, into result: Block) {
    self.gradient = gradient
    self.factor = factor
    self.result = result
  }

  package func run<N: Number>(over number: N.Type) {
    let (g, r) = (gradient.elements(number), result.elements(number))
    let f = N(rounding: factor)
    for i in 0..<gradient.count { r[i] = g[i] * f }
  }
}

/// `max(min(gradient, limit), -limit)`, where NaN stays NaN (rules R-CLIP-VALUE-1 and R-CLIP-VALUE-2).
package struct Clamp: Loop {
  let gradient: Block
  let limit: Double
  let result: Block

  package init(_ gradient: Block, to limit: Double, into result: Block) {
    self.gradient = gradient
    self.limit = limit
    self.result = result
  }

  package func run<N: Number>(over number: N.Type) {
    let (g, r) = (gradient.elements(number), result.elements(number))
    let (low, high) = (N(rounding: -limit), N(rounding: limit))
    for i in 0..<gradient.count {
      let below = high < g[i] ? high : g[i]
      r[i] = (below < low ? low : below).flushed
    }
  }
}

/// The same numbers in another dtype (rule R-CAST-1).
package struct Cast: Loop {
  let source: Block
  let result: Block

  package init(_ source: Block, into result: Block) {
    self.source = source
    self.result = result
  }

  package func run<N: Number>(over number: N.Type) {
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
