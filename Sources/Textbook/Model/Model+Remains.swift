import Conformance
import Dialects

extension Model {
  /// What a case leaves behind in memory.
  struct Remains: Sendable {
    let raw: Int
    let shapes: [[Int]]
    let dtypes: [DType]
    let momentum: [[N]?]
    let velocity: [[N]?]
  }

  var remains: Remains {
    Remains(
      raw: raw, shapes: variables.map(\.shape), dtypes: variables.map(\.format.dtype),
      momentum: variables.map(\.momentum), velocity: variables.map(\.velocity))
  }

  /// Goes on from another case, as no optimizer may: the protocol has a new one for each case.
  func find(_ remains: Remains) {
    if makes(.optimizerReused), remains.shapes == variables.map(\.shape),
      remains.dtypes == variables.map(\.format.dtype)
    {
      raw = remains.raw
      for i in variables.indices where !variables[i].isOverwritten {
        // A variable that was overwritten has left none.
        guard let momentum = remains.momentum[i], let velocity = remains.velocity[i] else { continue }
        (variables[i].momentum, variables[i].velocity) = (momentum, velocity)
      }
    }
    if makes(.momentsNotInitialized) {
      for (i, found) in zip(variables.indices, remains.momentum) {
        guard let found, let zeros = variables[i].momentum, remains.dtypes[i] == variables[i].format.dtype
        else {
          continue
        }
        variables[i].momentum = Array((found + zeros).prefix(zeros.count))
      }
    }
  }
}
