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

  /// A variable, which is one of several of its path unless its number is 1.
  init(_ variable: StateVariable, number: Int) {
    let name = number == 1 ? variable.path : "\(variable.path)#\(number)"
    switch variable.value {
    case .count(let count):
      let bytes = withUnsafeBytes(of: Int64(count).littleEndian) { Array($0) }
      self.init(name: name, type: .int64, shape: [], data: bytes[...])
    case .array(let dtype, let shape, let bytes):
      self.init(name: name, type: ElementType(dtype), shape: shape, data: bytes[...])
    }
  }

  /// The name without the number that it has among others of one path.
  private var path: String {
    let digits = name.utf8.reversed().prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    let mark = name.utf8.index(name.utf8.endIndex, offsetBy: -digits.count - 1, limitedBy: name.utf8.startIndex)
    guard let mark, !digits.isEmpty, name.utf8[mark] == UInt8(ascii: "#") else { return name }
    return String(name[..<mark])
  }

  func variable() throws(OptimizerFileError) -> StateVariable {
    if let dtype = type.dtype {
      return StateVariable(path: path, value: .array(dtype: dtype, shape: shape, bytes: Array(data)))
    }
    guard shape.isEmpty else { throw .damaged("The count '\(name)' has the shape \(shape), not [].") }
    let bits = data.reversed().reduce(0 as UInt64) { $0 << 8 | UInt64($1) }
    let count = type == .int32 ? Int(Int32(truncatingIfNeeded: bits)) : Int(Int64(bitPattern: bits))
    return StateVariable(path: path, value: .count(count))
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
