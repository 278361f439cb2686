/// A variable that the optimizer trains: its name, type, shape and value before the first event.
public struct Variable: Hashable, Sendable {
  /// The name, in which the patterns of an ``Exclusion`` are searched.
  public var name: String
  /// The extent of each dimension; empty for a scalar.
  public var shape: [Int]
  /// The value before the first event.
  public var data: Tensor
  /// A constraint that is applied after the step.
  public var constraint: Constraint?
  /// Whether the gradient is the variable's new value.
  public var overwriteWithGradient: Bool

  public init(
    name: String,
    shape: [Int],
    data: Tensor,
    constraint: Constraint? = nil,
    overwriteWithGradient: Bool = false
  ) {
    self.name = name
    self.shape = shape
    self.data = data
    self.constraint = constraint
    self.overwriteWithGradient = overwriteWithGradient
  }

  public var dtype: DType { data.dtype }

  public var count: Int { data.count }
}

extension [Variable] {
  /// The type of what stands in place `index` of a list with one tensor for each variable.
  ///
  /// A list that is too long is read as if the last variable went on: to say that it is too long is the
  /// comparison's business.
  package func dtype(at index: Int) -> DType {
    isEmpty ? .float32 : self[Swift.min(index, count - 1)].dtype
  }
}
