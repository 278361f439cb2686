public import ArgumentParser
public import Conformance
import FoundationEssentials
import VectorFiles

extension Profile: ExpressibleByArgument {}

/// Which cases a command runs.
struct VectorOptions: ParsableArguments {
  @Option(help: "The vectors, a folder or one file, if not ADAMW_VECTORS or the Vectors beside the package.")
  var vectors: String?

  @Option(help: "Where Keras runs the steps: eager, or graph, as 'fit' does by default on a CPU.")
  var profile = Profile.eager

  @Option(help: "Only cases with an id or a rule that matches, such as 'core-*ema*' or 'R-DECAY-*'.")
  var filter: String?

  /// The vectors, after they have been checked.
  func load() async throws -> VectorSet {
    let store = try VectorStore.find(
      path: vectors,
      environment: ProcessInfo.processInfo.environment,
      beside: ThisProgram.places
    )
    return try await store.load(in: profile)
  }
}
