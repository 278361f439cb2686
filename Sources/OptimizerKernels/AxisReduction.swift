/// Which elements of an array are added where it is reduced along some of its axes.
///
/// As TensorFlow's kernels do, axes of one element are left out and neighbouring axes that are all kept or all
/// reduced are taken together, so that kept and reduced runs of axes alternate.
package struct AxisReduction {
  /// The number of elements of each run, from the outermost.
  let runs: [Int]
  /// Whether the first run is reduced; then so is every second one after it.
  let reducesFirst: Bool

  /// A reduction of an array of this shape along axes that it has, each named once.
  package init(shape: [Int], axes: [Int]) {
    var runs: [Int] = []
    var (reducesFirst, reducesLast) = (true, true)
    for (axis, extent) in shape.enumerated() where extent != 1 {
      let reduces = axes.contains(axis)
      if let last = runs.last, reduces == reducesLast {
        runs[runs.count - 1] = last * extent
      } else {
        if runs.isEmpty { reducesFirst = reduces }
        runs.append(extent)
      }
      reducesLast = reduces
    }
    self.runs = runs
    self.reducesFirst = reducesFirst
  }

  func reduces(_ run: Int) -> Bool { run.isMultiple(of: 2) == reducesFirst }

  /// Whether every element is a sum by itself.
  var isTrivial: Bool { !runs.indices.contains(where: reduces) }

  package var sumCount: Int { runs.indices.lazy.filter { !reduces($0) }.reduce(1) { $0 * runs[$1] } }

  /// The number of elements in each sum.
  var termCount: Int { runs.indices.lazy.filter(reduces).reduce(1) { $0 * runs[$1] } }

  /// The distance between neighbours along a run.
  func stride(of run: Int) -> Int { runs[(run + 1)...].reduce(1, *) }

  /// Visits all elements in order, by stretches along the last run: where a stretch starts, how long it is, the sum
  /// that its first element belongs to, and whether the other elements belong to the sums that follow.
  func forEachStretch(_ body: (_ start: Int, _ count: Int, _ sum: Int, _ advances: Bool) -> Void) {
    let length = runs.last ?? 1
    let advances = runs.isEmpty ? false : !reduces(runs.count - 1)
    for stretch in 0..<runs.dropLast().reduce(1, *) {
      var (rest, sum, weight) = (stretch, 0, advances ? length : 1)
      for run in runs.indices.dropLast().reversed() {
        let place = rest % runs[run]
        rest /= runs[run]
        if !reduces(run) {
          sum += place * weight
          weight *= runs[run]
        }
      }
      body(stretch * length, length, sum, advances)
    }
  }
}
