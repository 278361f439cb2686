/// A number, or a function without arguments that returns it.
public enum NumberOrCallable: Hashable, Sendable {
  case number(Double)
  /// A function that returns this number.
  case callable(Double)

  /// The number, given or returned.
  public var value: Double {
    switch self {
    case .number(let value), .callable(let value): value
    }
  }

  var isCallable: Bool {
    if case .callable = self { true } else { false }
  }
}
