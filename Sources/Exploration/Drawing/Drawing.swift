import Conformance

/// One case on its way: each part is drawn with what was drawn before it in view.
///
/// `testCase(id:)` has the parts in the order of drawing; each has a file of its own. The choices can be repeated
/// in any language, see ``Randomness``, if they are made in the order in which they stand here. One behind a
/// feature that the ports lack is not made at all.
struct Drawing {
  var random: Randomness
  let capabilities: Capabilities

  init(_ random: Randomness, _ capabilities: Capabilities) {
    self.random = random
    self.capabilities = capabilities
  }

  mutating func testCase(id: String) -> Case {
    var testCase = Case(id: id, variables: variables(), script: [])
    testCase.arguments = arguments()
    if has(.excludeFromWeightDecay), random.chance(percent: 25) { exclude(from: &testCase) }
    if has(.optimizer("Adam")), random.chance(percent: 8) { takeAdam(in: &testCase) }
    testCase.script = script(for: testCase)
    if random.chance(percent: 15) { constrain(&testCase) }
    if has(.overwriteWithGradient), random.chance(percent: 12) { overwrite(&testCase) }
    if has(.sparseGradients), random.chance(percent: 20) { makeSparse(&testCase) }
    if has(.lossScaleOptimizer), random.chance(percent: 12) { scaleLoss(in: &testCase) }
    if has(.initialState), random.chance(percent: 20) { testCase.initialState = state(for: testCase) }
    if has(.replicas), random.chance(percent: 5) { replicate(&testCase) }
    if has(.checkpoint), random.chance(percent: 12) { checkpoint(&testCase) }
    if has(.errors), random.chance(percent: 3) { spoil(&testCase) }
    return testCase
  }

  func has(_ feature: Feature) -> Bool { capabilities.has(feature) }
}
