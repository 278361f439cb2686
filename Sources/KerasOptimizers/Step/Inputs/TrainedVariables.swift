/// The variables that an optimizer is built with, in their order, and found by their identity.
final class TrainedVariables {
  let all: [TrainedVariable]
  let dtypes: DTypes
  private let places: [ObjectIdentifier: Int]
  /// Why each step is refused: it cannot be said which variables decay.
  var refusal: OptimizerError?

  /// - Precondition: No variable is there twice.
  init(_ all: [TrainedVariable]) {
    self.all = all
    dtypes = DTypes(all.map(\.dtype))
    places = Dictionary(uniqueKeysWithValues: all.map { (ObjectIdentifier($0.variable), $0.index) })
  }

  /// What is kept for a variable; nil if it is not one of these.
  subscript(variable: Variable) -> TrainedVariable? {
    places[ObjectIdentifier(variable)].map { all[$0] }
  }

  /// As the subscript, but fastest where the variable is most likely to be.
  func find(_ variable: Variable, near place: Int) -> TrainedVariable? {
    place < all.count && all[place].variable === variable ? all[place] : self[variable]
  }

  /// Whether these are the first variables, in this order.
  func starts(with variables: [Variable]) -> Bool {
    variables.count <= all.count && zip(variables, all).allSatisfy { $0 === $1.variable }
  }

  /// Refuses a step for which it cannot be said which variables decay.
  func checkExclusions() throws(OptimizerError) {
    if let refusal { throw refusal }
  }

  /// Variables that an optimizer was built for by their shapes are there only while they are handed over.
  func checkMemory() throws(OptimizerError) {
    guard all.allSatisfy({ $0.variable.isInMemory }) else {
      throw .invalid(
        "trainable_variables",
        "The optimizer was built for memory that is handed over call by call, as a mutable span.")
    }
  }

  /// Refuses what Keras fails at: averages that are to become the weights while a variable has none
  /// (rule R-ERROR-OVERWRITE).
  func checkAverages(for argument: String) throws(OptimizerError) {
    guard let variable = all.first(where: \.isOverwritten) else { return }
    throw .invalid(
      argument,
      "'\(variable.name)' is overwritten with its gradient and has no average, so averages cannot overwrite "
        + "the weights.")
  }
}
