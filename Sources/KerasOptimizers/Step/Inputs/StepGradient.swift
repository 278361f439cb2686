// Rules R-SPARSE-1, R-SPARSE-2, R-SPARSE-5, R-SPARSE-6 and R-CAST-1. Keras: `backend/tensorflow/sparse.py`, by which
// `Adam.update_step` meets TensorFlow's `IndexedSlices`.

/// The gradient of one variable on its way through a step, and the memory for what the stages make of it; for the
/// missing checks see ``StepInput``.
final class StepGradient {
  let trained: TrainedVariable
  /// Which replica found it; 0 without replicas.
  let replica: Int
  /// The elements, as far as they have been processed: at first the caller's, which are only read.
  @exclusivity(unchecked) private(set) var block: Block
  /// The rows of the variable that a sparse gradient consists of; nil for a gradient of all elements.
  @exclusivity(unchecked) private(set) var rows: [Int]?
  /// The dtype of what the caller gave to the outermost optimizer.
  @exclusivity(unchecked) private(set) var givenDType: DType

  @exclusivity(unchecked) private var processed = Scratch()
  @exclusivity(unchecked) private var cast = Scratch()
  @exclusivity(unchecked) private var dense = Scratch()
  private var joined = Scratch()
  /// For what is needed beside the gradient while one stage runs.
  @exclusivity(unchecked) var beside = Scratch()

  init(of variable: TrainedVariable, replica: Int) {
    trained = variable
    self.replica = replica
    givenDType = variable.dtype
    block = Block(address: Memory.nowhere, count: 0, dtype: variable.dtype)
  }

  var dtype: DType { block.dtype }

  /// The sum of this replica's gradients since the last update; nil without accumulation.
  var accumulator: Variable? {
    trained.accumulates ? trained.accumulators[replica] : nil
  }

  /// Begins a step with what the caller gives.
  func take(_ gradient: Gradient) {
    block = gradient.block
    rows = gradient.rows
    givenDType = gradient.givenDType
  }

  /// Lets go of the caller's rows, once the step has ended.
  func dropRows() { rows = nil }

  /// Replaces the gradient by what a stage computes from it, into memory of our own.
  func process(_ stage: (_ gradient: Block, _ result: Block) -> Void) {
    let result = processed.block(count: block.count, dtype: dtype)
    stage(block, result)
    block = result
  }

  /// Replaces the gradient by itself in another dtype (rule R-CAST-1). One of that dtype already stays as it is.
  func cast(to dtype: DType) {
    guard self.dtype != dtype else { return }
    let result = cast.block(count: block.count, dtype: dtype)
    block.cast(into: result)
    block = result
  }

  /// Replaces the rows of a sparse gradient by the whole gradient, rows of one index added up (rule R-SPARSE-1). One
  /// that is not sparse stays as it is.
  func densify() {
    guard let rows else { return }
    let result = dense.block(count: trained.count, dtype: dtype)
    block.sumRows(rows, into: result)
    block = result
    self.rows = nil
  }

  /// The squares of a sparse gradient's elements, squared before rows of one index are added up (rule R-SPARSE-2); nil
  /// for a gradient that is not sparse.
  func squaresOfRows() -> Block? {
    guard let rows else { return nil }
    let result = beside.block(count: trained.count, dtype: dtype)
    block.sumSquaredRows(rows, into: result)
    return result
  }

  /// The gradient's dtype once it has met its accumulator: one that holds both. Its own without accumulation
  /// (rule R-SPARSE-5).
  var dtypeWithAccumulator: DType {
    trained.accumulates ? dtype.promoted(with: trained.dtype) : dtype
  }

  /// Brings the gradient to that dtype, and gives the accumulator in it; nil without accumulation.
  func meetAccumulator() -> Block? {
    guard let accumulator else { return nil }
    let dtype = dtypeWithAccumulator
    cast(to: dtype)
    if accumulator.dtype == dtype { return accumulator.block }
    let result = beside.block(count: trained.count, dtype: dtype)
    accumulator.block.cast(into: result)
    return result
  }

  /// Replaces the gradient by its sum with those of other replicas, in their order: of sparse ones all rows, one
  /// replica's after the other's.
  func add(_ others: [StepGradient]) {
    if rows != nil { return join(others) }
    process { gradient, result in if gradient.address != result.address { result.copy(gradient) } }
    for other in others { block.accumulate(other.block) }
  }

  private func join(_ others: [StepGradient]) {
    let parts = [self] + others
    let result = joined.block(count: parts.reduce(0) { $0 + $1.block.count }, dtype: dtype)
    var next = result
    for part in parts {
      next.count = part.block.count
      next.copy(part.block)
      next.address += next.bytes.count
    }
    block = result
    rows = parts.flatMap { $0.rows ?? [] }
  }
}
