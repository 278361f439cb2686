/// An error of ``Port/run(_:trace:)`` that may be the doing of the request before.
public protocol LateFault: Fault {
  /// Whether this was found before the case was asked in whose place it is thrown: it is then to be blamed on the
  /// request before.
  var isOfRequestBefore: Bool { get set }
}
