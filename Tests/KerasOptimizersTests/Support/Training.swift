import KerasOptimizers
import Testing

/// Numbers that every dtype holds, different for each seed.
func numbers(_ seed: Int, count: Int) -> [Double] {
  (0..<count).map { Double((($0 + 1) * 37 + seed * 23) % 61 - 30) / 32 }
}

extension Variable {
  /// A variable with numbers that every dtype holds.
  static func sample(
    _ seed: Int = 0, shape: [Int] = [3], dtype: DType = .float32, name: String = "variable"
  ) -> Variable {
    let variable = Variable(zerosOf: shape, dtype: dtype, name: name)
    for (index, number) in numbers(seed, count: variable.count).enumerated() {
      variable.block.store(number, at: index)
    }
    return variable
  }

  /// A gradient for this variable with numbers that every dtype holds.
  func gradient(_ seed: Int, dtype: DType? = nil) -> Gradient {
    let values = Variable.sample(seed, shape: shape, dtype: dtype ?? self.dtype)
    return Gradient(copying: UnsafeRawBufferPointer(values.bytes), dtype: values.dtype, shape: shape)
  }

  var bits: [UInt8] { Array(bytes) }
}

extension Adam {
  /// Applies made-up gradients to all variables.
  func train(_ variables: [Variable], steps: Int, from first: Int = 0) throws {
    for step in first..<first + steps {
      try apply(variables.enumerated().map { $1.gradient(10 * step + $0 + 1) }, to: variables)
    }
  }

  /// Everything that a step can change, to the bit.
  func snapshot(_ variables: [Variable]) -> Snapshot {
    Snapshot(
      weights: variables.map(\.bits),
      slots: variables.map { variable in Slot.allCases.map { slot($0, of: variable)?.bits } },
      applyCount: applyCount,
      isBuilt: isBuilt,
      rate: learningRateIsVariable ? learningRate.bitPattern : nil)
  }
}

struct Snapshot: Equatable {
  let weights: [[UInt8]]
  let slots: [[[UInt8]?]]
  let applyCount: Int
  let isBuilt: Bool
  let rate: UInt32?
}

/// Expects an error with a category, an argument and a sentence.
func expectRefusal(
  _ category: OptimizerError.Category, _ argument: String, sourceLocation: SourceLocation = #_sourceLocation,
  _ body: () throws -> Void
) {
  let error = #expect(throws: OptimizerError.self, sourceLocation: sourceLocation, performing: body)
  #expect(error?.category == category, sourceLocation: sourceLocation)
  #expect(error?.argument == argument, sourceLocation: sourceLocation)
  #expect(error?.message.hasSuffix(".") != false, sourceLocation: sourceLocation)
}
