/// The norms of a variable along some of its axes.
struct Norms {
  /// Keras' `backend.epsilon()`, which keeps a norm of zero from being divided by.
  static let epsilon = 1e-7

  let reduction: AxisReduction
  let values: Variable

  /// The norms along these axes, counted from the last where negative; nil for all.
  init(of variable: Variable, along axes: [Int]?) {
    let rank = variable.shape.count
    reduction = AxisReduction(
      shape: variable.shape, axes: axes.map { $0.map { $0 < 0 ? $0 + rank : $0 } } ?? Array(0..<rank))
    values = Variable(zerosOf: [reduction.sumCount], dtype: variable.dtype)
    variable.block.sumsOfSquares(reduction, into: values.block)
    values.block.takeRoots()
  }

  static func check(_ axes: [Int]?, of variable: Variable) throws(OptimizerError) {
    let rank = variable.shape.count
    var seen: Set<Int> = []
    for axis in axes ?? [] {
      guard (-rank..<rank).contains(axis), seen.insert(axis < 0 ? axis + rank : axis).inserted else {
        throw .invalid(
          "axis",
          "The constraint of '\(variable.name)' must be along axes that it has, each named once: it has \(rank), "
            + "the axes are \(axes ?? []).")
      }
    }
  }
}
