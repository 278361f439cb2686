/// Keras' AdamW, eager, for float32 variables as plain loops, written from Vectors/SPECIFICATION.md.
public struct PlainAdamW {
  /// The arguments of Keras' constructor, with its defaults. They are not checked.
  public struct Arguments: Sendable {
    public var learningRate = 0.001
    /// nil is the default of Keras' Adam: no decay.
    public var weightDecay: Double? = 0.004
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

  /// A variable and what is kept beside it, each in row-major order.
  public struct Variable: Sendable {
    public var value: [Float]
    public var momentum, velocity, velocityHat, average, gradientAccumulator: [Float]
    let decays: Bool

    /// A variable with slots of zeros.
    public init(_ value: [Float], decays: Bool = true) {
      self.value = value
      self.decays = decays
      momentum = value.map { _ in 0 }
      (velocity, velocityHat, average, gradientAccumulator) = (momentum, momentum, momentum, momentum)
    }
  }

  /// There must be one gradient for each variable, of its size or nil, and one that is not nil.
  public struct GradientsDoNotFit: Error {}

  /// The variables, in the order of their gradients.
  public var variables: [Variable]
  /// How many calls of ``apply(_:)`` there were.
  public var iterations = 0
  /// The learning rate from now on.
  public var learningRate: Float
  /// The arguments.
  public let arguments: Arguments

  /// A new optimizer of some variables.
  public init(_ arguments: Arguments, variables: [Variable]) {
    self.arguments = arguments
    self.variables = variables
    learningRate = Float(arguments.learningRate)
  }

  /// One call of Keras' `apply` (section 3), with nil for a variable without a gradient.
  public mutating func apply(_ gradients: [[Float]?]) throws(GradientsDoNotFit) {
    if gradients.isEmpty { return }  // R-APPLY-4
    guard gradients.count == variables.count, gradients.contains(where: { $0 != nil }),
      zip(gradients, variables).allSatisfy({ $0 == nil || $0?.count == $1.value.count })
    else { throw GradientsDoNotFit() }
    let n = max(1, arguments.gradientAccumulationSteps ?? 1)
    let updateCount = iterations / n
    var grads = gradients
    if let scale = arguments.lossScaleFactor { grads = grads.map { $0?.map { $0 ./ Float(scale) } } }
    if (iterations + 1) % n != 0 {
      for (i, g) in grads.enumerated() {
        if let g { variables[i].gradientAccumulator = zip(variables[i].gradientAccumulator, g).map(.+) }
      }
    } else {
      if n > 1 {
        grads = zip(grads, variables).map { g, variable in
          g.map { zip($0, variable.gradientAccumulator).map { ($0 .+ $1) ./ Float(n) } }
        }
      }
      for (i, g) in clipped(grads).enumerated() {
        if let g { step(&variables[i], g, Float(updateCount + 1)) }
        variables[i].gradientAccumulator = variables[i].value.map { _ in 0 }
      }
    }
    if arguments.useEMA { average(updateCount) }
    iterations += 1
  }

  /// Replaces the variables by their averages (R-EMA-4, R-EMA-5).
  public mutating func finalize() {
    guard arguments.useEMA else { return }
    for i in variables.indices { variables[i].value = variables[i].average }
  }

  /// R-EMA-1 to R-EMA-4.
  private mutating func average(_ updateCount: Int) {
    let k = updateCount == 0 ? 0 : Float(arguments.emaMomentum)
    for i in variables.indices {
      variables[i].average = zip(variables[i].average, variables[i].value).map {
        (k .* $0) .+ ((1 .- k) .* $1)
      }
    }
    let frequency = arguments.emaOverwriteFrequency ?? 0
    if frequency > 0, (updateCount + 1) % frequency == 0 { finalize() }
  }

  /// R-CLIP-*.
  private func clipped(_ grads: [[Float]?]) -> [[Float]?] {
    if let clipnorm = arguments.clipnorm, clipnorm > 0 {
      let c = Float(clipnorm)
      return grads.map { g in
        guard let g else { return nil }
        let q = totalOfSquares(g)
        let divisor = larger(q > 0 ? root(q) : q, c)
        return g.map { ($0 .* c) ./ divisor }
      }
    }
    if let threshold = arguments.globalClipnorm, threshold > 0 {
      let norm = root(total(grads.compactMap { $0.map(totalOfSquares) }[...]))
      let factor = (Float(threshold) .* smaller(1 ./ norm, Float(1 / threshold))) .+ (norm .- norm)
      return grads.map { $0?.map { $0 .* factor } }
    }
    if let clipvalue = arguments.clipvalue, clipvalue > 0 {
      return grads.map { $0?.map { larger(smaller($0, Float(clipvalue)), Float(-clipvalue)) } }
    }
    return grads
  }

  /// R-DECAY-1 to R-UPDATE-1.
  private func step(_ x: inout Variable, _ g: [Float], _ t: Float) {
    let (p1, p2) = (power(Float(arguments.beta1), t), power(Float(arguments.beta2), t))
    let alpha = (learningRate .* root(1 .- p2)) ./ (1 .- p1)
    let (rate1, rate2) = (Float(1 - arguments.beta1), Float(1 - arguments.beta2))
    for k in g.indices {
      var w = x.value[k]
      if x.decays, let decay = arguments.weightDecay { w = w .- ((w .* Float(decay)) .* learningRate) }
      let m = x.momentum[k] .+ ((g[k] .- x.momentum[k]) .* rate1)
      let v = x.velocity[k] .+ (((g[k] .* g[k]) .- x.velocity[k]) .* rate2)
      (x.momentum[k], x.velocity[k], x.velocityHat[k]) = (m, v, larger(x.velocityHat[k], v))
      let u = arguments.amsgrad ? x.velocityHat[k] : v
      x.value[k] = w .- ((m .* alpha) ./ (root(u) .+ Float(arguments.epsilon)))
    }
  }
}
