// Rules R-SPARSE-1 to R-SPARSE-6. Keras: `backend/tensorflow/sparse.py`, by which `Adam.update_step`,
// `BaseOptimizer._clip_gradients` and the accumulation meet TensorFlow's `IndexedSlices`.

extension StepGradient {
  /// The squares of a sparse gradient's elements, squared before rows of one index are added up; nil for a
  /// gradient that is not sparse.
  func squaresOfRows() -> Block? {
    guard let rows else { return nil }
    let result = beside.block(count: variable.variable.count, dtype: dtype)
    block.sumSquaredRows(rows, into: result)
    return result
  }

  /// The sum of the gradient's squares, as the global norm sees it.
  func sumOfSquares() -> Double {
    squaresOfRows()?.sum() ?? block.sumOfSquares()
  }

  /// The dtype in which the gradient will be clipped: where it has met its accumulator, one that holds both.
  var clippedDType: DType {
    variable.accumulates ? dtype.promoted(with: variable.dtype) : dtype
  }

  /// The accumulator, when it and the gradient are in that dtype; nil without accumulation.
  func accumulatorInClippedDType() -> Block? {
    guard let accumulator else { return nil }
    let dtype = clippedDType
    cast(to: dtype)
    if accumulator.dtype == dtype { return accumulator.block }
    let result = beside.block(count: variable.variable.count, dtype: dtype)
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
