import Conformance

/// Distances over steps as bars, whose height is the logarithm of the distance.
struct DriftPicture {
  /// The number of bars beyond which neighbours are drawn as one.
  private static let barLimit = 160
  /// The width and the height of a bar's place in the units of the picture.
  private static let (width, height) = (10, 100)

  /// The power of two of a distance at the top.
  let top: Int

  /// The picture for distances of elements with so many bits.
  init(bits: Int) { top = bits }

  /// The picture of one case, or of many: the farther bars first, so that the nearer ones stand before them.
  func svg(_ series: [(style: String, drift: [UInt64?])]) -> String {
    let columns = series.map { Self.thinned($0.drift).count }.max() ?? 0
    let paths = series.map { style, drift in
      var (bars, missing) = ("", "")
      for (column, distance) in Self.thinned(drift).enumerated() where distance != 0 {
        let x = Self.width * column + Self.width / 2
        if let distance {
          bars += "M\(x) \(Self.height)V\(Self.height - height(of: distance))"
        } else {
          missing += "M\(x) \(Self.height)V0"
        }
      }
      return (bars.isEmpty ? "" : #"<path class="\#(style)" d="\#(bars)"/>"#)
        + (missing.isEmpty ? "" : #"<path class="n" d="\#(missing)"/>"#)
    }
    let box = "0 0 \(Self.width * columns) \(Self.height)"
    return #"<svg viewBox="\#(box)" preserveAspectRatio="none" aria-hidden="true">\#(paths.joined())</svg>"#
  }

  private func height(of distance: UInt64) -> Int {
    let magnitude = 64 - distance.leadingZeroBitCount
    return max(2, Self.height * magnitude / top)
  }

  /// The distances, the farthest of several neighbours where there are too many.
  private static func thinned(_ drift: [UInt64?]) -> [UInt64?] {
    let size = (drift.count + barLimit - 1) / barLimit
    if size <= 1 { return drift }
    return stride(from: 0, to: drift.count, by: size).map { start in
      drift[start..<min(start + size, drift.count)].reduce(UInt64?(0)) { farthest, distance in
        farthest.flatMap { farthest in distance.map { max(farthest, $0) } }
      }
    }
  }
}

extension Int {
  /// The power of two with this exponent, as it is written.
  var powerOfTwo: String {
    let digits = ["⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹"]
    return self == 0 ? "1" : "2" + description.compactMap(\.wholeNumberValue).map { digits[$0] }.joined()
  }
}
