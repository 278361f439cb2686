// The Adam update without an epsilon, as a graph computes it (rule R-GRAPH-EPSILON).

struct ReciprocalRootUpdate: Loop {
  let update: AdamUpdate
  /// What the velocity sees where it is not the gradient's own squares.
  let squares: Block?

  func run<N: Number>(over number: N.Type) {
    let (w, g) = (update.weights.elements(number), update.gradient.elements(number))
    let (m, v) = (update.momentum.elements(number), update.velocity.elements(number))
    let (s, hat) = (squares?.elements(number), update.velocityHat?.elements(number))
    let a = N(rounding: update.alpha)
    let (c1, c2) = (N(rounding: update.oneMinusBeta1), N(rounding: update.oneMinusBeta2))
    let packed = N.packedCount(of: update.weights.count)
    for i in 0..<update.weights.count {
      m[i] = m[i] + (g[i] - m[i]) * c1
      v[i] = v[i] + ((s?[i] ?? g[i] * g[i]) - v[i]) * c2
      if let hat { hat[i] = maximum(hat[i], v[i]) }
      w[i] = w[i] - (m[i] * a) * (hat ?? v)[i].reciprocalRoot(inPacket: i < packed)
    }
  }
}

struct LastReciprocalRootUpdate: Loop {
  let momentum: Block
  let velocity: Block
  let alpha: Double
  let result: Block

  func run<N: Number>(over number: N.Type) {
    let (m, v, r) = (momentum.elements(number), velocity.elements(number), result.elements(number))
    let a = N(rounding: alpha)
    let packed = N.packedCount(of: momentum.count)
    for i in 0..<momentum.count { r[i] = (m[i] * a) * v[i].reciprocalRoot(inPacket: i < packed) }
  }
}

extension Number {
  /// How many of so many elements TensorFlow computes in packets of eight.
  fileprivate static func packedCount(of count: Int) -> Int { count - count % 8 }
}
