import Conformance

/// What all of several ports have, and a case that goes to each of them may need.
struct Capabilities: Hashable, Sendable {
  let dtypes: [DType]
  /// What one of them lacks of what every optimizer of this kind has.
  let lacks: Set<Lack>
  private let declared: [Set<Feature>]

  /// What ports that describe themselves so have in common.
  init(of ports: [PortDescription]) {
    dtypes = DType.allCases.filter { dtype in ports.allSatisfy { $0.dtypes?.contains(dtype) ?? true } }
    lacks = Set(ports.flatMap(\.lacks))
    declared = ports.compactMap { $0.features.map(Set.init) }
  }

  func has(_ feature: Feature) -> Bool { declared.allSatisfy { $0.contains(feature) } }
}
