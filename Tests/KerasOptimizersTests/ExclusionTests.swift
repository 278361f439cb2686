import KerasOptimizers
import OptimizerKernels
import Testing

@Suite struct ExclusionTests {
  /// Which of the named variables one update decays, seen by what a step without a gradient's effect leaves.
  private func decayed(_ names: [String], _ exclude: (AdamW, [Variable]) throws -> Void) throws -> [String] {
    let variables = names.map { Variable([1, 2] as [Float], name: $0) }
    let optimizer = try AdamW(learningRate: 0.5, weightDecay: 0.5)
    try exclude(optimizer, variables)
    return try decayed(optimizer, variables)
  }

  /// A gradient of zero moves a weight by the decay alone.
  private func decayed(_ optimizer: AdamW, _ variables: [Variable]) throws -> [String] {
    let before = variables.map(\.bits)
    try optimizer.apply(variables.map { _ in Gradient([0, 0] as [Float]) }, to: variables)
    return zip(variables, before).filter { $0.bits != $1 }.map(\.0.name)
  }

  private let names = ["dense/kernel", "dense/bias", "norm/gamma", "bias_like"]

  @Test func withoutExclusionsAllAreDecayed() throws {
    #expect(try decayed(names) { _, _ in } == names)
    #expect(try decayed(names) { optimizer, _ in try optimizer.excludeFromWeightDecay() } == names)
  }

  @Test func variablesAreExcludedByIdentity() throws {
    let rest = try decayed(names) { optimizer, variables in
      let namesake = Variable([1, 2] as [Float], name: names[0])
      try optimizer.excludeFromWeightDecay(variables: [variables[2], variables[1], namesake])
    }
    #expect(rest == ["dense/kernel", "bias_like"])
  }

  /// Swift's own word boundaries are Unicode's, which join `layer.bias` to one word.
  @Test(arguments: [
    (#"\bbias"#, "layer.bias", true), (#"\bbias"#, "a'bias", true), (#"\bbias"#, "a:bias", true),
    (#"\bkernel\b"#, "block.kernel.v", true), (#"\b2"#, "v1.2", true), (#"bias\B"#, "bias.x", false),
    (#"\bbias"#, "my_bias", false), (#"bias\B"#, "biases", true),
  ])
  func wordsEndWherePythonSaysThatTheyEnd(pattern: String, name: String, isExcluded: Bool) throws {
    let rest = try decayed([name]) { optimizer, _ in try optimizer.excludeFromWeightDecay(names: [pattern]) }
    #expect(rest.isEmpty == isExcluded)
  }

  /// A whole report of what Swift's own expressions took otherwise.
  @Test(arguments: [
    ("(?<!out/)bias", ["out/bias"], ["enc/bias"]), (#"/\142ias"#, ["enc/kernel"], ["enc/bias"]),
    (#"(?a)caf\w:"#, ["caf\u{E9}"], ["cafe"]), (#"(?u)caf\w:"#, [], ["caf\u{E9}", "cafe"]),
    ("[]a]/", ["b/"], ["a/", "]/"]), ("^dense/.u:0$", ["dense/u"], ["dense/\u{308}u"]),
    (#"\d:"#, ["a"], ["a1", "a\u{663}"]), ("(?P<of>.)/(?P=of)", ["a/b"], ["a/a"]),
  ])
  func patternsMeanWhatTheyMeanToPython(pattern: String, rest: [String], excluded: [String]) throws {
    let decayed = try decayed(rest + excluded) { optimizer, _ in
      try optimizer.excludeFromWeightDecay(names: [pattern])
    }
    #expect(decayed.map { Array($0.unicodeScalars) } == rest.map { Array($0.unicodeScalars) })
  }

  @Test(arguments: [
    (["(?i)GAMMA", "BIAS"], ["dense/kernel"]), (["(ker)", #"^(\w+)/bias"#], ["norm/gamma", "bias_like"]),
    (["(?P<a>gamma)", "(?P<a>gamma)"], ["dense/kernel", "dense/bias", "bias_like"]),
    (["(gamma", "like)"], ["dense/kernel", "dense/bias"]),
  ])
  func namesAreOneExpressionAsInKeras(patterns: [String], rest: [String]) throws {
    #expect(
      try decayed(names) { optimizer, _ in try optimizer.excludeFromWeightDecay(names: patterns) } == rest)
  }

  @Test func anExpressionThatIsNoneIsNamedWithWhatIsWrongAndWhere() throws {
    let optimizer = try AdamW()
    for (names, sentence) in [
      (
        ["(?<!a+)b"],
        "'(?<!a+)b' is not a regular expression of Python's: look-behind requires fixed-width pattern."
      ),
      ([#"\p{L}"#], #"'\p{L}' is not a regular expression of Python's: bad escape \p at position 0."#),
      (
        ["a", "(?i)b"],
        "'a|(?i)b' is not a regular expression of Python's: global flags not at the start of the expression at "
          + "position 2."
      ),
    ] {
      #expect { try optimizer.excludeFromWeightDecay(names: names) } throws: {
        ($0 as? OptimizerError)
          == OptimizerError(category: .invalidArgument, argument: "var_names", message: sentence)
      }
    }
  }

  /// Building throws nothing, so a step does.
  @Test(arguments: [true, false]) func aSearchWithoutEndRefusesEachStepUntilTheExclusionIsAnother(
    isBuilt: Bool
  ) throws {
    let variable = Variable([1, 2] as [Float], name: String(repeating: "a", count: 60))
    let optimizer = try AdamW(learningRate: 0.5, weightDecay: 0.5)
    try optimizer.excludeFromWeightDecay(names: ["(a*)*b"])
    if isBuilt { optimizer.build([variable]) }
    for _ in 0..<2 {
      #expect { try optimizer.apply([Gradient([0, 0] as [Float])], to: [variable]) } throws: {
        "\($0)"
          == "var_names: The search for '(a*)*b' in '\(variable.name):0' takes more than 10000000 steps."
      }
    }
    #expect(optimizer.applyCount == 0)
    #expect(optimizer.isBuilt == isBuilt)
    #expect(variable.values() as [Float] == [1, 2])
    try optimizer.excludeFromWeightDecay(names: ["b"])
    #expect(try decayed(optimizer, [variable]) == [variable.name])
  }

  @Test func aSearchWithoutEndAfterBuildingChangesNothing() throws {
    let variable = Variable([1, 2] as [Float], name: String(repeating: "a", count: 60))
    let optimizer = try AdamW(learningRate: 0.5, weightDecay: 0.5)
    optimizer.build([variable])
    try optimizer.excludeFromWeightDecay(names: ["a"])
    expectRefusal(.invalidArgument, "var_names") {
      try optimizer.excludeFromWeightDecay(names: ["(a*)*b"])
    }
    #expect(try decayed(optimizer, [variable]).isEmpty)
  }

  @Test func withoutDecayNothingIsSearched() throws {
    let variable = Variable([1, 2] as [Float], name: String(repeating: "a", count: 60))
    let optimizer = try Adam(learningRate: 0.5)
    try optimizer.excludeFromWeightDecay(names: ["(a*)*b"])
    try optimizer.apply([Gradient([0, 0] as [Float])], to: [variable])
    #expect(optimizer.applyCount == 1)
  }

  @Test func anExcludedVariableThatIsGoneExcludesNoOther() throws {
    let optimizer = try AdamW(learningRate: 0.5, weightDecay: 0.5)
    try optimizer.excludeFromWeightDecay(variables: (0..<100).map { _ in Variable([1, 2] as [Float]) })
    let variables = (0..<100).map { _ in Variable([1, 2] as [Float]) }
    #expect(try decayed(optimizer, variables).count == 100)
  }

  @Test(arguments: [
    ("bias", ["dense/kernel", "norm/gamma"]),
    ("^bias", ["dense/kernel", "dense/bias", "norm/gamma"]),
    ("bias:0$", ["dense/kernel", "norm/gamma", "bias_like"]),
    ("bias$", ["dense/kernel", "dense/bias", "norm/gamma", "bias_like"]),
    (":0", []),
    ("", []),
    ("kernel|gamma", ["dense/bias", "bias_like"]),
    ("^(dense|norm)/", ["bias_like"]),
    ("dense.kernel", ["dense/bias", "norm/gamma", "bias_like"]),
    ("BIAS", ["dense/kernel", "dense/bias", "norm/gamma", "bias_like"]),
    ("(?i)BIAS", ["dense/kernel", "norm/gamma"]),
    (#"[^/]\w+_\w+:\d"#, ["dense/kernel", "dense/bias", "norm/gamma"]),
  ])
  func namesAreSearchedWithTensorFlowsSuffix(pattern: String, rest: [String]) throws {
    #expect(
      try decayed(names) { optimizer, _ in try optimizer.excludeFromWeightDecay(names: [pattern]) } == rest)
  }

  @Test func variablesAndNamesAddUp() throws {
    let rest = try decayed(names) { optimizer, variables in
      try optimizer.excludeFromWeightDecay(variables: [variables[0]], names: ["gamma", "like"])
    }
    #expect(rest == ["dense/bias"])
  }

  @Test func aLaterCallReplacesAnEarlierOne() throws {
    let rest = try decayed(names) { optimizer, variables in
      try optimizer.excludeFromWeightDecay(variables: [variables[0]], names: ["bias"])
      try optimizer.excludeFromWeightDecay(names: ["gamma"])
    }
    #expect(rest == ["dense/kernel", "dense/bias", "bias_like"])
  }

  @Test func exclusionsAfterBuildingCountToo() throws {
    let variables = names.map { Variable([1, 2] as [Float], name: $0) }
    let optimizer = try AdamW(learningRate: 0.5, weightDecay: 0.5)
    optimizer.build(variables)
    try optimizer.excludeFromWeightDecay(names: ["bias"])
    #expect(try decayed(optimizer, variables) == ["dense/kernel", "norm/gamma"])
    try optimizer.excludeFromWeightDecay()
    #expect(try decayed(optimizer, variables) == names)
  }

  @Test func aPatternThatIsNoneChangesNothing() throws {
    let rest = try decayed(names) { optimizer, _ in
      try optimizer.excludeFromWeightDecay(names: ["gamma"])
      for pattern in ["(", "[a", "*"] {
        expectRefusal(.invalidArgument, "var_names") {
          try optimizer.excludeFromWeightDecay(names: ["bias", pattern])
        }
      }
    }
    #expect(rest == ["dense/kernel", "dense/bias", "bias_like"])
  }

  @Test func unicodeNamesAreSearchedByScalars() throws {
    let composed = "caf\u{E9}"
    let rest = try decayed([composed, "cafe\u{301}", "cafe"]) { optimizer, _ in
      try optimizer.excludeFromWeightDecay(names: ["^caf.:0$"])
    }
    #expect(rest.map { Array($0.unicodeScalars) } == [Array("cafe\u{301}".unicodeScalars)])
  }

  /// A step goes by what was excluded when it was planned, even if a callable changes that while it is asked.
  @Test func aCallableThatChangesTheExclusionsDoesNotChangeTheStep() throws {
    let (kept, decayed) = (Variable([1, 2] as [Float]), Variable([1, 2] as [Float]))
    var change: () -> Void = {}
    let rate = LearningRate.callable {
      change()
      return 0.5
    }
    let optimizer = try AdamW(learningRate: rate, weightDecay: 0.25, epsilon: 1)
    try optimizer.excludeFromWeightDecay(variables: [kept])
    change = { try? optimizer.excludeFromWeightDecay() }
    let gradients = [kept, decayed].map { _ in Gradient([0, 0] as [Float]) }
    try optimizer.apply(gradients, to: [kept, decayed])
    #expect(kept.values() as [Float] == [1, 2])
    #expect(decayed.values() as [Float] == [0.875, 1.75])
    try optimizer.apply(gradients, to: [kept, decayed])
    #expect(kept.values() as [Float] == [0.875, 1.75])
  }
}
