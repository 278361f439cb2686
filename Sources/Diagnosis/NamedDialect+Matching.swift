import Dialects

extension NamedDialect {
  /// The libraries whose rules are these, as far as the cases could show them: other roundings and refusals are no
  /// difference.
  static func matching(_ dialect: Dialect, met: Dialect) -> [NamedDialect] {
    func rules(_ dialect: Dialect) -> Set<Mistake> {
      Set(dialect.mistakes.filter { $0.description.kind == .rule && met.makes($0) })
    }
    let own = rules(dialect)
    if own.isEmpty { return [] }
    return all.filter { rules($0.dialect) == own }
  }
}
