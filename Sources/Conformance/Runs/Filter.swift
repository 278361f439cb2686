#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A choice of cases by a pattern on their ids and rules.
///
/// A pattern with a wildcard (`*`, `?` or `[...]`, as in a shell, where `*` goes past `/` too) must match a
/// whole id or the whole id of a rule: `core-*ema*`, `R-DECAY-*`. Any other pattern matches where it occurs. An id
/// with brackets matches itself, and what it means as a pattern.
public struct Filter: Hashable, Sendable {
  public let pattern: String

  public init(_ pattern: String) { self.pattern = pattern }

  /// Whether the pattern matches the case's id or one of its rules.
  public func matches(_ testCase: Case) -> Bool {
    let names = [testCase.id] + testCase.rules.map(\.id)
    return pattern.contains { "*?[".contains($0) }
      ? names.contains { $0 == pattern || Self.match(pattern, $0) }
      : names.contains { $0.contains(pattern) }
  }

  /// The pattern that matches just this name.
  package static func literal(_ name: String) -> String {
    name.reduce(into: "") { $0 += ("*?[\\".contains($1) ? "\\" : "") + String($1) }
  }

  /// Whether a pattern of a shell matches the whole of a name.
  package static func match(_ pattern: String, _ name: String) -> Bool { fnmatch(pattern, name, 0) == 0 }
}
