import Foundation
import KerasOptimizers
import OptimizerFiles

/// The root of the package, two folders above this file's.
let packageRoot = #filePath.split(separator: "/", omittingEmptySubsequences: false)
  .dropLast(3).joined(separator: "/")

/// What a Keras wrote, by the name of the optimizer.
func fixture(_ keras: String) throws -> Data {
  try Data(
    contentsOf: URL(fileURLWithPath: packageRoot + "/Tests/OptimizerFilesTests/Fixtures/\(keras).json"))
}

let fixtures = [
  "keras-3.0.0-tensorflow", "keras-3.6.0-tensorflow", "keras-3.14.0-tensorflow", "keras-3.15.1-tensorflow",
  "keras-3.15.1-torch",
]

/// Variables of two dtypes and an optimizer with every kind of slot, after three calls of `apply`.
func trained() throws -> (variables: [Variable], optimizer: AdamW) {
  let variables = [
    Variable([0.5, -0.25, 1] as [Float], name: "dense/bias"),
    Variable([0.5, -0.25, 1, 2, -3, 0.125] as [Double], shape: [2, 3], name: "dense/kernel"),
  ]
  let optimizer = try AdamW(
    learningRate: 0.1, amsgrad: true, useEMA: true, gradientAccumulationSteps: 2)
  optimizer.build(variables)
  for size in 1...3 {
    let size = Double(size) * 0.1
    try optimizer.apply([
      Gradient([size, -size, 0.3].map(Float.init)), Gradient([size, 1, 2, -size, 0, 4]),
    ])
  }
  return (variables, optimizer)
}

/// A new optimizer of the same configuration, built on copies of the variables.
func fresh(like trained: (variables: [Variable], optimizer: AdamW)) throws -> any Optimizer {
  let optimizer = try trained.optimizer.configuration.makeOptimizer()
  optimizer.build(
    trained.variables.map { Variable(zerosOf: $0.shape, dtype: $0.dtype, name: $0.name) })
  return optimizer
}
