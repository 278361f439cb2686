import Testing

@testable import Conformance

/// In a text every enumeration of the wire has the name that it has there.
@Suite struct NameTests {
  private func expectNames<Name: RawRepresentable<String> & CaseIterable>(_ type: Name.Type) {
    for name in type.allCases { #expect("\(name)" == name.rawValue) }
    #expect(!type.allCases.isEmpty)
  }

  @Test func namesAreThoseOfTheWire() {
    expectNames(DType.self)
    expectNames(State.Slot.self)
    expectNames(TraceEntry.Scalar.self)
    expectNames(TraceEntry.Quantity.self)
    expectNames(Arguments.Name.self)
    expectNames(OptimizerClass.self)
    expectNames(Refusal.Category.self)
    expectNames(TensorEncoding.self)
    #expect("\(Feature.schedule("CosineDecay"))" == "schedule:CosineDecay")
  }
}
