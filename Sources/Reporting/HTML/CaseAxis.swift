import Conformance

/// An argument, or several that belong together, by which cases are arranged in a matrix.
enum CaseAxis: CaseIterable {
  case amsgrad, clipping, movingAverage, lossScale, accumulation, weightDecay

  /// The name over the matrix.
  var name: String {
    switch self {
    case .amsgrad: "amsgrad"
    case .clipping: "clipping"
    case .movingAverage: "EMA"
    case .lossScale: "loss scale"
    case .accumulation: "accumulation"
    case .weightDecay: "decay"
    }
  }

  /// What a case has there, in a word or two.
  func setting(of testCase: Case) -> String {
    let arguments = testCase.arguments
    switch self {
    case .amsgrad: return arguments.amsgrad ? "amsgrad" : "plain"
    case .clipping:
      if arguments.clipnorm != nil { return "clipnorm" }
      if arguments.globalClipnorm != nil { return "global" }
      return arguments.clipvalue != nil ? "clipvalue" : "unclipped"
    case .movingAverage:
      guard arguments.useEMA else { return "no EMA" }
      return arguments.emaOverwriteFrequency.map { "every \($0.brief)" } ?? "EMA"
    case .lossScale: return arguments.lossScaleFactor?.brief ?? "off"
    case .accumulation: return arguments.gradientAccumulationSteps?.brief ?? "off"
    case .weightDecay:
      let decay = arguments.weightDecay?.brief ?? "none"
      return testCase.exclusion == nil ? decay : "\(decay), exclude"
    }
  }
}
