import ExactJSON
public import KerasOptimizers

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

// `JSONEncoder` writes 1.0 as 1, which Keras refuses as a learning rate and from which its schedules compute in
// integers; and `JSONDecoder` reads a key that is there twice.

extension OptimizerConfiguration {
  /// The JSON text that Keras' `deserialize` takes once it is parsed.
  ///
  /// Rates are always written as fractions, because from `1` Keras' schedules compute in integers. Infinities and NaN
  /// are the strings `Infinity`, `-Infinity` and `NaN`, which ``init(json:)`` reads and Keras does not.
  public var json: String {
    get throws(OptimizerFileError) {
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
      encoder.nonConformingFloatEncodingStrategy = .convertToString(
        positiveInfinity: "Infinity", negativeInfinity: "-Infinity", nan: "NaN")
      do {
        return try JSON(parsing: Array(try encoder.encode(self))[...]).withFractionalRates.text
      } catch {
        let reason = Self.sentence(of: error) ?? "a value in it has no form in JSON."
        throw OptimizerFileError(
          category: .invalid, message: "The configuration cannot be written: \(reason)")
      }
    }
  }

  /// The configuration in a JSON text, as Keras' `serialize` returns it before it is written.
  ///
  /// - Throws: An error that says where the text is not JSON, or which key is wrong.
  public init(json: String) throws(OptimizerFileError) {
    _ = try JSON(parsing: Array(json.utf8)[...])
    let decoder = JSONDecoder()
    decoder.nonConformingFloatDecodingStrategy = .convertFromString(
      positiveInfinity: "Infinity", negativeInfinity: "-Infinity", nan: "NaN")
    do {
      self = try decoder.decode(OptimizerConfiguration.self, from: Data(json.utf8))
    } catch {
      // The text is JSON: Foundation refuses numbers that no double holds, and halves of surrogate pairs.
      let reason = Self.sentence(of: error) ?? "a number or a string in it cannot be held."
      throw .damaged("The configuration cannot be read: \(reason)")
    }
  }

  /// What an error of this package says; nil for one of Foundation's, which names Swift types.
  private static func sentence(of error: any Error) -> String? {
    switch error {
    case let error as OptimizerError: error.description
    case let error as OptimizerFileError: error.description
    default: nil
    }
  }
}

extension JSON {
  private static let rates: Set = ["learning_rate", "initial_learning_rate", "values"]

  /// The same with each learning rate that is a whole number written as a fraction.
  fileprivate var withFractionalRates: JSON {
    guard case .object(let members) = self else { return self }
    return .object(
      members.map { member in
        let value = Self.rates.contains(member.key) ? member.value.asFraction : member.value
        return Member(key: member.key, value: value.withFractionalRates)
      })
  }

  /// A number, or a list of them, spelt as fractions.
  private var asFraction: JSON {
    switch self {
    case .number(let spelling): Int(spelling) == nil ? self : .number(spelling + ".0")
    case .array(let values): .array(values.map(\.asFraction))
    case .null, .bool, .string, .object: self
    }
  }
}
