import Conformance
import Dialects

/// Sums along some axes of an array, in TensorFlow's order (rules R-SUM-AXIS-1 to R-SUM-AXIS-5).
struct AxisSums {
  /// Neighbouring axes that are all kept or all reduced, taken together; axes of extent 1 are left out.
  private var runs: [(extent: Int, isReduced: Bool)] = []
  /// For each element the place of its sum among the sums.
  let place: [Int]
  private let count: Int

  /// - Parameters:
  ///   - shape: The extents of all axes.
  ///   - axes: Those that are reduced.
  ///   - joined: False for somebody who takes each axis by itself.
  init(_ shape: [Int], _ axes: Set<Int>, joined: Bool) {
    for (axis, extent) in shape.enumerated() where extent != 1 || !joined {
      let isReduced = axes.contains(axis)
      if joined, let last = runs.last, last.isReduced == isReduced {
        runs[runs.count - 1].extent *= extent
      } else {
        runs.append((extent, isReduced))
      }
    }
    let elements = runs.reduce(1) { $0 * $1.extent }
    count = runs.reduce(1) { $0 * ($1.isReduced ? 1 : $1.extent) }
    var place = Array(repeating: 0, count: elements)
    for e in place.indices {
      var (rest, kept, stride) = (e, 0, 1)
      for run in runs.reversed() {
        if !run.isReduced {
          kept += rest % run.extent * stride
          stride *= run.extent
        }
        rest /= run.extent
      }
      place[e] = kept
    }
    self.place = place
  }

  func add<Format>(_ x: [Number<Format>], _ format: Format, _ model: Model<Format>) -> [Number<Format>] {
    if !runs.contains(where: \.isReduced) { return x }
    let order = Order(runs.map(\.isReduced))
    model.enter(order.rule)
    let isTotal =
      order == .neighbours || order == .movedTogether || model.makes(.axisSumsAsTotals)
      || model.makes(.sumsInDouble) || model.makes(.sumsPairwise)
    if isTotal {
      let terms = terms(x)
      return terms.indices.map { model.total(terms[$0], format, from: $0 * terms[$0].count) }
    }
    if format.dtype == .bfloat16 { model.enter("R-SUM-4") }
    if format.dtype == .bfloat16, !model.makes(.bfloat16SumsRounded) {
      let float32 = Format(.float32, model.dialect)
      return add(x.map { $0.cast(to: float32) }, float32, model).map { $0.cast(to: format) }
    }
    let terms = terms(x)
    let last = runs[runs.count - 1].extent
    if order == .columns { return terms.indices.map { column(terms[$0], $0, last, format, model) } }
    return terms.map { terms in
      var sum = Number.zero(format)
      for k in 0..<last { for i in 0..<runs[0].extent { sum = sum + terms[i * last + k] } }
      return sum
    }
  }

  /// The order that the runs lead to.
  private enum Order {
    case neighbours, columns, aroundMiddle, movedTogether

    init(_ areReduced: [Bool]) {
      switch areReduced {
      case [true], [false, true]: self = .neighbours
      case [true, false], [false, true, false]: self = .columns
      case [true, false, true]: self = .aroundMiddle
      default: self = .movedTogether
      }
    }

    var rule: Rule {
      switch self {
      case .neighbours: "R-SUM-AXIS-2"
      case .columns: "R-SUM-AXIS-3"
      case .aroundMiddle: "R-SUM-AXIS-4"
      case .movedTogether: "R-SUM-AXIS-5"
      }
    }
  }

  /// The terms of each sum, in the order of the array.
  private func terms<Element>(_ x: [Element]) -> [[Element]] {
    var terms: [[Element]] = Array(repeating: [], count: count)
    for (element, place) in zip(x, place) { terms[place].append(element) }
    return terms
  }

  /// Rule R-SUM-AXIS-3.
  private func column<Format>(
    _ x: [Number<Format>], _ k: Int, _ last: Int, _ format: Format, _ model: Model<Format>
  ) -> Number<Format> {
    let (packet, n) = (SumOrder(format.dtype).packet, x.count)
    let first = k - k % packet
    let isPacked = first + packet <= count && first % last + packet <= last
    guard isPacked, n >= 16, !model.makes(.columnSumsInOrder) else { return x.reduce(.zero(format), +) }
    var lanes = Array(repeating: Number.zero(format), count: 4)
    var i = 0
    while i + 4 <= n {
      for lane in 0..<4 { lanes[lane] = lanes[lane] + x[i + lane] }
      i += 4
    }
    var sum = ((lanes[0] + lanes[1]) + lanes[2]) + lanes[3]
    while i < n {
      sum = sum + x[i]
      i += 1
    }
    return sum
  }
}
