extension Rule {
  /// The rules of the specification with their titles, in its order.
  static let specified: [(rule: Rule, title: String)] = (headings + "\n" + graphHeadings)
    .split(separator: "\n").map { heading in
      let id = heading.prefix { $0 != " " }
      return (Rule(String(id)), String(heading.dropFirst(id.count).drop { $0 == " " }))
    }

  /// All rules of eager mode, in the order of the specification.
  public static let all: [Rule] = specified.map(\.rule).filter { !$0.isOfGraph }

  /// All rules of a profile, in the order of the specification: in a graph what is said of it comes last.
  public static func all(in profile: Profile) -> [Rule] {
    profile == .eager ? all : specified.map(\.rule)
  }

  /// Whether the rule says what TensorFlow makes of a step in a graph.
  public var isOfGraph: Bool { id.hasPrefix("R-GRAPH-") }

  static let places = Dictionary(
    uniqueKeysWithValues: specified.enumerated().map { ($1.rule, $0) })

  /// The headings of section 4.11, in the same way.
  private static let graphHeadings = """
    R-GRAPH-CONST  float16 constants are rounded once
    R-GRAPH-RECIPROCAL  a division by a constant is a multiplication by its reciprocal
    R-GRAPH-INVERSE-TIME  InverseTimeDecay
    R-GRAPH-POLYNOMIAL  PolynomialDecay
    R-GRAPH-COSINE  CosineDecay
    R-GRAPH-COSINE-RESTARTS  CosineDecayRestarts
    R-GRAPH-DECAY  decay and learning rate meet first
    R-GRAPH-EPSILON  an epsilon that is nothing
    R-GRAPH-CALLABLE  a callable is asked when the function is traced
    R-GRAPH-REFUSAL  a graph has all that a step may come to
    R-GRAPH-REPLICA  what replicas cannot do
    """

  /// The headings of `SPECIFICATION.md` that begin with a rule's id, as they stand there: a test compares them.
  static let headings = """
    R-ROUND-1  each operation rounds once
    R-ROUND-2  16-bit operations are float32 operations, rounded
    R-FLUSH-1  subnormals count as zero, except float16's
    R-FLUSH-2  float16 keeps its subnormals
    R-CONST-1  learning rate, weight decay and the betas of the powers go through float32
    R-CONST-2  the other constants go to the dtype directly
    R-CONST-3  1 - beta is subtracted in double
    R-POWER-1  float32 powers
    R-POWER-2  float16 and bfloat16 powers
    R-POWER-3  float64 powers
    R-SUM-1  the order of a float32 sum
    R-SUM-2  longer sums are split in halves
    R-SUM-3  float64 sums
    R-SUM-4  bfloat16 sums
    R-SUM-5  float16 sums
    R-APPLY-1  the order of the stages
    R-APPLY-2  a variable without a gradient
    R-APPLY-3  every apply counts
    R-APPLY-4  an empty list does nothing
    R-CAST-1  a gradient of another dtype
    R-SCALE-1  the loss scale is divided out first
    R-ACCUMULATE-1  which calls update
    R-ACCUMULATE-2  the other calls only add
    R-ACCUMULATE-3  the mean, on the call that updates
    R-ACCUMULATE-4  then all accumulators become zero
    R-ACCUMULATE-5  iterations is raw // n
    R-ACCUMULATE-6  null and 0 are off
    R-CLIP-NORM-1  clipnorm
    R-CLIP-NORM-2  zero, infinite and NaN norms
    R-CLIP-GLOBAL-1  global_clipnorm
    R-CLIP-GLOBAL-2  a norm that is not finite
    R-CLIP-GLOBAL-3  a zero norm
    R-CLIP-VALUE-1  clipvalue
    R-CLIP-VALUE-2  NaN and infinity
    R-CLIP-OFF-1  0 and below are off
    R-RATE-1  a number
    R-RATE-2  a callable
    R-RATE-3  a schedule sees raw
    R-RATE-4  assignment
    R-SCHEDULE-EXPONENTIAL  ExponentialDecay
    R-SCHEDULE-PIECEWISE  PiecewiseConstantDecay
    R-SCHEDULE-POLYNOMIAL  PolynomialDecay
    R-SCHEDULE-INVERSE-TIME  InverseTimeDecay
    R-SCHEDULE-COSINE  CosineDecay
    R-SCHEDULE-COSINE-RESTARTS  CosineDecayRestarts
    R-DECAY-1  the decay
    R-DECAY-2  when, and which
    R-DECAY-3  exclusion by variable
    R-DECAY-4  exclusion by name
    R-BIAS-1  the step number
    R-BIAS-2  the step size
    R-MOMENTUM-1  the first moment
    R-VELOCITY-1  the second moment
    R-AMSGRAD-1  the largest velocity
    R-UPDATE-1  the update
    R-BETA-1  callable betas
    R-EMA-1  the moving average
    R-EMA-2  the first average is the weight
    R-EMA-3  on every apply, for every variable
    R-EMA-4  overwriting
    R-EMA-5  finalize
    R-EMA-6  off
    R-STATE-1  the state at the start
    R-STATE-2  a run goes on from a state
    R-DEFAULT-LEARNING-RATE  the learning rate is 0.001
    R-DEFAULT-WEIGHT-DECAY  the weight decay is 0.004
    R-DEFAULT-BETA-1  beta_1 is 0.9
    R-DEFAULT-BETA-2  beta_2 is 0.999
    R-DEFAULT-EPSILON  epsilon is 1e-7
    R-DEFAULT-EMA-MOMENTUM  the momentum of averages is 0.99
    R-DEFAULT-OFF  everything else is off
    R-DEFAULT-SCHEDULE  what a schedule does unless told otherwise
    R-DEFAULT-CONSTRAINT  what a constraint does unless told otherwise
    R-DEFAULT-LOSS-SCALE  the scale is 32768 and grows after 2000 steps
    R-ERROR-CLIP  more than one clip argument
    R-ERROR-ACCUMULATION  accumulation of 1 or below 0
    R-ERROR-EMA-MOMENTUM  momentum outside 0 to 1
    R-ERROR-EMA-FREQUENCY  a frequency that is not a positive integer
    R-ERROR-DECAY  no weight decay
    R-ERROR-RATE  the learning rate
    R-ERROR-SCHEDULE  a schedule's arguments
    R-ERROR-GRADIENTS  gradients that do not fit
    R-SPARSE-1  every row moves
    R-SPARSE-2  the velocity sees the sum of squares
    R-SPARSE-3  clipnorm and clipvalue meet the rows as they are
    R-SPARSE-4  global_clipnorm makes the gradient dense
    R-SPARSE-5  accumulation makes the gradient dense
    R-SPARSE-6  indices below zero
    R-ERROR-SPARSE  rows that do not fit
    R-LOSS-SCALE-1  finite gradients are divided by the scale
    R-LOSS-SCALE-2  others skip the step and halve the scale
    R-LOSS-SCALE-3  growth
    R-LOSS-SCALE-4  the scale has no bounds
    R-LOSS-SCALE-5  what is looked at
    R-LOSS-SCALE-6  the inner loss_scale_factor is dropped
    R-ERROR-LOSS-SCALE  what cannot be scaled
    R-OVERWRITE-1  the gradient is the new value
    R-OVERWRITE-2  a step of nothing else
    R-OVERWRITE-3  accumulation keeps the larger
    R-OVERWRITE-4  no slots
    R-ERROR-OVERWRITE  averages that do not exist
    R-CONSTRAINT-1  when, and which
    R-CONSTRAINT-2  averages see the weights before
    R-CONSTRAINT-MAXNORM  MaxNorm
    R-CONSTRAINT-NONNEG  NonNeg
    R-CONSTRAINT-UNITNORM  UnitNorm
    R-CONSTRAINT-MINMAXNORM  MinMaxNorm
    R-SUM-AXIS-1  runs of axes
    R-SUM-AXIS-2  reduced, or kept and reduced: neighbours
    R-SUM-AXIS-3  reduced and kept, or kept, reduced and kept: columns
    R-SUM-AXIS-4  reduced, kept and reduced: around the middle
    R-SUM-AXIS-5  more runs: moved together
    R-ERROR-CONSTRAINT  axes that the variable does not have
    R-REPLICA-1  each replica processes its own gradients
    R-REPLICA-2  then the gradients are added
    R-REPLICA-3  accumulators are each replica's own
    R-REPLICA-4  sparse gradients are joined
    R-REPLICA-5  overwritten variables follow the first replica
    R-REPLICA-6  the loss scale optimizer looks at the first replica only
    R-ADAM-1  Adam
    R-CONFIG-1  the configuration
    R-CONFIG-2  the learning rate in a configuration
    R-CONFIG-3  a schedule in a configuration
    R-STATE-3  the optimizer's own variables
    R-CHECKPOINT-1  going on from a file
    """
}
