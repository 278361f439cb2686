// Rules R-SPARSE-1 to R-SPARSE-6. Keras: `backend/tensorflow/sparse.py`, by which `Adam.update_step`,
// `BaseOptimizer._clip_gradients` and the accumulation meet TensorFlow's `IndexedSlices`.

extension Slots {
  /// Replaces the rows of a sparse gradient by the whole gradient, rows of one index added up.
  func densifyGradient() {
    guard let gradient, let rows else { return }
    let result = dense.block(count: variable.count, dtype: gradient.dtype)
    gradient.sumRows(rows, into: result)
    self.gradient = result
    self.rows = nil
  }

  /// The squares of a sparse gradient's elements, squared before rows of one index are added up; nil for a
  /// gradient that is not sparse.
  func squaresOfRows() -> Block? {
    guard let gradient, let rows else { return nil }
    let result = squares.block(count: variable.count, dtype: gradient.dtype)
    gradient.sumSquaredRows(rows, into: result)
    return result
  }

  /// The sum of the gradient's squares, as the global norm sees it.
  func sumOfSquares() -> Double? {
    squaresOfRows()?.sum() ?? gradient?.sumOfSquares()
  }

  /// The dtype in which the gradient will be clipped: where it has met its accumulator, one that holds both.
  var clippedDType: DType? {
    guard let gradient else { return nil }
    return accumulator == nil ? gradient.dtype : gradient.dtype.promoted(with: variable.dtype)
  }

  /// The accumulator, when it and the gradient are in that dtype.
  func accumulatorInClippedDType() -> Block? {
    guard let accumulator, let dtype = clippedDType else { return nil }
    castGradient(to: dtype)
    if accumulator.dtype == dtype { return accumulator.block }
    let result = squares.block(count: variable.count, dtype: dtype)
    accumulator.block.cast(into: result)
    return result
  }
}

extension DType {
  /// The smallest dtype that holds the numbers of both: float32 for float16 and bfloat16.
  func promoted(with other: DType) -> DType {
    if self == other { return self }
    return self == .float64 || other == .float64 ? .float64 : .float32
  }
}
