import Conformance
import Dialects

/// Arrays that are not copied where they should be: who changes one changes the other.
extension Model {
  /// Averages that are the arrays of weights follow every change of them (rules R-EMA-2, R-EMA-4, R-EMA-5).
  func followWeights() {
    for i in variables.indices where variables[i].sharesAverage { variables[i].average = variables[i].weight }
  }

  /// Whether momentum and velocity are one array, as they are not in Keras (rule R-STATE-1).
  func momentsAreOneArray(of i: Int) -> Bool {
    guard variables[i].restored.isDisjoint(with: [.momentum, .velocity]) else { return false }
    return makes(.momentsShareArray) || makes(.slotsShareArray)
  }

  /// Whether the largest velocity is in that array too, where nothing larger can stay.
  func largestIsVelocity(of i: Int) -> Bool {
    !variables[i].restored.contains(.velocityHat) && makes(.slotsShareArray)
  }

  /// What was written to a slot is in all slots of the variable, for somebody who gave them one array of zeros.
  func shareSlots(of i: Int, _ written: State.Slot) {
    func isShared(_ slot: State.Slot) -> Bool { !variables[i].restored.contains(slot) }
    guard isShared(written), variables[i].momentum != nil, makes(.slotsShareArray) else { return }
    let elements: [N]? =
      switch written {
      case .average: variables[i].average
      case .gradientAccumulator: variables[i].accumulators.first
      case .momentum, .velocity, .velocityHat: variables[i].velocity
      }
    guard let elements else { return }
    if isShared(.momentum) { variables[i].momentum = elements }
    if isShared(.velocity) { variables[i].velocity = elements }
    if isShared(.velocityHat), variables[i].velocityHat != nil { variables[i].velocityHat = elements }
    if isShared(.average), variables[i].average != nil { variables[i].average = elements }
    if isShared(.gradientAccumulator), !variables[i].accumulators.isEmpty {
      variables[i].accumulators[0] = elements
    }
  }

  /// What was accumulated for a variable is accumulated for all of its shape, for somebody who gave them one array.
  func shareAccumulator(of i: Int, _ replica: Int) {
    shareSlots(of: i, .gradientAccumulator)
    let own = variables[i]
    let alike = variables.indices.filter {
      $0 != i && variables[$0].shape == own.shape && variables[$0].format.dtype == own.format.dtype
    }
    guard !alike.isEmpty, own.restored.isEmpty, makes(.accumulatorsShareArray) else { return }
    for other in alike { variables[other].accumulators[replica] = own.accumulators[replica] }
  }
}
