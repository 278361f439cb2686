import Glibc
import KerasOptimizers

// Prints, for each configuration, size and entry, how many allocations of how many bytes a step makes.

/// A counter of the library that was loaded before the C library.
func counter(_ name: String) -> () -> UInt64 {
  guard let symbol = dlsym(nil, name) else {
    fatalError("\(name) is missing: run scripts/check/allocations.py.")
  }
  return unsafeBitCast(symbol, to: (@convention(c) () -> UInt64).self)
}

let calls = counter("allocation_calls")
let bytes = counter("allocation_bytes")

let configurations: [(String, () throws -> AdamW)] = [
  ("plain", { try AdamW() }),
  ("amsgrad", { try AdamW(amsgrad: true) }),
  ("clipnorm", { try AdamW(clipNorm: 0.1) }),
  ("global_clipnorm", { try AdamW(globalClipNorm: 0.1) }),
  ("clipvalue", { try AdamW(clipValue: 0.1) }),
  ("accumulation", { try AdamW(gradientAccumulationSteps: 2) }),
  ("ema", { try AdamW(useEMA: true, emaOverwriteFrequency: 3) }),
  ("loss scale", { try AdamW(lossScaleFactor: 128) }),
  (
    "schedule, all",
    {
      try AdamW(
        learningRate: .schedule(CosineDecay(initialLearningRate: 0.1, decaySteps: 100)), amsgrad: true,
        globalClipNorm: 0.1, useEMA: true, emaOverwriteFrequency: 3, lossScaleFactor: 128,
        gradientAccumulationSteps: 2)
    }
  ),
]

/// Measures steps after some that make the state and the room for intermediate values.
func measure(_ name: String, _ entry: String, _ count: Int, _ size: Int, _ step: () throws -> Void) rethrows {
  let steps: UInt64 = 6
  for _ in 0..<steps { try step() }
  let before = (calls(), bytes())
  for _ in 0..<steps { try step() }
  let after = (calls(), bytes())
  print(
    name, entry, count, size, Double(after.0 - before.0) / 6, Double(after.1 - before.1) / 6, separator: "\t")
}

for (count, size) in [(3, 10), (3, 1_000_000), (100, 10), (100, 10_000)] {
  for (name, make) in configurations {
    do {
      let variables = (0..<count).map { Variable([Float](repeating: 1, count: size), name: "v\($0)") }
      let gradients: [Gradient?] = variables.map { _ in Gradient([Float](repeating: 0.5, count: size)) }
      let optimizer = try make()
      optimizer.build(variables)
      try measure(name, "apply(_:)", count, size) { try optimizer.apply(gradients) }
      try measure(name, "apply(_:to:)", count, size) { try optimizer.apply(gradients, to: variables) }
    }
    var parameters = [Float](repeating: 1, count: count * size)
    let gradients = [Float](repeating: 0.5, count: count * size)
    let optimizer = try make()
    optimizer.build(shapes: [[Int]](repeating: [size], count: count))
    try measure(name, "spans", count, size) {
      var span = parameters.mutableSpan
      try optimizer.apply(gradients.span, to: &span)
    }
  }
}
