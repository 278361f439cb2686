import ExactJSON

/// One message of the protocol: a JSON object on a line.
package enum JSONLine {
  /// Whether a line is a JSON object, of whatever sense.
  package static func isObject(_ line: String) -> Bool {
    let object = try? JSONReader.read(line) { (json) throws(JSONError) in
      let isObject = json.kind == .object
      try json.skip()
      return isObject
    }
    return object ?? false
  }

  /// The number of the request or reply on a line, which may make no sense otherwise.
  package static func sequence(in line: String) -> Int? {
    let sequence = try? JSONReader.read(line) { (json) throws(JSONError) in
      var sequence: Int?
      try json.object { (json, name) throws(JSONError) in
        if name == "seq", sequence == nil { sequence = try json.integer() } else { try json.skip() }
      }
      return sequence
    }
    return sequence ?? nil
  }
}
