import Conformance
import Dialects
import Explanations
import FoundationEssentials

/// An explanation, for people and for programs.
struct ShownExplanation {
  let explanation: Explanation
  /// What the program does otherwise, where that stands beside Keras' numbers.
  let mistakes: [Mistake]

  init(_ explanation: Explanation, mistakes: [Mistake]) {
    self.explanation = explanation
    self.mistakes = mistakes
  }

  private var variable: Variable { explanation.testCase.variables[explanation.place.variable] }
  private var place: Explanation.Place { explanation.place }

  var text: String {
    var lines = verdict.wrapped(to: 80)
    lines += beside.wrapped(to: 80)
    for mistake in mistakes {
      lines += "  \(mistake.description.says) (\(mistake.description.rules[0]))".wrapped(to: 80)
    }
    lines.append("")
    for row in explanation.rows {
      let rule = row.rule.map { "  \($0.id)" + ($0.title.map { "  \($0)" } ?? "") } ?? ""
      lines.append(row.quantity.padded(to: 17) + rule)
      if row.differs || row.keras == nil || row.other == nil {
        if let keras = row.keras { lines.append(line("Keras", keras)) }
        if let other = row.other {
          lines.append(line(row.isOfPort ? "port" : "mistake", other) + (row.differs ? "  <- differs" : ""))
        }
      } else if let both = row.keras {
        lines.append(line(row.isOfPort ? "both" : "Keras", both))
      }
    }
    return lines.map { $0.printable.trimmedAtEnd }.joined(separator: "\n") + "\n"
  }

  private var verdict: String {
    let name = variable.name.printable
    let step =
      "\(explanation.testCase.id), step \(place.step), \(name)[\(place.element)] (\(variable.dtype.rawValue))"
    guard let row = explanation.difference else {
      return explanation.basis == .nothing ? step : "\(step): nothing differs"
    }
    let ulps = row.ulps.map { " by \($0) ULP" } ?? ""
    return "\(step): \(row.quantity) differs first,\(ulps.isEmpty ? " one is NaN or no element" : ulps)"
  }

  private var beside: String {
    switch explanation.basis {
    case .nothing: "Keras' numbers, in the order of computation"
    case .trace: "beside Keras' numbers: those of the program's trace"
    case .dialect where mistakes.isEmpty:
      "The program gives no trace, and no known mistake was found in it: its values and state stand beside Keras'."
    case .dialect: "The program gives no trace. Beside Keras' numbers stands what comes of its mistakes:"
    }
  }

  private func line(_ whose: String, _ number: Explanation.Row.Number) -> String {
    "  " + whose.padded(to: 8) + number.bits.padded(to: variable.dtype.bitWidth / 4) + "  " + number.decimal
  }

  func json() throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    encoder.keyEncodingStrategy = .convertToSnakeCase
    return String(decoding: try encoder.encode(Document(self)), as: UTF8.self) + "\n"
  }

  /// The shape of the JSON.
  private struct Document: Encodable {
    struct Number: Encodable { let bits, decimal: String }
    struct Row: Encodable {
      let quantity: String
      let rule, title: String?
      let keras, other: Number?
      let ofPort, differs: Bool
      let ulps: UInt64?
    }

    let format = "adamw-explain/1"
    let `case`, variable, dtype: String
    let step, event, index, element: Int
    let beside: String?
    let mistakes: [String]
    let difference: String?
    let rows: [Row]

    init(_ shown: ShownExplanation) {
      let explanation = shown.explanation
      `case` = explanation.testCase.id
      (step, event) = (shown.place.step, shown.place.event)
      (index, element) = (shown.place.variable, shown.place.element)
      (variable, dtype) = (shown.variable.name, shown.variable.dtype.rawValue)
      beside =
        switch explanation.basis {
        case .nothing: nil
        case .trace: "trace"
        case .dialect: "mistakes"
        }
      mistakes = shown.mistakes.map(\.id)
      difference = explanation.difference?.quantity
      rows = explanation.rows.map { row in
        Row(
          quantity: row.quantity, rule: row.rule?.id, title: row.rule?.title,
          keras: row.keras.map { Number(bits: $0.bits, decimal: $0.decimal) },
          other: row.other.map { Number(bits: $0.bits, decimal: $0.decimal) }, ofPort: row.isOfPort,
          differs: row.differs, ulps: row.differs ? row.ulps : nil)
      }
    }
  }
}

extension Explanation.Row.Number {
  /// The element's bits as the vectors write them; nothing for a whole number.
  fileprivate var bits: String {
    if case .element(let dtype, let bits) = self { Tensor(dtype, bits: [bits]).hexadecimal } else { "" }
  }

  fileprivate var decimal: String {
    switch self {
    case .element(let dtype, let bits): dtype.decimal(ofBits: bits)
    case .integer(let value): String(value)
    }
  }
}

extension String {
  fileprivate func padded(to width: Int) -> String {
    self + String(repeating: " ", count: max(0, width - count))
  }

  fileprivate var trimmedAtEnd: Substring {
    self[..<(lastIndex { $0 != " " }.map(index(after:)) ?? startIndex)]
  }
}
