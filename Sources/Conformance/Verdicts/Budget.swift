/// How far from the expected bits a value may be.
///
/// The suite asks for equal bits. A budget is for arithmetic that cannot have them, because it fuses a
/// multiplication with an addition, or keeps subnormals: what conforms within a budget is said to do so.
public struct Budget: Hashable, Sendable {
  /// How far the values of one quantity may be.
  public struct Allowance: Hashable, Sendable {
    /// The number of representable values between the two.
    public var ulps: UInt64
    /// The magnitude below which elements are as coarse as there; 0 for none.
    public var atLeast: Double

    public init(ulps: UInt64, atLeast: Double = 0) {
      self.ulps = ulps
      self.atLeast = atLeast
    }
  }

  /// The name, which reports repeat.
  public var name: String
  /// What the budget is for: a sentence.
  public var about: String
  /// What is allowed: by type, and by quantity. A quantity is looked up as itself, then as what holds it, and so on;
  /// what is not found is compared bit for bit.
  public var allowances: [DType: [ComparedQuantity: Allowance]]

  public init(name: String, about: String, allowances: [DType: [ComparedQuantity: Allowance]]) {
    self.name = name
    self.about = about
    self.allowances = allowances
  }

  /// No allowance at all.
  public static let bits = Budget(name: "bits", about: "Bit for bit.", allowances: [:])

  /// Whether there is no allowance at all.
  public var isExact: Bool { allowances.values.allSatisfy(\.isEmpty) }

  /// How far the elements of a quantity may be; nil if they must be equal.
  func allowance(for quantity: ComparedQuantity, of dtype: DType) -> Allowance? {
    guard let allowances = allowances[dtype] else { return nil }
    return sequence(first: quantity, next: \.parent).lazy.compactMap { allowances[$0] }.first
  }
}

extension DType {
  /// Whether an element may stand for another.
  func allows(_ actual: UInt64, for expected: UInt64, within allowance: Budget.Allowance?) -> Bool {
    if matches(actual, expected) { return true }
    guard let allowance, let ulps = ulps(from: expected, to: actual) else { return false }
    if ulps <= allowance.ulps { return true }
    let distance = (value(ofBits: actual) - value(ofBits: expected)).magnitude
    return distance <= Double(allowance.ulps) * spacing(at: allowance.atLeast)
  }

  /// The distance from a positive number to the next one; 0 for 0.
  private func spacing(at value: Double) -> Double {
    guard value > 0 else { return 0 }
    let bits = bits(nearestTo: value)
    return self.value(ofBits: bits + 1) - self.value(ofBits: bits)
  }
}
