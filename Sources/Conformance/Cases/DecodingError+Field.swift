/// A key of any name or index: for looking at what an object really holds, and for saying where.
package struct AnyKey: CodingKey {
  package let stringValue: String
  package let intValue: Int?

  package init(stringValue: String) {
    self.stringValue = stringValue
    intValue = nil
  }

  package init(_ key: some CodingKey) { self.init(stringValue: key.stringValue) }

  package init(intValue: Int) {
    stringValue = "\(intValue)"
    self.intValue = intValue
  }
}

extension DecodingError {
  /// An error at a place, for a reason: a sentence without its full stop.
  package static func malformed(_ path: [any CodingKey], _ reason: String) -> DecodingError {
    .dataCorrupted(Context(codingPath: path, debugDescription: reason))
  }

  package var context: Context {
    switch self {
    case .typeMismatch(_, let context), .valueNotFound(_, let context), .keyNotFound(_, let context),
      .dataCorrupted(let context):
      context
    @unknown default: Context(codingPath: [], debugDescription: "\(self)")
    }
  }

  /// Where the error is, as in `arguments.epsilon`; empty for the document as a whole.
  package var field: String {
    var path = context.codingPath
    if case .keyNotFound(let key, _) = self { path.append(key) }
    return path.reduce(into: "") { text, key in
      if let index = key.intValue {
        text += "[\(index)]"
      } else {
        text += (text.isEmpty ? "" : ".") + key.stringValue
      }
    }
  }

  /// What is wrong, without the full stop.
  package var reason: String {
    if case .keyNotFound = self { return "the field is missing" }
    let text = context.debugDescription
    return text.hasSuffix(".") ? String(text.dropLast()) : text
  }
}

extension CodingUserInfoKey {
  /// The key of a name.
  package static func named(_ name: String) -> CodingUserInfoKey {
    guard let key = CodingUserInfoKey(rawValue: name) else { preconditionFailure("no key for \(name)") }
    return key
  }
}

/// A document's format is another than the one that can be read here.
package struct UnknownFormat: Error {
  package let found: String
  package let known: String
}

extension Decoder {
  /// Throws unless the field `format` says `known`, before anything else in the document is believed.
  package func requireFormat(_ known: String) throws {
    let found = try container(keyedBy: AnyKey.self).decode(String.self, forKey: AnyKey(stringValue: "format"))
    guard found == known else { throw UnknownFormat(found: found, known: known) }
  }
}

/// Runs `body`, and says where it was if a tensor turns out malformed.
package func located<Result>(_ path: @autoclosure () -> [any CodingKey], _ body: () throws -> Result) throws
  -> Result
{
  do {
    return try body()
  } catch let error as TensorError {
    throw DecodingError.malformed(path(), error.description)
  }
}
