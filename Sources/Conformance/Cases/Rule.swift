/// A rule of the specification, such as `R-DECAY-1`.
///
/// Files name rules by their ids. An id that this version's specification does not have is a rule too, of which
/// nothing but the id is known.
public struct Rule: Hashable, Sendable, Identifiable {
  /// The id, which never changes its meaning.
  public let id: String

  public init(_ id: String) { self.id = id }

  /// What the rule is about, in the words of the specification's heading; nil if it is not there.
  public var title: String? { place.map { Self.specified[$0].title } }

  /// The index among the rules of the specification, in its order; nil if it is not there.
  public var place: Int? { Self.places[self] }

  /// The name that rules of one kind share: the id without `R-` and the number, such as `CLIP-NORM`.
  public var group: String {
    let words = id.split(separator: "-")
    guard words.first == "R", words.count > 1 else { return id }
    let isNumbered = words.count > 2 && words.last?.allSatisfy(\.isWholeNumber) == true
    return words.dropFirst().dropLast(isNumbered ? 1 : 0).joined(separator: "-")
  }
}

extension Rule: ExpressibleByStringLiteral, CustomStringConvertible {
  public init(stringLiteral id: String) { self.init(id) }

  public var description: String { id }
}

extension Rule: Comparable {
  /// Whether a rule comes first: in the order of the specification, and by id behind that.
  public static func < (first: Rule, second: Rule) -> Bool {
    switch (first.place, second.place) {
    case (let first?, let second?): first < second
    case (_?, nil): true
    case (nil, _?): false
    case (nil, nil): first.id < second.id
    }
  }
}
