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

    /// An allowance.
    public init(ulps: UInt64, atLeast: Double = 0) {
      self.ulps = ulps
      self.atLeast = atLeast
    }
  }

  /// The name, which reports repeat.
  public var name: String
  /// What the budget is for: a sentence.
  public var about: String
  /// What is allowed: by type, and by quantity. `state.momentum` is looked up as that, then as `state`, then as
  /// `*`; what is not found is compared bit for bit.
  public var allowances: [DType: [String: Allowance]]

  /// A budget.
  public init(name: String, about: String, allowances: [DType: [String: Allowance]]) {
    self.name = name
    self.about = about
    self.allowances = allowances
  }

  /// No allowance at all.
  public static let bits = Budget(name: "bits", about: "Bit for bit.", allowances: [:])

  /// Whether there is no allowance at all.
  public var isExact: Bool { allowances.isEmpty }

  /// Whether an element may stand for another.
  func allows(_ actual: UInt64, for expected: UInt64, of dtype: DType, in quantity: String) -> Bool {
    if dtype.matches(actual, expected) { return true }
    guard let allowance = allowance(for: quantity, of: dtype),
      let ulps = dtype.ulps(from: expected, to: actual)
    else { return false }
    if ulps <= allowance.ulps { return true }
    let distance = (dtype.value(ofBits: actual) - dtype.value(ofBits: expected)).magnitude
    return distance <= Double(allowance.ulps) * dtype.spacing(at: allowance.atLeast)
  }

  private func allowance(for quantity: String, of dtype: DType) -> Allowance? {
    guard let allowances = allowances[dtype] else { return nil }
    var name = Substring(quantity)
    while true {
      if let allowance = allowances[String(name)] { return allowance }
      guard let end = name.lastIndex(of: ".") else { return allowances["*"] }
      name = name[..<end]
    }
  }
}

extension DType {
  /// The distance from a positive number to the next one; 0 for 0.
  fileprivate func spacing(at value: Double) -> Double {
    guard value > 0 else { return 0 }
    let bits = bits(nearestTo: value)
    return self.value(ofBits: bits + 1) - self.value(ofBits: bits)
  }
}
