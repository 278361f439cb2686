import Conformance
import Dialects
import Textbook

extension Search {
  /// How many times farther than the port's rounding each mistake would be that it does not make: where it shows best.
  private func factors() -> [Mistake: Double] {
    var factors: [Mistake: Double] = [:]
    for (place, candidates) in further {
      let floor = floors.floor(evidence[place])
      for (mistake, distance) in candidates where mistake.description.kind == .rule {
        factors[mistake] = max(factors[mistake] ?? 0, distance / floor)
      }
    }
    return factors
  }

  /// The mistake that is nearest to a port that makes none, of those that its rounding does not hide.
  func nearest() -> Diagnosis.Nearest? {
    factors().filter { $0.value > Floors.tolerance }.min { $0.value < $1.value }
      .map { Diagnosis.Nearest(mistake: $0.key, times: $0.value) }
  }

  /// The mistakes that change something in the cases that were tried, but nowhere more than the port's rounding.
  func undecided() -> [Mistake] {
    var largest: [Mistake: Double] = [:]
    for (place, candidates) in further {
      for (mistake, distance) in candidates where mistake.description.kind == .rule {
        let change = abs(distance - distances[place])
        largest[mistake] = max(largest[mistake] ?? 0, change / evidence[place].grain)
      }
    }
    let factors = factors()
    return largest.filter { $0.value > 1 && (factors[$0.key] ?? 0) <= Floors.tolerance }.map(\.key)
      .sorted { $0.rawValue < $1.rawValue }
  }
}
