package import Conformance
import ExactJSON

/// What a port answers to a ``Request``.
package enum Reply {
  /// What the port is and has.
  case start(PortDescription, protocol: Int)
  /// What a case led to.
  case run(sequence: Int, Observation, for: Case)
  /// That a case, or what the runner asked, must be refused. Without a number if the request had none.
  case error(sequence: Int?, Refusal)
  /// That the port lacks what a case needs.
  case unsupported(sequence: Int, Unsupported)
  /// That the port ends.
  case stop
}

extension Reply {
  enum Kind: String, CaseIterable { case start, run, error, unsupported, stop }

  /// The name on the wire.
  var kind: Kind {
    switch self {
    case .start: .start
    case .run: .run
    case .error: .error
    case .unsupported: .unsupported
    case .stop: .stop
    }
  }

  /// The number of the request that it answers.
  var sequence: Int? {
    switch self {
    case .run(let sequence, _, _), .unsupported(let sequence, _): sequence
    case .error(let sequence, _): sequence
    case .start, .stop: nil
    }
  }
}
