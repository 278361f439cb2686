import Conformance
import Textbook

extension Evidence {
  /// Whether the slots that the port gave, if it gave any, are those of a reply but for rounding, which sums may have
  /// enlarged: of what is not seen in the weights, only what is clearly something else counts.
  func hasSlots(of reply: PortReply, _ floors: Floors) -> Bool {
    guard !witnessed.isKeras, case .observation(let model) = reply, let known = model.state,
      case .values(_, let state?) = witnessed.answer
    else { return true }
    let bound = max(Self.leastSlotDifference, 100 * floors.floor(self))
    return state.slots.allSatisfy { slot, tensors in
      guard let expected = known.slots[slot], expected.count == tensors.count else { return true }
      return zip(tensors, expected).allSatisfy { actual, expected in
        guard let actual, let expected else { return true }
        let largest = expected.values.reduce(0) { max($0, $1.isFinite ? abs($1) : 0) }
        // So little is lost where subnormals count as zero, a few times.
        let least = 8 * expected.dtype.flushedBelow
        return largest == 0
          || zip(actual.values, expected.values).allSatisfy { a, b in
            // Whether something is infinite or NaN can depend on a rounding.
            !a.isFinite || !b.isFinite || abs(a - b) <= max(bound * largest, least)
          }
      }
    }
  }

  private static let leastSlotDifference = 1e-3
}
