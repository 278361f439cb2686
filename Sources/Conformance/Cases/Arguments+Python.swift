extension Arguments {
  /// The keyword arguments as Python writes them.
  package var python: String {
    Name.allCases.compactMap { name in
      given[name].map { "\(name.rawValue)=\($0.python)" }
    }.joined(separator: ", ")
  }
}

extension Arguments.Value {
  package var python: String {
    switch self {
    case .null: "None"
    case .flag(let value): value ? "True" : "False"
    case .number(let value): value.brief
    case .text(let value): "\"\(value.printable)\""
    case .callable(let value): "lambda: \(value.brief)"
    case .schedule(let schedule): "keras.optimizers.schedules.\(schedule.name)(\(schedule.config.python))"
    }
  }
}

extension [String: JSONValue] {
  /// The keyword arguments as Python writes them, by name.
  package var python: String {
    keys.sorted().map { "\($0)=\(self[$0]?.python ?? "")" }.joined(separator: ", ")
  }
}

extension JSONValue {
  fileprivate var python: String {
    switch self {
    case .null: "None"
    case .bool(let value): value ? "True" : "False"
    case .number(let value): value.brief
    case .string(let value): "\"\(value.printable)\""
    case .array(let values): "[\(values.map(\.python).joined(separator: ", "))]"
    case .object(let values):
      "{\(values.keys.sorted().map { "\"\($0)\": \(values[$0]?.python ?? "")" }.joined(separator: ", "))}"
    }
  }
}
