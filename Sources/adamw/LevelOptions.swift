public import ArgumentParser
public import Reporting

extension Report.Requirement: ExpressibleByArgument {}

/// What a port must reach.
struct LevelOptions: ParsableArguments {
  @Option(help: "What the exit status asks for: equal bits, or only that every rule is followed (rules).")
  var level = Report.Requirement.bits
}
