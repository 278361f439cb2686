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
}
