import ExactJSON

/// A class of Keras' with the arguments of its constructor that a case gives.
///
/// An argument that Keras has a default for is nil where it is absent. Null is Python's `None`, and an argument that
/// cannot be `None` in Keras cannot be null here.
protocol KerasClass: Hashable, Sendable {
  /// What the constructor takes.
  static var arguments: [KerasArgument<Self>] { get }

  /// The object before its arguments are read.
  init()
}

extension KerasClass {
  /// Reads the arguments, by Keras' names.
  init(from json: inout JSONReader) throws(JSONError) {
    self.init()
    var given: Set<String> = []
    try json.object { (json, name) throws(JSONError) in
      guard let argument = Self.arguments.first(where: { $0.name == name }) else {
        let known = Self.arguments.map(\.name).joined(separator: ", ")
        throw .malformed("unknown field; known here: \(known.isEmpty ? "none" : known)")
      }
      guard given.insert(name).inserted else { return try json.skip() }
      try argument.read(&json, &self)
    }
    if let missing = Self.arguments.first(where: { $0.isRequired && !given.contains($0.name) }) {
      throw .missing(missing.name)
    }
  }

  /// The arguments that are given.
  var config: [String: JSONValue] {
    Self.arguments.reduce(into: [:]) { $0[$1.name] = $1.value(self) }
  }
}
