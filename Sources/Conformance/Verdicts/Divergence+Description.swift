extension Divergence: CustomStringConvertible {
  /// The place and the difference in one line.
  public var description: String { place.isEmpty ? explanation : "\(place): \(explanation)" }

  /// Where the difference is, as in `step 3 (event 2), variable 1 (kernel), element 5, trace.momentum`.
  public var place: String {
    var parts: [String] = []
    if let event {
      parts.append(step.map { "step \($0) (event \(event))" } ?? "event \(event)")
    }
    if let variable {
      parts.append("variable \(variable)" + (variableName.map { " (\($0.printable))" } ?? ""))
    }
    if let element { parts.append("element \(element)") }
    if quantity != .variable { parts.append(quantity.description) }
    return parts.joined(separator: ", ")
  }

  /// What the difference is.
  public var explanation: String {
    switch difference {
    case .bits(let dtype, let expected, let actual):
      return "expected \(dtype.text(expected)), got \(dtype.text(actual)), \(distance)"
    case .dtype(let expected, let actual):
      return "expected \(expected.rawValue) elements, got \(actual.rawValue)"
    case .integer(let expected, let actual):
      return "expected \(expected), got \(actual)"
    case .count(let what, let expected, let actual):
      return "expected \(expected) \(what.rawValue), got \(actual)"
    case .presence(let expected):
      return expected ? "expected a value, got none" : "expected none, got a value"
    case .refusal(let expected, let actual):
      return "expected \(Self.text(expected)), got \(Self.text(actual))"
    case .fault(let message):
      return "no answer: \(message.printableLines.first ?? "")"
    case .nothingCompared:
      return "nothing was compared"
    }
  }

  /// What the port said, line by line, where ``explanation`` has only a part of it.
  package var details: [String] {
    switch difference {
    case .fault(let message): Array(message.printableLines.dropFirst())
    case .refusal(_, let actual?):
      if let message = actual.message, !message.isOneExcerpt { Self.lines(of: message) } else { [] }
    default: []
    }
  }

  /// The message whole, unless it is longer than anybody would read.
  private static func lines(of message: String) -> [String] {
    let (limit, scalars) = (8000, message.unicodeScalars)
    if scalars.count <= limit { return message.printableLines }
    return String(String.UnicodeScalarView(scalars.prefix(limit))).printableLines + ["... cut short"]
  }

  /// How far elements that differ are apart, in words.
  package var distance: String { ulps.map { "\($0) ULP apart" } ?? "one is NaN" }

  private static func text(_ refusal: Refusal?) -> String {
    guard let refusal else { return "values" }
    let argument = refusal.argument.map { " of \($0.excerpt)" } ?? ""
    let message = refusal.message.map { " (\($0.printableLine(upTo: 120)))" } ?? ""
    return "the refusal \(refusal.category.rawValue)\(argument)\(message)"
  }
}

extension DType {
  /// An element's bits and value, as in `3f800000 (1.0)`.
  fileprivate func text(_ bits: UInt64) -> String {
    "\(Tensor(self, bits: [bits]).hexadecimal) (\(decimal(ofBits: bits)))"
  }
}
