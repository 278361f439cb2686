import Testing

@testable import OptimizerKernels

/// Which axes are taken together decides in which order elements are added (rule R-SUM-AXIS-1).
@Suite struct AxisReductionTests {
  private struct Example: CustomTestStringConvertible {
    let shape: [Int]
    let axes: [Int]
    let runs: [Int]
    let reducesFirst: Bool

    var testDescription: String { "\(shape) along \(axes)" }
  }

  private static let examples = [
    Example(shape: [3, 4], axes: [0], runs: [3, 4], reducesFirst: true),
    Example(shape: [3, 4], axes: [1], runs: [3, 4], reducesFirst: false),
    Example(shape: [2, 3, 4, 5], axes: [2, 3], runs: [6, 20], reducesFirst: false),
    Example(shape: [2, 3, 4, 5], axes: [0, 3], runs: [2, 12, 5], reducesFirst: true),
    // An axis of one element is neither kept nor reduced, and keeps no neighbours apart.
    Example(shape: [3, 1, 4], axes: [0, 2], runs: [12], reducesFirst: true),
    Example(shape: [3, 1, 4], axes: [1], runs: [12], reducesFirst: false),
    Example(shape: [1, 5, 1, 2, 3, 1], axes: [0, 1], runs: [5, 6], reducesFirst: true),
    Example(shape: [1, 1], axes: [0], runs: [], reducesFirst: true),
    Example(shape: [], axes: [], runs: [], reducesFirst: true),
  ]

  @Test(arguments: examples)
  private func axesAreTakenTogether(_ example: Example) {
    let reduction = AxisReduction(shape: example.shape, axes: example.axes)
    #expect(reduction.runs == example.runs)
    #expect(reduction.reducesFirst == example.reducesFirst)
  }
}
