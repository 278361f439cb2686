import Conformance
import ReferencePort
import Testing
import VectorFiles

/// The examples in bits that the specification has for each rule, asked of the reference.
@Suite("Worked examples")
struct WorkedExampleTests {
  @Test("The reference has the bits of each rule's example")
  func recomputed() async throws {
    let cases = try await GoldenVectors.loaded.value.files.flatMap(\.cases)
    let byID = Dictionary(uniqueKeysWithValues: cases.map { ($0.id, $0) })
    var recomputed: Set<Rule> = []
    var compared = 0
    for example in try WorkedExamples.load(root: GoldenVectors.store.root).examples {
      let isEager = Rule.all.contains(Rule(example.rule))
      var replies: [String: PortReply] = [:]
      for line in example.lines {
        guard let quantity = line.quantity else { continue }
        let testCase = try #require(byID[line.testCase], "\(example.rule)")
        let reply =
          try replies[testCase.id] ?? SwiftPort(in: isEager ? .eager : .graph).run(testCase, trace: isEager)
        replies[testCase.id] = reply
        guard let actual = reply.value(of: quantity, at: line, in: testCase) else {
          #expect(line.isKeras == false, "\(example.rule): the reference has no \(quantity)")
          continue
        }
        #expect(actual == line.expected, "\(example.rule): \(quantity) of \(testCase.id)")
        compared += 1
        if line.isKeras == true { recomputed.insert(Rule(example.rule)) }
      }
    }
    let rules = Rule.all(in: .graph)
    #expect(Set(rules).subtracting(recomputed).sorted() == [], "rules whose example was not recomputed")
    #expect(compared >= rules.count)
  }
}

extension WorkedExamples.Line {
  /// The value as ``PortReply/value(of:at:in:)`` spells it.
  fileprivate var expected: String {
    if let dtype, let bits { return "\(dtype) \(bits)" }
    return switch value {
    case .count(let count): "\(count)"
    case .text(let text): text
    case .other, nil: "null"
    }
  }
}

extension PortReply {
  /// A quantity as text: bits behind their dtype, a count, a refusal, or `null` for a slot that a variable does not have;
  /// nil if the reply has no such quantity.
  fileprivate func value(of quantity: String, at line: WorkedExamples.Line, in testCase: Case) -> String? {
    switch self {
    case .refused(let refusal):
      quantity == "refused" ? "\(refusal.category) \(refusal.argument ?? "")" : nil
    case .observation(let observation): observation.value(of: quantity, at: line, in: testCase)
    default: nil
    }
  }
}

extension Observation {
  fileprivate func value(of quantity: String, at line: WorkedExamples.Line, in testCase: Case) -> String? {
    if quantity.hasPrefix("state.") {
      return state?.value(of: String(quantity.dropFirst("state.".count)), at: line)
    }
    if quantity == "weight" { return steps[line.event][line.variable].text(line.elements) }
    let entry = trace?.first { $0.event == line.event }
    if let scalar = TraceEntry.Scalar(rawValue: quantity) {
      return entry?.scalars[scalar]?[testCase.variables[line.variable].dtype]?.text(nil)
    }
    if let name = TraceEntry.Quantity(rawValue: quantity),
      let tensor = entry?.variables[line.variable]?[name]
    {
      return tensor.text(name == .norm ? nil : line.elements)
    }
    let isLast = line.event == testCase.script.count - 1
    return isLast ? state?.value(of: quantity, at: line) : nil
  }
}

extension State {
  fileprivate func value(of part: String, at line: WorkedExamples.Line) -> String? {
    switch part {
    case "iterations": return iterations.map { "\($0)" }
    case "step_counter": return stepCounter.map { "\($0)" }
    case "learning_rate": return learningRate?.text(nil)
    case "loss_scale": return lossScale?.text(nil)
    default:
      guard let slot = Slot(rawValue: part), let tensors = slots[slot] else { return nil }
      return tensors[line.variable].map { $0.text(line.elements) } ?? "null"
    }
  }
}

extension Tensor {
  /// The dtype and the bits of some elements, of all for nil; every NaN as the one that examples have.
  fileprivate func text(_ elements: [Int]?) -> String {
    let range = elements.map { $0[0]..<$0[1] } ?? 0..<count
    let digits = bits[range].map { bits in
      let canonical = dtype.value(ofBits: bits).isNaN ? dtype.bits(nearestTo: .nan) : bits
      let text = String(canonical, radix: 16)
      return String(repeating: "0", count: dtype.bitWidth / 4 - text.count) + text
    }
    return "\(dtype) \(digits.joined())"
  }
}
