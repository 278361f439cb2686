import Conformance
import Dialects

/// The order in which TensorFlow adds up the elements of a dtype (rules R-SUM-1 to R-SUM-5).
struct SumOrder {
  let rule: Rule
  var packet: Int
  var leaf: Int

  init(_ dtype: DType) {
    switch dtype {
    case .float32: (rule, packet, leaf) = ("R-SUM-1", 8, 8192)
    case .float64: (rule, packet, leaf) = ("R-SUM-3", 4, 4096)
    case .bfloat16: (rule, packet, leaf) = ("R-SUM-4", 8, 8192)
    case .float16: (rule, packet, leaf) = ("R-SUM-5", 8, 1600)
    }
  }
}

extension Model {
  /// The sum of all elements, which are `first...` of a whole array of which the positions count.
  func total(_ x: [N], _ format: Format, from first: Int = 0) -> N {
    let order = SumOrder(format.dtype)
    enter(order.rule)
    if x.count > order.leaf { enter("R-SUM-2") }
    if makes(.sumsInOrder) { return x.reduce(.zero(format), +) }
    if makes(.sumsInDouble) {
      return Number(x.reduce(Double(0)) { $0 + Double($1.value) }.carried(in: format), format)
    }
    if makes(.sumsPairwise) { return pairwise(x[...], format) }
    if format.dtype == .bfloat16
      ? !makes(.bfloat16SumsRounded) : format.dtype == .float16 && makes(.float16SumsInFloat32)
    {
      return inFloat32(x, format) { total($0, $1, from: first) }
    }
    return tree(x, makes(.sumSplitWithinRow) ? 0 : first, others(order, format), format)
  }

  /// The order, as somebody has it.
  private func others(_ order: SumOrder, _ format: Format) -> SumOrder {
    var order = order
    if makes(.sumPacketsOfFour) { order.packet = 4 }
    if makes(.sumPacketsOfSixteen) { order.packet = 16 }
    if makes(.sumLeavesShorter) { order.leaf /= 2 }
    if makes(.float64SumsAsFloat32), format.dtype == .float64 { order = SumOrder(.float32) }
    return order
  }

  private func inFloat32(_ x: [N], _ format: Format, _ sum: ([N], Format) -> N) -> N {
    let float32 = Format(.float32, dialect)
    return sum(x.map { $0.cast(to: float32) }, float32).cast(to: format)
  }

  /// Rule R-SUM-2: `x` are the elements from index `first` of the whole array on.
  private func tree(_ x: [N], _ first: Int, _ order: SumOrder, _ format: Format) -> N {
    let n = x.count
    if n <= order.leaf || makes(.sumsNotSplit) { return leaf(x, order.packet, format) }
    let packet = order.packet
    let split = packet * ((first + (n + 1) / 2 + packet - 1) / packet)
    let left = min(split - first, n)
    let sum = tree(Array(x[..<left]), first, order, format)
    return left < n ? sum + tree(Array(x[left...]), split, order, format) : sum
  }

  /// Rule R-SUM-1.
  private func leaf(_ x: [N], _ packet: Int, _ format: Format) -> N {
    let n = x.count
    var lanes = Array(repeating: Array(repeating: N.zero(format), count: packet), count: 4)
    var i = 0
    while i + 4 * packet <= n {
      for lane in 0..<4 {
        for k in 0..<packet { lanes[lane][k] = lanes[lane][k] + x[i + lane * packet + k] }
      }
      i += 4 * packet
    }
    var sums = (0..<packet).map { ((lanes[0][$0] + lanes[1][$0]) + lanes[2][$0]) + lanes[3][$0] }
    while i + packet <= n {
      for k in 0..<packet { sums[k] = sums[k] + x[i + k] }
      i += packet
    }
    var rest = N.zero(format)
    while i < n {
      rest = rest + x[i]
      i += 1
    }
    return rest + folded(sums, format)
  }

  /// Lower half and upper half, again and again; of float16 in float32 (rule R-SUM-5).
  private func folded(_ lanes: [N], _ format: Format) -> N {
    if format.dtype == .float16, !makes(.float16FoldRounded) {
      return inFloat32(lanes, format) { folded($0, $1) }
    }
    var lanes = lanes
    while lanes.count > 1 {
      let width = lanes.count / 2
      lanes = (0..<width).map { lanes[$0] + lanes[$0 + width] }
    }
    return lanes[0]
  }

  /// As NumPy adds: halves of more than 8 elements.
  private func pairwise(_ x: ArraySlice<N>, _ format: Format) -> N {
    if x.count <= 8 { return x.reduce(.zero(format), +) }
    let middle = x.startIndex + x.count / 2
    return pairwise(x[..<middle], format) + pairwise(x[middle...], format)
  }
}

extension Double {
  /// The double, rounded as a constant of the format would be.
  func carried<Format: NumberFormat>(in format: Format) -> Format.Carrier {
    format.stored(format.dtype == .float64 ? Format.Carrier(self) : format.constant(self))
  }
}
