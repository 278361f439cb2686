public import Conformance
import Textbook
import Dialects

extension Explanation {
  /// One element of a variable in one step of a case.
  public struct Place: Hashable, Sendable {
    public let event: Int
    /// The number of the event among the calls of `apply`.
    public let step: Int
    public let variable: Int
    public let element: Int
  }
}

/// A place of which there is nothing to explain.
public enum ExplanationError: Fault, Equatable {
  /// Keras refuses the case.
  case refused(id: String)
  case noSuchStep(Int, steps: Int)
  case noSuchVariable(String, names: [String])
  case noSuchElement(Int, variable: String, elements: Int)

  public var blame: Blame { .usage }

  public var description: String {
    switch self {
    case .refused(let id): "Keras refuses the case '\(id)': there are no numbers to explain."
    case .noSuchStep(let step, let steps):
      steps == 0 ? "The case has no steps." : "There is no step \(step): the case has steps 1 to \(steps)."
    case .noSuchVariable(let name, let names):
      "There is no variable '\(name)': the case has \(names.map { "'\($0)'" }.joined(separator: ", "))"
        + " (0 to \(names.count - 1))."
    case .noSuchElement(let element, let variable, let elements):
      elements == 0
        ? "The variable '\(variable)' has no elements."
        : "There is no element \(element): the variable '\(variable)' has elements 0 to \(elements - 1)."
    }
  }
}

extension Explanation.Place {
  /// The place that somebody asked for; what they left open is where a port differs most in the first step in which it
  /// differs, or else the first of all.
  ///
  /// - Parameters:
  ///   - testCase: The case.
  ///   - profile: Where Keras ran it.
  ///   - step: The number of a call of `apply`.
  ///   - variable: A variable by its name or index.
  ///   - element: An element of it.
  ///   - answer: What the port answered to the whole case.
  ///   - divergence: The first difference that was found in that.
  /// - Throws: An ``ExplanationError`` if there is no such place.
  public init(
    in testCase: Case, profile: Profile = .eager, step: Int? = nil, variable: String? = nil,
    element: Int? = nil,
    answer: Observation? = nil,
    divergence: Divergence? = nil
  ) throws(ExplanationError) {
    let applies = testCase.script.indices.filter { !testCase.script[$0].gradients.isEmpty }
    // A difference that belongs to no event is in the state at the end.
    let found = divergence?.event.map { max(1, testCase.step(ofEvent: $0)) } ?? applies.count
    let chosen = step ?? (divergence == nil ? 1 : found)
    guard applies.indices.contains(chosen - 1) else { throw .noSuchStep(chosen, steps: applies.count) }
    let event = step == nil ? divergence?.event ?? applies[chosen - 1] : applies[chosen - 1]
    (self.event, self.step) = (event, chosen)
    let variables = try Self.variables(testCase, named: variable)
    let most = answer.flatMap {
      Self.farthest(testCase, profile, $0, event: event, among: variables, element)
    }
    let isHere = divergence?.event == nil || divergence?.event == event
    let first = isHere ? divergence?.variable.flatMap { variables.contains($0) ? $0 : nil } : nil
    let filled = variables.first { testCase.variables[$0].count > 0 }
    self.variable = most?.variable ?? first ?? filled ?? variables[0]
    self.element = element ?? most?.element ?? (first == nil ? nil : divergence?.element) ?? 0
    let (name, count) = (testCase.variables[self.variable].name, testCase.variables[self.variable].count)
    guard (0..<count).contains(self.element) else {
      throw .noSuchElement(self.element, variable: name, elements: count)
    }
  }

  private static func variables(_ testCase: Case, named name: String?) throws(ExplanationError) -> [Int] {
    guard let name else { return Array(testCase.variables.indices) }
    if let index = testCase.variables.firstIndex(where: { $0.name == name }) { return [index] }
    if let index = Int(name), testCase.variables.indices.contains(index) { return [index] }
    throw .noSuchVariable(name, names: testCase.variables.map(\.name))
  }

  /// The element whose value after an event is farthest from Keras'; nil if none is off.
  private static func farthest(
    _ testCase: Case, _ profile: Profile, _ answer: Observation, event: Int, among variables: [Int],
    _ element: Int?
  ) -> (variable: Int, element: Int)? {
    guard
      case .observation(let keras) = ModelPort.answer(testCase.cut(at: event), Dialect(in: profile)).reply,
      answer.steps.indices.contains(event)
    else { return nil }
    var farthest: (distance: Double, variable: Int, element: Int)?
    for i in variables where answer.steps[event].indices.contains(i) {
      let (own, other) = (keras.steps[event][i], answer.steps[event][i])
      guard own.dtype == other.dtype else { continue }
      for (e, (a, b)) in zip(own.values, other.values).enumerated() where element ?? e == e {
        if own.dtype.matches(own.bits[e], other.bits[e]) { continue }
        let distance = abs(a - b).isNaN ? .infinity : abs(a - b)
        if distance > farthest?.distance ?? -1 { farthest = (distance, i, e) }
      }
    }
    return farthest.map { ($0.variable, $0.element) }
  }
}
