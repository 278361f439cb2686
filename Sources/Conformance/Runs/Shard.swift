/// One of several equal parts of a suite, to be run apart from the others.
public struct Shard: Hashable, Sendable, CustomStringConvertible {
  /// The number of the part, from 1 on.
  public let number: Int
  public let total: Int

  /// The part of that number; nil if there is none.
  public init?(_ number: Int, of total: Int) {
    guard total >= 1, (1...total).contains(number) else { return nil }
    (self.number, self.total) = (number, total)
  }

  /// The part that a text such as `2/4` names.
  public init?(_ text: String) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false).map { Int($0) }
    guard parts.count == 2, let number = parts[0], let total = parts[1] else { return nil }
    self.init(number, of: total)
  }

  /// The part that the variables of Bazel's test sharding name, which count from 0; nil if they are not set.
  ///
  /// - Throws: If one of them is set and the two name no part.
  public static func find(in environment: [String: String]) throws(ShardError) -> Shard? {
    let (index, total) = (environment["TEST_SHARD_INDEX"] ?? "", environment["TEST_TOTAL_SHARDS"] ?? "")
    if index.isEmpty && total.isEmpty { return nil }
    if let number = Int(index), let total = Int(total), (0..<max(total, 0)).contains(number),
      let shard = Shard(number + 1, of: total)
    {
      return shard
    }
    throw ShardError(index: index, total: total)
  }

  /// The part as in `2/4`.
  public var description: String { "\(number)/\(total)" }

  /// Whether the element with this index belongs to the part: neighbours belong to different parts.
  func contains(_ index: Int) -> Bool { index % total == number - 1 }
}

/// The variables of Bazel's test sharding name no part.
public struct ShardError: Error, Equatable, CustomStringConvertible {
  let index, total: String

  /// A sentence: what is wrong, and what would be right.
  public var description: String {
    "TEST_SHARD_INDEX is '\(index.excerpt)' and TEST_TOTAL_SHARDS '\(total.excerpt)'; the index must be 0 or more and "
      + "less than the total."
  }
}
