import Conformance
import Testing

/// Which combinations of arguments the core files cover.
@Suite("Coverage")
struct CoverageTests {
  /// The arguments that interact and their settings: the axes of the core files.
  private static let axes: [(name: String, settings: Set<String>)] = [
    ("amsgrad", ["off", "on"]),
    ("clipping", ["none", "clipnorm", "clipvalue", "global_clipnorm"]),
    ("ema", ["off", "on", "1", "2", "3"]),
    ("loss scale", ["none", "128.0", "3.7"]),
    ("accumulation", ["none", "2", "3", "4"]),
    ("decay", ["all", "excluded", "0"]),
  ]

  @Test("core-float32 is the whole cross product")
  func wholeCrossProduct() async throws {
    let rows = try await settings(of: "core-float32.json")
    let combinations = Self.axes.reduce(1) { $0 * $1.settings.count }
    #expect(combinations == 1440)
    #expect(Set(rows).count == combinations)
  }

  @Test(
    "The other dtypes have every combination of any three arguments",
    arguments: ["float64", "float16", "bfloat16", "mixed"])
  func everyThree(dtype: String) async throws {
    let rows = try await settings(of: "core-\(dtype).json")
    let axes = Self.axes.indices
    var missing = 0
    for a in axes {
      for b in axes where b > a {
        for c in axes where c > b {
          let wanted = [a, b, c].reduce(1) { $0 * Self.axes[$1].settings.count }
          let found = Set(rows.map { [$0[a], $0[b], $0[c]] }).count
          missing += wanted - found
        }
      }
    }
    #expect(missing == 0)
  }

  @Test("The core cases take at least 12 steps on three variables")
  func coreLength() async throws {
    for file in try await GoldenVectors.loaded.value.files where file.name.hasPrefix("core-") {
      let short = file.cases.filter { testCase in
        testCase.script.count { if case .apply = $0 { true } else { false } } < 12
          || testCase.variables.count < 3
      }
      #expect(short.map(\.id) == [], "in \(file.name)")
    }
  }

  @Test("At least 40 cases record every intermediate quantity")
  func traces() async throws {
    let files = try await GoldenVectors.loaded.value.files
    let traced = files.flatMap(\.cases).count { testCase in
      guard case .values(let expected) = testCase.expectation,
        let trace = expected.trace
      else { return false }
      return trace.contains { entry in
        entry.variables.contains { $0?[.updated] != nil && $0?[.velocity] != nil }
      }
    }
    #expect(traced >= 40)
  }

  /// For each case the setting of each axis; settings outside the axes fail.
  private func settings(of file: String) async throws -> [[String]] {
    let vectors = try await GoldenVectors.loaded.value
    let cases = try #require(vectors.files.first { $0.name == file }).cases
    return cases.map { testCase in
      let row = testCase.axisSettings
      for (setting, axis) in zip(row, Self.axes) {
        #expect(axis.settings.contains(setting), "\(testCase.id): \(axis.name) is \(setting)")
      }
      return row
    }
  }
}

extension Case {
  fileprivate var axisSettings: [String] {
    [
      arguments.amsgrad ? "on" : "off",
      arguments.clipnorm != nil
        ? "clipnorm"
        : arguments.clipvalue != nil
          ? "clipvalue" : arguments.globalClipnorm != nil ? "global_clipnorm" : "none",
      arguments.useEMA ? arguments.emaOverwriteFrequency.map { "\(Int($0))" } ?? "on" : "off",
      arguments.lossScaleFactor.map { "\($0)" } ?? "none",
      arguments.gradientAccumulationSteps.map { "\(Int($0))" } ?? "none",
      arguments.weightDecay == 0 ? "0" : exclusion == nil ? "all" : "excluded",
    ]
  }
}
