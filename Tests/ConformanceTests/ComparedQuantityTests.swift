import Testing

@testable import Conformance

@Suite struct ComparedQuantityTests {
  @Test func everyQuantityIsReadFromItsSpelling() {
    for quantity in ComparedQuantity.all { #expect(ComparedQuantity(quantity.description) == quantity) }
    #expect(ComparedQuantity("trace.alpha.float32") == .scalar(.alpha, .float32))
    #expect(ComparedQuantity("state.gradient_accumulator") == .slot(.gradientAccumulator))
    for spelling in ["", "trace.", "state.alpha", "momentum", "trace.momentum.float32", "trace.alpha.float8"]
    {
      #expect(ComparedQuantity(spelling) == nil)
    }
  }

  @Test(arguments: [
    (ComparedQuantity.scalar(.alpha, .bfloat16), "trace.alpha.bfloat16, trace.alpha, trace, *"),
    (.traced(.update), "trace.update, trace, *"), (.slot(.velocityHat), "state.velocity_hat, state, *"),
    (.iterations, "state.iterations, state, *"), (.variable, "variable, *"), (.everything, "*"),
  ])
  func whatHoldsAQuantityIsKnown(quantity: ComparedQuantity, chain: String) {
    let holders = sequence(first: quantity, next: \.parent).map(\.description)
    #expect(holders.joined(separator: ", ") == chain)
  }

  @Test func theOrderIsThatOfComputation() {
    let order: [ComparedQuantity] = [
      .reply, .error, .steps, .scalar(.learningRate, .float32), .scalar(.alpha, .float16), .traced(.norm),
      .traced(.decayed), .traced(.updated), .variable, .iterations, .slot(.momentum), .stepCounter,
    ]
    #expect(order.shuffled().sorted() == order)
    #expect(Set(ComparedQuantity.all).count == ComparedQuantity.all.count)
  }
}
