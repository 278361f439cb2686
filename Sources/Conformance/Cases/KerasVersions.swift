/// The versions of Keras that were run on a case.
public struct KerasVersions: Hashable, Sendable {
  /// The oldest version that agrees.
  public var from: String
  /// The newest version that agrees.
  public var to: String
  /// The versions that were run and answer differently.
  public var differs: [String]

  /// A range of versions, and those that differ.
  public init(from: String, to: String, differs: [String] = []) {
    self.from = from
    self.to = to
    self.differs = differs
  }
}
