import ExactJSON

extension JSON {
  /// Deeper than any configuration, and far from the end of the stack.
  private static let deepest = 33

  /// The one value of a text, in which no object has a key twice.
  init(parsing bytes: ArraySlice<UInt8>) throws(OptimizerFileError) {
    do {
      self = try bytes.withUnsafeBufferPointer { (bytes) throws(JSONError) in
        try JSONReader.read(bytes, deepest: Self.deepest, JSON.init(from:))
      }
    } catch {
      if case .syntax(let wanted, let byte) = error.fault {
        throw .damaged("The JSON text must have \(wanted) at byte \(byte).")
      }
      throw .damaged("'\(error.field)' in the JSON text: \(error.reason).")
    }
  }
}
