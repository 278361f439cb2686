package import ExactJSON

extension JSONReader {
  package mutating func strings() throws(JSONError) -> [String] {
    try array { (json) throws(JSONError) in try json.string() }
  }

  package mutating func integers() throws(JSONError) -> [Int] {
    try array { (json) throws(JSONError) in try json.integer() }
  }

  package mutating func doubles() throws(JSONError) -> [Double] {
    try array { (json) throws(JSONError) in try json.double() }
  }

  /// Reads an object of any names and values.
  mutating func values() throws(JSONError) -> [String: JSONValue] {
    guard case .object(let values) = try kind == .object ? JSONValue(from: &self) : .null else {
      throw mismatch("an object")
    }
    return values
  }
}
