/// Why a text cannot be read: it is no JSON, or it is not what was to be read there.
package struct JSONError: Error, Hashable, Sendable {
  /// A step on the way to a value.
  package enum Step: Hashable, Sendable {
    case name(String)
    case index(Int)
  }

  package enum Fault: Hashable, Sendable {
    /// The text is no JSON: what had to stand at a byte.
    case syntax(wanted: String, byte: Int)
    /// A value is another than it must be: a sentence without its full stop.
    case value(String)
  }

  package let fault: Fault
  /// The way to the value, from the outermost.
  package private(set) var path: [Step]

  package init(_ fault: Fault, at path: [Step] = []) {
    self.fault = fault
    self.path = path
  }

  /// A value is another than it must be: a sentence without its full stop.
  package static func malformed(_ reason: String, at path: Step...) -> JSONError {
    JSONError(.value(reason), at: path)
  }

  package static func missing(_ name: String) -> JSONError {
    malformed("the field is missing", at: .name(name))
  }

  /// The same error, seen from a value further out.
  package func within(_ step: Step) -> JSONError { JSONError(fault, at: [step] + path) }

  package var isSyntax: Bool {
    if case .syntax = fault { true } else { false }
  }

  /// The way as it is written, as in `variables[0].data`; empty for the text as a whole, and for what is no JSON.
  package var field: String {
    if isSyntax { return "" }
    return path.reduce(into: "") { text, step in
      switch step {
      case .name(let name): text += text.isEmpty ? name : ".\(name)"
      case .index(let index): text += "[\(index)]"
      }
    }
  }

  /// What is wrong, without the full stop.
  package var reason: String {
    switch fault {
    case .syntax(let wanted, let byte): "no valid JSON: it must have \(wanted) at byte \(byte)"
    case .value(let reason): reason
    }
  }
}
