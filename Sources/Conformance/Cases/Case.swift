/// One case: an optimizer, its variables, and what happens to them.
///
/// A case is whole: where a file's case names shared inputs, the loader has put them in.
public struct Case: Hashable, Sendable {
  /// The stable name, such as `core/amsgrad+clipnorm`.
  public var id: String
  /// The rules of the specification that the case exercises.
  public var rules: [Rule]
  public var optimizer: OptimizerClass
  public var arguments: Arguments
  /// What weight decay leaves alone.
  public var exclusion: Exclusion?
  /// Keras' `LossScaleOptimizer` around the optimizer; nil for none.
  public var lossScaleOptimizer: LossScaleOptimizer?
  /// The variables, in the order in which the optimizer is built with them.
  public var variables: [Variable]
  /// The state from which the optimizer starts; nil for that of a new one.
  public var initialState: State?
  /// The events, in order.
  public var script: [Event]
  /// Why the case exists: a sentence.
  public var note: String?
  /// The versions of Keras that were found to answer the case so, in the mode of its file.
  public var keras: KerasVersions?
  /// What Keras answers, in the profile of the vectors; nil in a case that is only to be run.
  public var expectation: Expectation?

  public init(
    id: String,
    rules: [Rule] = [],
    optimizer: OptimizerClass = .adamW,
    arguments: Arguments = Arguments(),
    exclusion: Exclusion? = nil,
    lossScaleOptimizer: LossScaleOptimizer? = nil,
    variables: [Variable],
    initialState: State? = nil,
    script: [Event],
    note: String? = nil,
    keras: KerasVersions? = nil,
    expectation: Expectation? = nil
  ) {
    self.id = id
    self.rules = rules
    self.optimizer = optimizer
    self.arguments = arguments
    self.exclusion = exclusion
    self.lossScaleOptimizer = lossScaleOptimizer
    self.variables = variables
    self.initialState = initialState
    self.script = script
    self.note = note
    self.keras = keras
    self.expectation = expectation
  }
}
