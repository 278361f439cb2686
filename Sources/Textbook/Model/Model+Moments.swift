import Conformance
import Dialects

/// Where the moments of a variable are (rule R-STATE-1).
extension Model {
  /// The variable of which the slots are used.
  func slotOwner(of i: Int, place: Int) -> Int {
    func first(_ condition: (Trained<Format>) -> Bool) -> Int { variables.firstIndex(where: condition) ?? i }
    let own = variables[i]
    var owner = i
    if makes(.stateByLastName) { owner = first { $0.name.lastPart == own.name.lastPart } }
    if makes(.stateByName) { owner = first { $0.name == own.name } }
    if makes(.stateByShape) { owner = first { $0.shape == own.shape && $0.format.dtype == own.format.dtype } }
    if makes(.stateByPlaceAmongPresent) { owner = place }
    if makes(.stateShared) { owner = 0 }
    let isFitting = variables[owner].count == own.count && variables[owner].format.dtype == own.format.dtype
    return isFitting && variables[owner].momentum != nil ? owner : i
  }

  /// Updates variables with the moments that they find: their own, or what lies in their place who has those of all
  /// variables behind one another in one array, and goes through it with the gradients that are there.
  func withMoments(of present: [Int], _ update: () -> Void) {
    let all = variables.indices.filter { variables[$0].momentum != nil }
    let areAlike = Set(all.map { variables[$0].format.dtype }).count == 1
    guard present.count < all.count, areAlike, makes(.momentsInOneArray) else { return update() }
    let slots: [WritableKeyPath<Trained<Format>, [N]?>] = [\.momentum, \.velocity, \.velocityHat]
    let before = slots.map { elements(of: $0, all) }
    for (slot, elements) in zip(slots, before) { deal(elements, to: slot, present) }
    update()
    for (slot, elements) in zip(slots, before) {
      let updated = self.elements(of: slot, present)
      deal(updated + elements.dropFirst(updated.count), to: slot, all)
    }
  }

  private func elements(of slot: KeyPath<Trained<Format>, [N]?>, _ owners: [Int]) -> [N] {
    owners.flatMap { variables[$0][keyPath: slot] ?? [] }
  }

  private func deal(_ elements: [N], to slot: WritableKeyPath<Trained<Format>, [N]?>, _ owners: [Int]) {
    var rest = elements[...]
    for i in owners where variables[i][keyPath: slot] != nil {
      variables[i][keyPath: slot] = Array(rest.prefix(variables[i].count))
      rest = rest.dropFirst(variables[i].count)
    }
  }
}

extension String {
  fileprivate var lastPart: Substring { split(separator: "/").last ?? self[...] }
}
