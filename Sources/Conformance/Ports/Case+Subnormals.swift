extension Case {
  /// Whether the case has a number that flushing makes zero (rule R-FLUSH-1): a subnormal among its variables, slots
  /// or gradients, or a gradient so small that its square is one. In float16 subnormals are numbers like others.
  var hasSubnormals: Bool {
    variables.contains { $0.data.hasSubnormals(below: $0.dtype.smallestNormal) }
      || (initialState?.slots.values ?? [:].values).contains { tensors in
        tensors.contains { $0.map { $0.hasSubnormals(below: $0.dtype.smallestNormal) } ?? false }
      }
      || script.contains { event in event.gradients.contains(where: hasSubnormals) }
  }

  private func hasSubnormals(_ gradients: [Gradient]) -> Bool {
    gradients.enumerated().contains { index, gradient in
      switch gradient {
      case .missing: return false
      case .dense(let tensor), .rows(_, let tensor):
        let variable = variables.indices.contains(index) ? variables[index].dtype : tensor.dtype
        return tensor.hasSubnormals(
          below: max(tensor.dtype.smallestNormal, tensor.dtype.rootOfNormal(in: variable)))
      }
    }
  }
}

extension Tensor {
  /// Whether an element is not zero, but of a smaller magnitude than these bits.
  func hasSubnormals(below bound: UInt64) -> Bool {
    if bound == 0 { return false }
    return withUnsafeBytes { bytes in
      switch dtype {
      case .float32: bytes.bindMemory(to: UInt32.self).hasElement(below: UInt32(bound))
      case .float64: bytes.bindMemory(to: UInt64.self).hasElement(below: bound)
      case .float16, .bfloat16: bytes.bindMemory(to: UInt16.self).hasElement(below: UInt16(bound))
      }
    }
  }
}

extension UnsafeBufferPointer where Element: FixedWidthInteger & UnsignedInteger {
  /// Whether an element without its sign is neither 0 nor `bound` or more.
  fileprivate func hasElement(below bound: Element) -> Bool {
    var isThere = false
    for element in self { isThere = isThere || (element & (.max >> 1)) &- 1 < bound - 1 }
    return isThere
  }
}

extension DType {
  /// The bits of the smallest number that is not flushed; 0 where none is.
  var smallestNormal: UInt64 {
    switch self {
    case .float16: 0
    case .float32, .bfloat16, .float64: infinity & (0 &- infinity)
    }
  }

  /// The bits of the number whose square is the smallest normal one of another type.
  fileprivate func rootOfNormal(in other: DType) -> UInt64 {
    switch (self, other) {
    case (.float16, _), (_, .float16): 0
    case (_, .float64): bits(nearestTo: 0x1p-511)
    case (_, .float32), (_, .bfloat16): bits(nearestTo: 0x1p-63)
    }
  }
}
