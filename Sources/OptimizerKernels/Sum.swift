extension Block {
  /// The sum of the elements, which the dtype holds exactly, in the order in which TensorFlow adds them: a norm
  /// is right to the bit only if its sum is (rules R-SUM-1 to R-SUM-5).
  package func sum() -> Double {
    dtype.run(Sum(values: self, squared: false))
  }

  /// The sum of the elements' squares, each rounded to the dtype before it is added.
  package func sumOfSquares() -> Double {
    dtype.run(Sum(values: self, squared: true))
  }
}

private struct Sum: Loop {
  let values: Block
  let squared: Bool

  func run<N: Number>(over number: N.Type) -> Double {
    let elements = values.elements(number)
    return squared
      ? sum(Squares(elements: elements)) : sum(Elements(elements: elements))
  }

  private func sum<T: Terms>(_ terms: T) -> Double {
    let order = SummationOrder(values.dtype)
    // A bfloat16 sum is a float32 sum, rounded once.
    return values.dtype == .bfloat16
      ? T.Term(rounding: order.sum(Widened(terms: terms), 0..<values.count).exact).exact
      : order.sum(terms, 0..<values.count).exact
  }
}

/// What is added, by index.
protocol Terms {
  associatedtype Term: Number
  func term(_ index: Int) -> Term
}

private struct Elements<N: Number>: Terms {
  let elements: UnsafeMutablePointer<N>
  @inline(__always) func term(_ index: Int) -> N { elements[index] }
}

struct Squares<N: Number>: Terms {
  let elements: UnsafeMutablePointer<N>
  @inline(__always) func term(_ index: Int) -> N { elements[index] * elements[index] }
}

struct Widened<T: Terms>: Terms {
  let terms: T
  @inline(__always) func term(_ index: Int) -> Float { Float(rounding: terms.term(index).exact) }
}

/// The order in which TensorFlow's CPU kernels add elements that lie side by side.
struct SummationOrder {
  /// How many neighbouring elements are added side by side.
  let packet: Int
  /// The longest stretch, in elements, that is not split in halves.
  let leaf: Int
  /// Whether the lanes of a packet are folded in float32 and rounded once.
  let foldsInFloat: Bool

  init(_ dtype: DType) {
    switch dtype {
    case .float32, .bfloat16: (packet, leaf, foldsInFloat) = (8, 8 * 1024, false)
    case .float64: (packet, leaf, foldsInFloat) = (4, 4 * 1024, false)
    case .float16: (packet, leaf, foldsInFloat) = (8, 8 * 200, true)
    }
  }

  /// A stretch longer than a leaf is split at the first whole packet past its middle.
  func sum<T: Terms>(_ terms: T, _ range: Range<Int>) -> T.Term {
    guard range.count > leaf else { return leafSum(terms, range) }
    let middle = range.lowerBound + (range.count + 1) / 2
    let split = min(packet * ((middle + packet - 1) / packet), range.upperBound)
    return sum(terms, range.lowerBound..<split) + sum(terms, split..<range.upperBound)
  }

  /// Four accumulators of one packet each take the packets in turn; packets that do not fill a round go to
  /// the first; elements that do not fill a packet are added by themselves.
  private func leafSum<T: Terms>(_ terms: T, _ range: Range<Int>) -> T.Term {
    let zero = T.Term(rounding: 0)
    return withUnsafeTemporaryAllocation(of: T.Term.self, capacity: 4 * packet) { lanes in
      lanes.initialize(repeating: zero)
      var index = range.lowerBound
      while index + 4 * packet <= range.upperBound {
        for lane in 0..<4 * packet { lanes[lane] = lanes[lane] + terms.term(index + lane) }
        index += 4 * packet
      }
      for accumulator in 1..<4 {
        for lane in 0..<packet { lanes[lane] = lanes[lane] + lanes[accumulator * packet + lane] }
      }
      while index + packet <= range.upperBound {
        for lane in 0..<packet { lanes[lane] = lanes[lane] + terms.term(index + lane) }
        index += packet
      }
      var rest = zero
      while index < range.upperBound {
        rest = rest + terms.term(index)
        index += 1
      }
      return rest + fold(lanes)
    }
  }

  /// The lower half of the lanes plus the upper half, until one is left.
  private func fold<N: Number>(_ lanes: UnsafeMutableBufferPointer<N>) -> N {
    var width = packet / 2
    if foldsInFloat {
      return withUnsafeTemporaryAllocation(of: Float.self, capacity: packet) { wide in
        for lane in 0..<packet { wide[lane] = Float(rounding: lanes[lane].exact) }
        while width > 0 {
          for lane in 0..<width { wide[lane] += wide[lane + width] }
          width /= 2
        }
        return N(rounding: Double(wide[0]))
      }
    }
    while width > 0 {
      for lane in 0..<width { lanes[lane] = lanes[lane] + lanes[lane + width] }
      width /= 2
    }
    return lanes[0]
  }
}
