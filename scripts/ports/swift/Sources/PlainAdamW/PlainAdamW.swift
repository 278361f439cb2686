// Keras' AdamW as plain loops over float32, written from Vectors/SPECIFICATION.md.

#if canImport(Glibc)
  import Glibc
#else
  import Foundation
#endif

/// Keras' AdamW for float32 variables.
public struct PlainAdamW {
  /// The arguments of Keras' constructor, with its defaults.
  public struct Arguments {
    public var learningRate = 0.001
    public var weightDecay: Double? = 0.004  // nil is Adam's: no decay
    public var beta1 = 0.9
    public var beta2 = 0.999
    public var epsilon = 1e-7
    public var amsgrad = false
    public var clipnorm: Double?
    public var clipvalue: Double?
    public var globalClipnorm: Double?
    public var useEMA = false
    public var emaMomentum = 0.99
    public var emaOverwriteFrequency: Int?
    public var lossScaleFactor: Double?
    public var gradientAccumulationSteps: Int?

    public init() {}
  }

  /// There must be one gradient for each variable, of its size or nil, and one that is not nil.
  public struct GradientsDoNotFit: Error {}

  /// The slots, by Keras' names.
  public enum Slot: String, CaseIterable {
    case momentum, velocity
    case velocityHat = "velocity_hat"
    case average
    case gradientAccumulator = "gradient_accumulator"
  }

  /// The values of the variables, each in row-major order.
  public private(set) var variables: [[Float]]
  /// The slots that the arguments ask for, with an array for each variable.
  public var slots: [Slot: [[Float]]] = [:]
  /// How many calls of ``apply(_:)`` there were.
  public var iterations = 0
  /// The learning rate from now on.
  public var learningRate: Float

  private let a: Arguments
  private let decays: [Bool]
  private let n: Int

  /// A new optimizer for some variables, of which those with an index in `excluded` are not decayed.
  public init(_ arguments: Arguments, variables: [[Float]], excluded: Set<Int> = []) {
    a = arguments
    n = max(1, a.gradientAccumulationSteps ?? 1)
    learningRate = Float(a.learningRate)
    decays = variables.indices.map { arguments.weightDecay != nil && !excluded.contains($0) }
    self.variables = variables
    for slot in Slot.allCases {
      let exists =
        switch slot {
        case .momentum, .velocity: true
        case .velocityHat: a.amsgrad
        case .average: a.useEMA
        case .gradientAccumulator: n > 1
        }
      if exists { slots[slot] = variables.map { Array(repeating: 0, count: $0.count) } }
    }
  }

  /// One call of Keras' `apply` (section 3), with nil for a variable without a gradient.
  public mutating func apply(_ gradients: [[Float]?]) throws(GradientsDoNotFit) {
    if gradients.isEmpty { return }  // R-APPLY-4
    guard gradients.count == variables.count, gradients.contains(where: { $0 != nil }),
      zip(gradients, variables).allSatisfy({ $0 == nil || $0!.count == $1.count })
    else { throw GradientsDoNotFit() }
    var grads = gradients
    let updateCount = iterations / n
    let updates = (iterations + 1) % n == 0
    for i in grads.indices where grads[i] != nil {
      for k in grads[i]!.indices {
        if let scale = a.lossScaleFactor { grads[i]![k] = grads[i]![k] ./ Float(scale) }
        guard n > 1 else { continue }
        let sum = grads[i]![k] .+ slots[.gradientAccumulator]![i][k]
        if updates { grads[i]![k] = sum ./ Float(n) } else { slots[.gradientAccumulator]![i][k] = sum }
      }
    }
    if updates {
      clip(&grads)
      for (i, g) in grads.enumerated() {
        if let g { step(i, g, Float(updateCount + 1)) }
      }
      slots[.gradientAccumulator] = slots[.gradientAccumulator]?.map { $0.map { _ in 0 } }
    }
    if a.useEMA {
      let k = updateCount == 0 ? 0 : Float(a.emaMomentum)
      slots[.average] = zip(slots[.average]!, variables).map { averages, weights in
        zip(averages, weights).map { (k .* $0) .+ ((1 .- k) .* $1) }
      }
      if let frequency = a.emaOverwriteFrequency, frequency > 0, (updateCount + 1) % frequency == 0 { finalize() }
    }
    iterations += 1
  }

  /// Replaces the variables by their averages (R-EMA-4, R-EMA-5).
  public mutating func finalize() {
    if let averages = slots[.average] { variables = averages }
  }

  /// R-CLIP-*.
  private func clip(_ grads: inout [[Float]?]) {
    if let clipnorm = a.clipnorm, clipnorm > 0 {
      let c = Float(clipnorm)
      grads = grads.map { g in
        guard let g else { return nil }
        let q = totalOfSquares(g)
        let divisor = larger(q > 0 ? root(q) : q, c)
        return g.map { ($0 .* c) ./ divisor }
      }
    } else if let threshold = a.globalClipnorm, threshold > 0 {
      let norm = root(total(grads.compactMap { $0.map(totalOfSquares) }[...]))
      let factor = (Float(threshold) .* smaller(1 ./ norm, Float(1 / threshold))) .+ (norm .- norm)
      grads = grads.map { $0?.map { $0 .* factor } }
    } else if let clipvalue = a.clipvalue, clipvalue > 0 {
      grads = grads.map { $0?.map { larger(smaller($0, Float(clipvalue)), Float(-clipvalue)) } }
    }
  }

  /// R-DECAY-1 to R-UPDATE-1.
  private mutating func step(_ i: Int, _ g: [Float], _ t: Float) {
    let (p1, p2) = (power(Float(a.beta1), t), power(Float(a.beta2), t))
    let alpha = (learningRate .* root(1 .- p2)) ./ (1 .- p1)
    let (rate1, rate2) = (Float(1 - a.beta1), Float(1 - a.beta2))
    for k in g.indices {
      var w = variables[i][k]
      if decays[i] { w = w .- ((w .* Float(a.weightDecay!)) .* learningRate) }
      let m = slots[.momentum]![i][k]
      let v = slots[.velocity]![i][k]
      let momentum = m .+ ((g[k] .- m) .* rate1)
      let velocity = v .+ (((g[k] .* g[k]) .- v) .* rate2)
      var u = velocity
      if a.amsgrad {
        u = larger(slots[.velocityHat]![i][k], velocity)
        slots[.velocityHat]![i][k] = u
      }
      slots[.momentum]![i][k] = momentum
      slots[.velocity]![i][k] = velocity
      variables[i][k] = w .- ((momentum .* alpha) ./ (root(u) .+ Float(a.epsilon)))
    }
  }
}
