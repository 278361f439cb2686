import KerasOptimizers

/// One tensor of a file.
struct StoredTensor {
  let name: String
  let type: ElementType
  let shape: [Int]
  let data: ArraySlice<UInt8>

  init(name: String, type: ElementType, shape: [Int], data: ArraySlice<UInt8>) {
    self.name = name
    self.type = type
    self.shape = shape
    self.data = data
  }

  init(_ variable: StateVariable) {
    switch variable.value {
    case .count(let count):
      let bytes = withUnsafeBytes(of: Int64(count).littleEndian) { Array($0) }
      self.init(name: variable.path, type: .int64, shape: [], data: bytes[...])
    case .array(let dtype, let shape, let bytes):
      self.init(name: variable.path, type: ElementType(dtype), shape: shape, data: bytes[...])
    }
  }

  func variable() throws(OptimizerFileError) -> StateVariable {
    if let dtype = type.dtype {
      return StateVariable(path: name, value: .array(dtype: dtype, shape: shape, bytes: Array(data)))
    }
    guard shape.isEmpty else { throw .damaged("The count '\(name)' has the shape \(shape), not [].") }
    let bits = data.reversed().reduce(0 as UInt64) { $0 << 8 | UInt64($1) }
    let count = type == .int32 ? Int(Int32(truncatingIfNeeded: bits)) : Int(Int64(bitPattern: bits))
    return StateVariable(path: name, value: .count(count))
  }
}

extension [StoredTensor] {
  /// The check over what a file says, in whatever order it says it: of each tensor in the order of their names
  /// the name, the type and the shape, each with a zero byte behind it, and the elements; then the
  /// configuration.
  func checksum(configuration: String) -> String {
    var check = CRC32()
    for tensor in sorted(by: { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }) {
      let shape = tensor.shape.map(String.init).joined(separator: ",")
      for text in [tensor.name, tensor.type.rawValue, shape] { check.update("\(text)\0".utf8) }
      check.update(tensor.data)
    }
    check.update(configuration.utf8)
    return check.digits
  }
}
