// The maximum of variables that are overwritten and of the constraint `NonNeg`; AMSGrad's, which is another, is in
// WeightLoops.swift.

extension Block {
  /// The larger of each two elements, NaN if either is, as TensorFlow's `maximum` finds it (rule R-OVERWRITE-3).
  ///
  /// Which of two equal numbers it is shows where they are zeros of different sign, and depends on the place: whole
  /// packets and the elements after them meet different instructions.
  package func maximum(with other: Block, into result: Block) {
    dtype.run(Maximum(first: self, second: other, result: result))
  }

  /// The larger of each element and zero, NaN if it is, with the same dependence on the place
  /// (rule R-CONSTRAINT-NONNEG).
  package func maximumWithZero() {
    dtype.run(MaximumWithZero(values: self))
  }
}

private struct MaximumWithZero: Loop {
  let values: Block

  func run<N: Number>(over number: N.Type) {
    let (v, zero) = (values.elements(number), N(rounding: 0))
    let order = MaximumOrder(values.dtype)
    for i in 0..<values.count { v[i] = order.maximum(v[i], zero, at: i, of: values.count) }
  }
}

private struct Maximum: Loop {
  let first: Block
  let second: Block
  let result: Block

  func run<N: Number>(over number: N.Type) {
    let (a, b, r) = (first.elements(number), second.elements(number), result.elements(number))
    let order = MaximumOrder(result.dtype)
    for i in 0..<result.count { r[i] = order.maximum(a[i], b[i], at: i, of: result.count) }
  }
}

/// What distinguishes the dtypes in TensorFlow's `maximum`.
private struct MaximumOrder {
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

  @inline(__always)
  func maximum<N: Number>(_ first: N, _ second: N, at index: Int, of count: Int) -> N {
    let isInPacket = index < count - count % packet
    let prefersSecond = isInPacket && packetsPreferSecond
    let (a, b) = prefersSecond ? (second, first) : (first, second)
    let larger = a < b || b.isNaN ? b : a
    return isInPacket || restIsFlushed ? larger.flushed : larger
  }
}
