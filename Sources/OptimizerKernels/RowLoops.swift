// Sparse gradients: rows of a variable, each with the index of the row that it belongs to, some perhaps for the
// same one. Constants come as doubles and are rounded to the dtype here.

extension Block {
  /// The sum of the rows that belong to each row of the variable, in their order, each addition rounded; zero
  /// where there are none (rule R-SPARSE-1).
  ///
  /// - Parameters:
  ///   - rows: For each row of these values, the row of `result` that it belongs to, below its number of rows. A row
  ///     with an index below 0 is left out.
  ///   - result: The whole variable's elements, of the same dtype; it must not overlap.
  package func sumRows(_ rows: [Int], into result: Block) {
    dtype.run(RowSum(values: self, rows: rows, squared: false, result: result))
  }

  /// As ``sumRows(_:into:)``, but of the elements' squares, each rounded before it is added (rule R-SPARSE-2).
  package func sumSquaredRows(_ rows: [Int], into result: Block) {
    dtype.run(RowSum(values: self, rows: rows, squared: true, result: result))
  }
}

private struct RowSum: Loop {
  let values: Block
  let rows: [Int]
  let squared: Bool
  let result: Block

  func run<N: Number>(over number: N.Type) {
    result.fillWithZero()
    guard !rows.isEmpty else { return }
    let (v, r) = (values.elements(number), result.elements(number))
    let width = values.count / rows.count
    for (place, row) in rows.enumerated() where row >= 0 {
      for column in 0..<width {
        let value = v[place * width + column]
        r[row * width + column] = r[row * width + column] + (squared ? value * value : value)
      }
    }
  }
}

/// The Adam update where the velocity sees other squares than the gradient's own (rule R-SPARSE-2).
struct RowUpdate: Loop {
  let update: AdamUpdate
  let squares: Block

  func run<N: Number>(over number: N.Type) {
    let (w, g) = (update.weights.elements(number), update.gradient.elements(number))
    let (m, v) = (update.momentum.elements(number), update.velocity.elements(number))
    let (s, hat) = (squares.elements(number), update.velocityHat?.elements(number))
    let (a, e) = (N(rounding: update.alpha), N(rounding: update.epsilon))
    let (c1, c2) = (N(rounding: update.oneMinusBeta1), N(rounding: update.oneMinusBeta2))
    for i in 0..<squares.count {
      m[i] = m[i] + (g[i] - m[i]) * c1
      v[i] = v[i] + (s[i] - v[i]) * c2
      if let hat { hat[i] = maximum(hat[i], v[i]) }
      w[i] = w[i] - OptimizerKernels.update(m[i], (hat ?? v)[i], a, e)
    }
  }
}
