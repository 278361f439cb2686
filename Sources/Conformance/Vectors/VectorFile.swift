/// One file of vectors.
public struct VectorFile: Sendable {
  /// The format that this version of the package reads.
  public static let format = "adamw-vectors/1"

  /// The file's name, such as `core-float32.json`.
  public let name: String
  /// What the file is for: a sentence.
  public let about: String
  /// Where the expectations come from.
  public let provenance: JSONValue
  /// Each power of a beta that the file's cases use, for step numbers from 1 on, as the reference's C library
  /// computes it; by type, and by the beta as it is written in the arguments.
  public let powers: [DType: [String: Tensor]]
  /// The cases, whole.
  public let cases: [Case]

  package init(
    name: String, about: String, provenance: JSONValue, powers: [DType: [String: Tensor]], cases: [Case]
  ) {
    self.name = name
    self.about = about
    self.provenance = provenance
    self.powers = powers
    self.cases = cases
  }

  /// The number of steps that the cases keep.
  package var stepCount: Int {
    cases.reduce(0) { sum, testCase in
      if case .values(let values) = testCase.expectation { sum + values.steps.count } else { sum }
    }
  }
}
