import KerasOptimizers
import Testing

@Suite struct ConstraintTests {
  /// A constraint of one's own: nothing above a bound.
  private struct AtMost: Constraint {
    let bound: Float

    func check(_ variable: Variable) throws(OptimizerError) {
      guard variable.dtype == .float32 else {
        throw OptimizerError(category: .invalidArgument, argument: "bound", message: "It must be float32.")
      }
    }

    func project(_ variable: Variable) {
      variable.assign(variable.values().map { min($0, bound) })
    }
  }

  private func project(_ constraint: any Constraint, _ values: [Float], shape: [Int]) -> [Float] {
    let variable = Variable(values, shape: shape)
    constraint.project(variable)
    return variable.values()
  }

  @Test func aConstraintOfOnesOwnIsMet() throws {
    let variable = Variable([1, 2, 3] as [Float])
    variable.constraint = AtMost(bound: 1.5)
    try AdamW(learningRate: 0).apply([Gradient([1, 1, 1] as [Float])], to: [variable])
    #expect(variable.values() == [1, 1.5, 1.5] as [Float])
  }

  @Test func aConstraintMayRefuseItsVariable() throws {
    let variable = Variable([1, 2, 3] as [Double])
    variable.constraint = AtMost(bound: 1.5)
    let optimizer = try AdamW()
    optimizer.build([variable])
    let before = optimizer.snapshot([variable])
    expectRefusal(.invalidArgument, "bound") { try optimizer.apply([Gradient([1, 1, 1] as [Double])]) }
    #expect(optimizer.snapshot([variable]) == before)
  }

  @Test func itIsMetOnEveryCallByVariablesWithAGradient() throws {
    let optimizer = try AdamW(learningRate: 0.1, useEMA: true, gradientAccumulationSteps: 2)
    let variables = [Variable([3, 3] as [Float], name: "a"), Variable([3, 3] as [Float], name: "b")]
    for variable in variables { variable.constraint = AtMost(bound: 1) }
    optimizer.build(variables)
    try optimizer.apply([Gradient([1, 1] as [Float]), nil])
    #expect(variables.map { $0.values() } == [[1, 1], [3, 3]] as [[Float]])
    // The average has seen the weights before.
    #expect(optimizer.slot(.average, of: variables[0])?.values() == [3, 3] as [Float])
    try optimizer.finalizeVariableValues()
    #expect(variables[0].values() == [3, 3] as [Float])
  }

  @Test func anOverwrittenVariableIsNotConstrained() throws {
    let variable = Variable([0, 0] as [Float])
    variable.overwriteWithGradient = true
    variable.constraint = AtMost(bound: 1)
    try AdamW().apply([Gradient([5, 6] as [Float])], to: [variable])
    #expect(variable.values() == [5, 6] as [Float])
  }

  @Test func normsAreAlongTheAxes() {
    // Columns (3, 4) and (0, 0), rows (3, 0) and (4, 0).
    let values: [Float] = [3, 0, 4, 0]
    #expect(project(UnitNorm(), values, shape: [2, 2]).map { ($0 * 1000).rounded() } == [600, 0, 800, 0])
    #expect(
      project(UnitNorm(axes: [-1]), values, shape: [2, 2]).map { ($0 * 1000).rounded() } == [
        1000, 0, 1000, 0,
      ])
    #expect(
      project(MaxNorm(maxValue: 1, axes: nil), values, shape: [2, 2]).map { ($0 * 1000).rounded() } == [
        600, 0, 800, 0,
      ])
    #expect(project(MaxNorm(maxValue: 0), values, shape: [2, 2]) == [0, 0, 0, 0])
    #expect(project(MinMaxNorm(minValue: 10, maxValue: 10, axes: []), values, shape: [2, 2])[1] == 0)
  }

  @Test func negativeWeightsBecomeZero() {
    #expect(project(NonNeg(), [-1, 2, -.infinity, .infinity], shape: [4]) == [0, 2, 0, .infinity])
    #expect(project(NonNeg(), [.nan], shape: [])[0].isNaN)
    // Within whole packets zero itself is chosen; an element beyond keeps its sign.
    let zeros = project(NonNeg(), Array(repeating: -0.0, count: 9), shape: [9])
    #expect(zeros.map(\.sign) == Array(repeating: .plus, count: 8) + [.minus])
  }

  @Test func axesThatAreNotThereAreRefused() throws {
    let constraints: [any Constraint] = [
      MaxNorm(axes: [2]), UnitNorm(axes: [-3]), MinMaxNorm(axes: [0, 0]), MaxNorm(axes: [1, -1]),
    ]
    for constraint in constraints {
      let variable = Variable.sample(1, shape: [2, 2])
      variable.constraint = constraint
      let optimizer = try AdamW()
      expectRefusal(.invalidArgument, "axis") { try optimizer.apply([variable.gradient(1)], to: [variable]) }
      #expect(!optimizer.isBuilt)
    }
  }
}
