extension Block {
  /// The larger of each two elements, NaN if either is, as TensorFlow's `maximum` finds it (rule R-OVERWRITE-3).
  ///
  /// Which of two equal numbers it is shows where they are zeros of different sign, and depends on the place: whole
  /// packets and the elements after them meet different instructions.
  package func maximum(with other: Block, into result: Block) {
    dtype.run(Maximum(first: self, second: other, result: result))
  }
}

private struct Maximum: Loop {
  let first: Block
  let second: Block
  let result: Block

  func run<N: Number>(over number: N.Type) {
    let (a, b, r) = (first.elements(number), second.elements(number), result.elements(number))
    let order = MaximumOrder(result.dtype)
    let whole = result.count - result.count % order.packet
    for i in 0..<whole {
      let larger = order.packetsPreferSecond ? maximum(b[i], a[i]) : maximum(a[i], b[i])
      r[i] = larger.flushed
    }
    for i in whole..<result.count {
      let larger = maximum(a[i], b[i])
      r[i] = order.restIsFlushed ? larger.flushed : larger
    }
  }
}

/// What distinguishes the dtypes in TensorFlow's `maximum`.
struct MaximumOrder {
  /// How many neighbouring elements are compared side by side.
  let packet: Int
  /// Whether of two equal numbers within a packet the second is taken; otherwise it is the first.
  let packetsPreferSecond: Bool
  /// Whether an element after the last packet becomes zero when it is subnormal; float16 keeps its own everywhere.
  let restIsFlushed: Bool

  init(_ dtype: DType) {
    switch dtype {
    case .float32: (packet, packetsPreferSecond, restIsFlushed) = (8, true, true)
    case .float64: (packet, packetsPreferSecond, restIsFlushed) = (4, true, true)
    case .float16: (packet, packetsPreferSecond, restIsFlushed) = (8, false, true)
    case .bfloat16: (packet, packetsPreferSecond, restIsFlushed) = (8, false, false)
    }
  }
}
