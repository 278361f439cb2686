import Conformance

extension Drawing {
  /// Takes each step on two replicas.
  mutating func replicate(_ testCase: inout Case) {
    guard testCase.suitsReplicas else { return }
    for (index, event) in testCase.script.enumerated() {
      guard case .apply(let first) = event else { continue }
      let second = testCase.variables.map { variable in
        Gradient.dense(tensor(variable.dtype, count: variable.count, below: magnitude()))
      }
      testCase.script[index] = .applyReplicas([first, second])
    }
  }

  /// Goes on from files at some places of the script.
  mutating func checkpoint(_ testCase: inout Case) {
    guard testCase.suitsCheckpoints else { return }
    let count = random.integer(1...2)
    for _ in 0..<count {
      testCase.script.insert(.checkpoint, at: random.integer(0...testCase.script.count))
    }
  }
}
