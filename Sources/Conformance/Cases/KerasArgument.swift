import ExactJSON

/// An argument of a constructor of Keras': what it is called, and where its value is.
struct KerasArgument<Owner>: Sendable {
  typealias Path<Value> = any WritableKeyPath<Owner, Value> & Sendable

  let name: String
  /// Whether Keras has no default.
  let isRequired: Bool
  let read: @Sendable (inout JSONReader, inout Owner) throws(JSONError) -> Void
  /// The value, if it was given.
  let value: @Sendable (Owner) -> JSONValue?
}

extension KerasArgument {
  private init<Value>(
    _ name: String, required path: Path<Value>,
    read: @escaping @Sendable (inout JSONReader) throws(JSONError) -> Value,
    value: @escaping @Sendable (Value) -> JSONValue
  ) {
    self.name = name
    isRequired = true
    self.read = { (json, owner) throws(JSONError) in owner[keyPath: path] = try read(&json) }
    self.value = { value($0[keyPath: path]) }
  }

  private init<Value>(
    _ name: String, optional path: Path<Value?>,
    read: @escaping @Sendable (inout JSONReader) throws(JSONError) -> Value?,
    value: @escaping @Sendable (Value) -> JSONValue
  ) {
    self.name = name
    isRequired = false
    self.read = { (json, owner) throws(JSONError) in owner[keyPath: path] = try read(&json) }
    self.value = { $0[keyPath: path].map(value) }
  }

  static func number(_ name: String, _ path: Path<Double>) -> KerasArgument {
    KerasArgument(
      name, required: path, read: { (json) throws(JSONError) in try json.double() }, value: JSONValue.number)
  }

  static func numbers(_ name: String, _ path: Path<[Double]>) -> KerasArgument {
    KerasArgument(
      name, required: path, read: { (json) throws(JSONError) in try json.doubles() },
      value: { .array($0.map(JSONValue.number)) })
  }

  static func number(_ name: String, _ path: Path<Double?>) -> KerasArgument {
    KerasArgument(
      name, optional: path, read: { (json) throws(JSONError) in try json.double() }, value: JSONValue.number)
  }

  /// A number whose default is `None`.
  static func numberOrNone(
    _ name: String, _ path: Path<Double?>
  ) -> KerasArgument {
    KerasArgument(
      name, optional: path,
      read: { (json) throws(JSONError) in try json.takeNull() ? nil : try json.double() },
      value: JSONValue.number)
  }

  static func flag(_ name: String, _ path: Path<Bool?>) -> KerasArgument {
    KerasArgument(
      name, optional: path, read: { (json) throws(JSONError) in try json.flag() }, value: JSONValue.bool)
  }

  static func axes(_ name: String, _ path: Path<Axes?>) -> KerasArgument {
    KerasArgument(
      name, optional: path, read: { (json) throws(JSONError) in try Axes(from: &json) }, value: \.json)
  }

  /// The name of a schedule, which changes nothing.
  static func name(_ path: Path<String?>) -> KerasArgument {
    KerasArgument(
      "name", optional: path,
      read: { (json) throws(JSONError) in try json.takeNull() ? nil : try json.string() },
      value: JSONValue.string)
  }
}
