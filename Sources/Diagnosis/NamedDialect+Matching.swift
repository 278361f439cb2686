import Dialects
import Textbook

extension NamedDialect {
  /// The library whose rules are these, as far as the cases could show them.
  static func matching(_ dialect: Dialect, met: Dialect) -> NamedDialect? { nil }
}
