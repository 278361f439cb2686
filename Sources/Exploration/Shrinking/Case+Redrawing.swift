import Conformance

extension Case {
  /// The case with other ordinary numbers in its gradients, and in its variables or 0 there: next to a large
  /// variable the last bit of an update is lost.
  func redrawn(from random: inout Randomness) -> Case {
    var redrawn = self
    let isZero = random.chance(percent: 50)
    for index in variables.indices {
      redrawn.variables[index].data.redraw(from: &random)
      if isZero { redrawn.variables[index].data = .zeros(variables[index].dtype, variables[index].count) }
    }
    return redrawn.mappingGradients { _, gradient in
      switch gradient {
      case .missing: return .missing
      case .dense(var tensor):
        tensor.redraw(from: &random)
        return .dense(tensor)
      case .rows(let indices, var values):
        values.redraw(from: &random)
        return .rows(indices: indices, values: values)
      }
    }
  }
}

extension Tensor {
  fileprivate mutating func redraw(from random: inout Randomness) {
    bits = bits.map { _ in dtype.bits(nearestTo: random.number(exponents: -3...0)) }
  }

  static func zeros(_ dtype: DType, _ count: Int) -> Tensor {
    Tensor(dtype, bits: [UInt64](repeating: 0, count: count))
  }
}
