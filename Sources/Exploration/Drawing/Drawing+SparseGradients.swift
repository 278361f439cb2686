import Conformance

extension Drawing {
  /// Gives the gradients of some variables by rows: mostly without a loss scale factor, by which Keras does
  /// not divide rows.
  mutating func makeSparse(_ testCase: inout Case) {
    if !(has(.errors) && random.chance(percent: 5)) { testCase.arguments.given[.lossScaleFactor] = nil }
    let chosen = testCase.variables.indices.filter {
      !testCase.variables[$0].shape.isEmpty && random.chance(percent: 70)
    }
    for (event, gradients) in testCase.script.enumerated() {
      guard case .apply(var gradients) = gradients else { continue }
      for index in chosen where random.chance(percent: 80) {
        guard let dtype = gradients[index].dtype else { continue }
        gradients[index] = rows(of: index, in: testCase, dtype)
      }
      testCase.script[event] = .apply(gradients)
    }
  }

  /// Rows of which some may be the same.
  private mutating func rows(of index: Int, in testCase: Case, _ dtype: DType) -> Gradient {
    let (extent, width) = testCase.variables[index].rows
    // Keras does not look at the indices of rows that are empty.
    let isWrong = has(.errors) && width > 0 && random.chance(percent: 2)
    let count = extent == 0 ? 0 : random.integer(0...min(2 * extent, 40))
    let indices = (0..<count).map { _ in isWrong ? random.integer(-1...extent) : random.below(extent) }
    let values = tensor(
      dtype, count: count * width, below: magnitude(), peculiar: 5,
      subnormals: testCase.promisesSubnormals(dtype))
    return .rows(indices: indices, values: values)
  }
}

extension Variable {
  /// How many rows there are, and how long they are.
  fileprivate var rows: (extent: Int, width: Int) { (shape[0], shape.dropFirst().reduce(1, *)) }
}
