/// The gradient of one variable.
public enum Gradient: Hashable, Sendable {
  /// None: the variable is left out of the update.
  case missing
  /// A value for every element, in the variable's type or another.
  case dense(Tensor)
  /// Values for some rows of the variable.
  case rows(indices: [Int], values: Tensor)

  /// The type of the elements, if there are any.
  public var dtype: DType? {
    switch self {
    case .missing: nil
    case .dense(let tensor), .rows(_, let tensor): tensor.dtype
    }
  }
}
