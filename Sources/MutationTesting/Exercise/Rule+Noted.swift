import Conformance
import Dialects

extension Rule {
  /// Rules that others stand beside, which say the same of another dtype, schedule, constraint, sum, way of clipping or
  /// excluding: a mistake can be about several at once, and which of them a run comes to, the model notes.
  static let noted: Set<Rule> = [
    "R-POWER-1", "R-POWER-2", "R-POWER-3", "R-CONST-1", "R-CONST-2",
    "R-SUM-1", "R-SUM-2", "R-SUM-3", "R-SUM-4", "R-SUM-5",
    "R-SUM-AXIS-2", "R-SUM-AXIS-3", "R-SUM-AXIS-4", "R-SUM-AXIS-5",
    "R-SCHEDULE-EXPONENTIAL", "R-SCHEDULE-PIECEWISE", "R-SCHEDULE-POLYNOMIAL", "R-SCHEDULE-INVERSE-TIME",
    "R-SCHEDULE-COSINE", "R-SCHEDULE-COSINE-RESTARTS",
    "R-CONSTRAINT-MAXNORM", "R-CONSTRAINT-NONNEG", "R-CONSTRAINT-UNITNORM", "R-CONSTRAINT-MINMAXNORM",
    "R-CLIP-NORM-1", "R-CLIP-GLOBAL-1", "R-CLIP-VALUE-1", "R-DECAY-3", "R-DECAY-4",
    "R-APPLY-2", "R-ACCUMULATE-5",
    "R-CHECKPOINT-1", "R-STATE-3", "R-CONFIG-1", "R-CONFIG-2", "R-CONFIG-3",
  ]

  /// The mistakes by which it is seen whether a case exercises a rule: those that are about it, and of a noted one all
  /// that break it.
  static let mistakes: [Rule: [Mistake]] = {
    var mistakes: [Rule: [Mistake]] = [:]
    for mistake in Mistake.allCases where !Mutants.betweenCases.contains(mistake) {
      for (place, rule) in mistake.description.rules.enumerated() where place == 0 || noted.contains(rule) {
        mistakes[rule, default: []].append(mistake)
      }
    }
    return mistakes
  }()
}
