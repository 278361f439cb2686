/// A Python module that a user of this package looks for in an interpreter.
public struct PythonModule: Hashable, Sendable {
  /// The name by which it is imported.
  public var name: String
  /// What `pip install` is given to have it.
  public var requirement: String
  /// Whether an interpreter without it is of no use.
  public var isRequired: Bool

  /// A module; its package has the same name unless it is given.
  public init(_ name: String, requirement: String? = nil, isRequired: Bool = true) {
    self.name = name
    self.requirement = requirement ?? name
    self.isRequired = isRequired
  }
}
