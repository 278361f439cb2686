import Conformance
import ExactJSON

extension Variable {
  private enum Key: String, JSONKey {
    case name, dtype, shape, data, constraint
    case overwriteWithGradient = "overwrite_with_gradient"

    static let names = JSONNames<Self>()
  }

  init(from json: inout JSONReader) throws(JSONError) {
    var name: String?
    var dtype: DType?
    var shape: [Int]?
    var later: JSONReader.Place?
    var constraint: Constraint?
    var overwriteWithGradient = false
    try json.object { (json, key: Key) throws(JSONError) in
      switch key {
      case .name: name = try json.string()
      case .dtype: dtype = try json.choice()
      case .shape: shape = try json.integers()
      case .data: later = try json.passOver()
      case .constraint: constraint = try json.optional(Constraint.init(from:))
      case .overwriteWithGradient:
        overwriteWithGradient = try json.optional { (json) throws(JSONError) in try json.flag() } ?? false
      }
    }
    guard let name else { throw .missing("name") }
    guard let dtype else { throw .missing("dtype") }
    guard let shape else { throw .missing("shape") }
    guard let later else { throw .missing("data") }
    let data = try json.read(later, in: "data") { (json) throws(JSONError) in try json.tensor(of: dtype) }
    try Self.check(shape, of: data)
    self.init(
      name: name, shape: shape, data: data, constraint: constraint,
      overwriteWithGradient: overwriteWithGradient)
  }

  /// Throws unless the shape has as many elements as the data.
  private static func check(_ shape: [Int], of data: Tensor) throws(JSONError) {
    guard shape.allSatisfy({ (0...Int(Int32.max)).contains($0) }) else {
      throw .malformed("an extent is out of range", at: .name("shape"))
    }
    let (size, isTooLarge) = shape.reduce((1, false)) { product, extent in
      let (size, overflow) = product.0.multipliedReportingOverflow(by: extent)
      return (size, product.1 || overflow)
    }
    guard !isTooLarge, data.count == size else {
      throw .malformed("\(data.count) elements, but the shape \(shape) has \(size)", at: .name("data"))
    }
  }

  func write(to json: inout JSONWriter, as encoding: TensorEncoding) {
    json.object { json in
      if let constraint {
        json.key(Key.constraint)
        constraint.write(to: &json)
      }
      json.key(Key.data)
      data.write(to: &json, as: encoding)
      json.key(Key.dtype)
      json.string(dtype.rawValue)
      json.key(Key.name)
      json.string(name)
      if overwriteWithGradient {
        json.key(Key.overwriteWithGradient)
        json.flag(true)
      }
      json.key(Key.shape)
      json.list(shape) { $0.integer($1) }
    }
  }
}
