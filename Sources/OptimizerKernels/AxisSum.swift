extension Block {
  /// The sums of the elements' squares along some axes, each square rounded to the dtype before it is added, in the
  /// order in which TensorFlow adds them (rules R-SUM-AXIS-1 to R-SUM-AXIS-5). `result` has one element for each sum,
  /// in the order of the axes that are kept.
  package func sumsOfSquares(_ reduction: AxisReduction, into result: Block) {
    dtype.run(AxisSum(values: self, reduction: reduction, result: result))
  }
}

private struct AxisSum: Loop {
  let values: Block
  let reduction: AxisReduction
  let result: Block

  func run<N: Number>(over number: N.Type) {
    let squares = Squares(elements: values.elements(number))
    let sums = result.elements(number)
    // A bfloat16 sum is a float32 sum, rounded once.
    if values.dtype == .bfloat16 {
      let wide = Widened(terms: squares)
      for index in 0..<result.count { sums[index] = N(rounding: sum(wide, index).exact) }
    } else {
      for index in 0..<result.count { sums[index] = N(rounding: sum(squares, index).exact) }
    }
  }

  private func sum<T: Terms>(_ terms: T, _ index: Int) -> T.Term {
    let (runs, count) = (reduction.runs, reduction.termCount)
    if reduction.isTrivial { return terms.term(index) }
    let order = SummationOrder(values.dtype)
    switch (runs.count, reduction.reducesFirst) {
    case (1, _), (2, false):
      return order.sum(terms, index * count..<(index + 1) * count)
    case (2, true):
      let isPacked = index < result.count - result.count % order.packet
      return column(terms, first: index, stride: runs[1], count: count, isPacked: isPacked)
    case (3, false):
      let first = (index / runs[2]) * runs[1] * runs[2] + index % runs[2]
      let isPacked = isPacked(index, width: runs[2], packet: order.packet)
      return column(terms, first: first, stride: runs[2], count: count, isPacked: isPacked)
    case (3, true):
      return aroundMiddle(terms, index)
    default:
      return order.sum(Shuffled(terms: terms, reduction: reduction), index * count..<(index + 1) * count)
    }
  }

  /// Whether a sum is found in a packet of its neighbours, which needs them all in one row of the kept axes.
  private func isPacked(_ index: Int, width: Int, packet: Int) -> Bool {
    let start = index - index % packet
    return start + packet <= result.count && start % width + packet <= width
  }

  /// Terms at a distance, as packets of neighbouring columns add them: with four accumulators from 16 terms on. A
  /// column that is in no packet adds one term after the other.
  private func column<T: Terms>(
    _ terms: T, first: Int, stride: Int, count: Int, isPacked: Bool
  ) -> T.Term {
    let zero = T.Term(rounding: 0)
    var (a, b, c, d) = (zero, zero, zero, zero)
    var index = 0
    if isPacked, count >= 16 {
      while index + 4 <= count {
        let place = first + index * stride
        a = a + terms.term(place)
        b = b + terms.term(place + stride)
        c = c + terms.term(place + 2 * stride)
        d = d + terms.term(place + 3 * stride)
        index += 4
      }
      a = ((a + b) + c) + d
    }
    while index < count {
      a = a + terms.term(first + index * stride)
      index += 1
    }
    return a
  }

  /// Terms before and after a kept run: one after the other, the outer run fastest.
  private func aroundMiddle<T: Terms>(_ terms: T, _ index: Int) -> T.Term {
    let runs = reduction.runs
    var sum = T.Term(rounding: 0)
    for inner in 0..<runs[2] {
      for outer in 0..<runs[0] { sum = sum + terms.term((outer * runs[1] + index) * runs[2] + inner) }
    }
    return sum
  }
}

/// The terms as they lie once the kept runs are moved before the reduced ones.
private struct Shuffled<T: Terms>: Terms {
  let terms: T
  /// From the innermost: the number of elements of each run, and their distance.
  private let runs: [(count: Int, stride: Int)]

  init(terms: T, reduction: AxisReduction) {
    self.terms = terms
    let all = reduction.runs.indices
    let order = all.filter { !reduction.reduces($0) } + all.filter { reduction.reduces($0) }
    runs = order.reversed().map { (reduction.runs[$0], reduction.stride(of: $0)) }
  }

  func term(_ index: Int) -> T.Term {
    var (rest, place) = (index, 0)
    for run in runs {
      place += rest % run.count * run.stride
      rest /= run.count
    }
    return terms.term(place)
  }
}
