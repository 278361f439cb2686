import Conformance

extension Drawing {
  private static let names = ["kernel", "bias", "norm/scale", "norm/bias", "encoder/kernel", "gate"]
  private static let shapes: [[Int]] = [
    [], [1], [1], [3], [3], [0], [2, 3], [5], [2, 0], [8], [4, 1, 3], [17],
  ]

  mutating func variables() -> [Variable] {
    let isMixed = capabilities.dtypes.count > 1 && has(.mixedDTypes) && random.chance(percent: 20)
    let common = random.pick(capabilities.dtypes)
    let count = random.pick([1, 1, 2, 2, 3, 4])
    return random.sample(Self.names, count: count).map { name in
      let dtype = isMixed ? random.pick(capabilities.dtypes) : common
      let shape = shape()
      let data = tensor(dtype, count: shape.reduce(1, *), below: random.integer(-10...2), peculiar: 2)
      return Variable(name: name, shape: shape, data: data)
    }
  }

  /// Mostly a few elements; now and then so many that the order of a sum shows.
  private mutating func shape() -> [Int] {
    if random.chance(percent: 1) { return [random.integer(1000...8000)] }
    if random.chance(percent: 15) { return [random.integer(18...300)] }
    return random.pick(Self.shapes)
  }
}
