/// The number that a case's callable learning rate returns until an event sets another.
final class CallableRate {
  var value: Double?
  var isUsed: Bool { value != nil }
}
