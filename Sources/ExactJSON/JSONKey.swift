/// The fields that an object may have, as an enumeration of their names.
package protocol JSONKey: RawRepresentable<String>, CaseIterable, Hashable, Sendable {
  /// The names as a reader looks for them: `static let names = JSONNames<Self>()`.
  static var names: JSONNames<Self> { get }
}
