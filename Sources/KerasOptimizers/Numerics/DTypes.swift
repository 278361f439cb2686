/// A set of dtypes.
struct DTypes {
  private var bits: UInt8 = 0

  init(_ dtypes: [DType] = []) {
    for dtype in dtypes { insert(dtype) }
  }

  mutating func insert(_ dtype: DType) { bits |= Self.bit(dtype) }

  func union(_ other: DTypes) -> DTypes {
    var union = self
    union.bits |= other.bits
    return union
  }

  func forEach(_ body: (DType) -> Void) {
    if bits & 1 != 0 { body(.float32) }
    if bits & 2 != 0 { body(.float64) }
    if bits & 4 != 0 { body(.float16) }
    if bits & 8 != 0 { body(.bfloat16) }
  }

  private static func bit(_ dtype: DType) -> UInt8 {
    switch dtype {
    case .float32: 1
    case .float64: 2
    case .float16: 4
    case .bfloat16: 8
    }
  }
}
