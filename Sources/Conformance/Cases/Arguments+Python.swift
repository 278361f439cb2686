extension Arguments.Value {
  /// The value as Python would write it.
  var python: String {
    switch self {
    case .null: "None"
    case .flag(let value): value ? "True" : "False"
    case .number(let value): value.brief
    case .text(let value): "'\(value)'"
    case .callable(let value): "lambda: \(value.brief)"
    case .schedule(let schedule): schedule.python
    }
  }
}

extension Schedule {
  /// The schedule as Python would write it.
  fileprivate var python: String {
    let fields = config.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value.python)" }
    return "\(name)(\(fields.joined(separator: ", ")))"
  }
}

extension JSONValue {
  /// The value as Python would write it.
  fileprivate var python: String {
    switch self {
    case .null: "None"
    case .bool(let value): value ? "True" : "False"
    case .number(let value): value.brief
    case .string(let value): "'\(value)'"
    case .array(let values): "[\(values.map(\.python).joined(separator: ", "))]"
    case .object(let fields):
      "{\(fields.sorted { $0.key < $1.key }.map { "'\($0.key)': \($0.value.python)" }.joined(separator: ", "))}"
    }
  }
}

extension Double {
  /// The number without a fraction of nothing.
  var brief: String { Int(exactly: self).map(String.init) ?? description }
}
