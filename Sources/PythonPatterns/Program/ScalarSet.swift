/// A set of scalars to be asked.
struct ScalarSet: Sendable {
  private var isNegated: Bool
  /// In order, and none touches another.
  private var ranges: [ClosedRange<UInt32>] = []
  /// Ranges that a scalar or its upper case can be in.
  private var casedRanges: [ClosedRange<UInt32>] = []
  private var categories: [ScalarCategory] = []
  /// How scalars are made alike before this is asked.
  private(set) var folding = Folding.none

  init(_ set: CharacterSet, _ flags: Flags) {
    isNegated = set.isNegated
    let folding = flags.folding
    var singles: [UInt32] = []
    var spans: [ClosedRange<UInt32>] = []
    for item in set.items {
      switch item {
      case .one(let scalar): singles.append(scalar)
      case .range(let lower, let upper): spans.append(lower...upper)
      case .category(let category, let isNegated):
        categories.append(
          ScalarCategory(category, isNegated: isNegated, isASCII: !flags.contains(.unicode)))
      }
    }
    let plain = singles.map { $0...$0 } + spans
    if folding == .none || !plain.contains(where: { folding.changes($0) }) {
      ranges = Self.merged(plain)
    } else {
      self.folding = folding
      fold(singles, spans)
    }
  }

  /// A set of these and no others, folded already.
  init(_ scalars: [UInt32], isNegated: Bool, _ folding: Folding) {
    self.isNegated = isNegated
    self.folding = folding
    ranges = Self.merged(scalars.map { $0...$0 })
  }

  func contains(_ scalar: UInt32) -> Bool {
    holds(scalar) != isNegated
  }

  private func holds(_ scalar: UInt32) -> Bool {
    if isInRanges(scalar) || categories.contains(where: { $0.contains(scalar) }) { return true }
    guard !casedRanges.isEmpty else { return false }
    let upper = PythonUnicode.uppercase(scalar)
    return casedRanges.contains { $0.contains(scalar) || $0.contains(upper) }
  }

  /// By halves.
  private func isInRanges(_ scalar: UInt32) -> Bool {
    var (low, high) = (0, ranges.count)
    while low < high {
      let middle = (low + high) / 2
      if ranges[middle].upperBound < scalar { low = middle + 1 } else { high = middle }
    }
    return low < ranges.count && ranges[low].contains(scalar)
  }

  /// Takes in what is equal to these scalars where case is ignored. Beyond the first plane Python does it another way:
  /// a scalar there is not folded, and so never found if it is in upper case.
  private mutating func fold(_ singles: [UInt32], _ spans: [ClosedRange<UInt32>]) {
    var folded = [Bool](repeating: false, count: 0x10000)
    func note(_ scalar: UInt32) {
      let lower = folding(scalar)
      for same in [lower] + folding.others(of: lower) { folded[Int(same)] = true }
    }
    for scalar in singles where scalar < 0x10000 { note(scalar) }
    for span in spans where span.lowerBound < 0x10000 {
      for scalar in span.clamped(to: 0...0xFFFF) { note(scalar) }
    }
    casedRanges = spans.filter { $0.upperBound >= 0x10000 }
    let beyond = singles.filter { $0 >= 0x10000 }
    let inPlane = (UInt32(0)..<0x10000).filter { folded[Int($0)] }
    ranges = Self.merged((inPlane + beyond).map { $0...$0 })
  }

  private static func merged(_ ranges: [ClosedRange<UInt32>]) -> [ClosedRange<UInt32>] {
    var merged: [ClosedRange<UInt32>] = []
    for range in ranges.sorted(by: { $0.lowerBound < $1.lowerBound }) {
      if let last = merged.last, range.lowerBound <= last.upperBound + 1 {
        merged[merged.count - 1] = last.lowerBound...max(last.upperBound, range.upperBound)
      } else {
        merged.append(range)
      }
    }
    return merged
  }
}

extension Folding {
  /// Whether a set with this range must be asked with scalars folded.
  fileprivate func changes(_ range: ClosedRange<UInt32>) -> Bool {
    range.upperBound > 0xFFFF || range.contains(where: changes)
  }
}
