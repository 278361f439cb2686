public import Conformance

/// Why recorded replies cannot be used, whatever they say.
public enum RecordedPortError: Fault, Equatable {
  case unreadable(path: String)
  /// A case that is none of the vectors that the replies are for.
  case unknownCase(id: String)

  public var blame: Blame { .usage }

  public var description: String {
    switch self {
    case .unreadable(let path): "The replies in '\(path)' cannot be read."
    case .unknownCase(let id): "The replies are for vectors that have no case '\(id.excerpt)'."
    }
  }
}
