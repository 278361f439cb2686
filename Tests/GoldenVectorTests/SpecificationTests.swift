import Conformance
@testable import VectorFiles
import Foundation
import Testing

/// The specification, the cases and the sources speak of the same rules.
@Suite("Rules")
struct SpecificationTests {
  /// The headings that define a rule: they begin with its id.
  private let headings: [String]
  /// The rules that the specification defines, those of a graph too.
  private let defined: [Rule]

  init() throws {
    let text = try String(contentsOfFile: GoldenVectors.store.root + "/SPECIFICATION.md", encoding: .utf8)
    headings = text.split(separator: "\n").filter { $0.hasPrefix("### R-") }.map { String($0.dropFirst(4)) }
    defined = headings.map { Rule(String($0.prefix { !$0.isWhitespace })) }
  }

  @Test("Each rule is defined once")
  func definedOnce() {
    #expect(defined.count > 50)
    #expect(Set(defined).count == defined.count)
  }

  @Test("The rules have the titles and the order of the headings")
  func titles() {
    let (eager, graph) = (Rule.all(in: .eager), Rule.all(in: .graph))
    #expect(Set(graph.map { "\($0)  \($0.title ?? "")" }) == Set(headings))
    #expect(eager == defined.filter { !$0.isOfGraph })
    #expect(graph.filter(\.isOfGraph) == defined.filter(\.isOfGraph))
    #expect(eager + graph.filter(\.isOfGraph) == graph)
    #expect(graph.sorted() == graph)
  }

  @Test("Each rule has a case")
  func ruleWithoutCase() async throws {
    let cases = try await GoldenVectors.loaded.value.files.flatMap(\.cases)
    let inGraph = try await GoldenVectors.inGraph.value.results.map(\.testCase)
    let used = Set((cases + inGraph).flatMap(\.rules))
    #expect(Set(defined).subtracting(used).sorted() == [])
  }

  @Test("Each case has a rule, and only rules that are defined")
  func caseWithoutRule() async throws {
    let files = try await GoldenVectors.loaded.value.files
    #expect(files.flatMap(\.cases).filter(\.rules.isEmpty).map(\.id) == [])
    let used = Set(files.flatMap { $0.cases.flatMap(\.rules) })
    #expect(used.subtracting(defined).sorted() == [])
  }

  @Test("The manifest lists the rules that are defined")
  func manifestRules() async throws {
    let listed = try #require(await GoldenVectors.loaded.value.manifest.rules)
    #expect(listed == Rule.all(in: .eager))
    #expect(try await GoldenVectors.inGraph.value.manifest.rules == Rule.all(in: .graph))
  }

  @Test("Each rule is named where it is implemented")
  func ruleWithoutSource() throws {
    let sources = try ["KerasOptimizers", "OptimizerKernels"].map { module in
      try swiftSources(in: GoldenVectors.packageRoot + "/Sources/" + module)
    }.joined()
    #expect(Set(defined).subtracting(sources.namedRules).sorted() == [])
  }

  private func swiftSources(in folder: String) throws -> String {
    try FileManager.default.subpathsOfDirectory(atPath: folder).filter { $0.hasSuffix(".swift") }
      .map { try String(contentsOfFile: folder + "/" + $0, encoding: .utf8) }.joined(separator: "\n")
  }
}

extension String {
  /// The rules that a text names, one by one or as `R-EMA-1 to R-EMA-6`.
  fileprivate var namedRules: Set<Rule> {
    var rules = Set(matches(of: /R-[A-Z]+(-[A-Z]+)*(-[0-9]+)?/).map { Rule(String($0.output.0)) })
    for match in matches(of: /(R-[A-Z-]+-)([0-9]+) to (R-[A-Z-]+-)([0-9]+)/) {
      guard let first = Int(match.output.2), let last = Int(match.output.4) else { continue }
      rules.formUnion((first...last).map { Rule("\(match.output.1)\($0)") })
    }
    return rules
  }
}
