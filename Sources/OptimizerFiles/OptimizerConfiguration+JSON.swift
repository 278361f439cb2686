public import KerasOptimizers

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

// `JSONEncoder` writes 1.0 as 1, which Keras refuses as a learning rate, and reads a key that is there twice.

extension OptimizerConfiguration {
  /// The JSON text that Keras' `deserialize` takes once it is parsed.
  ///
  /// Infinities and NaN are the strings `Infinity`, `-Infinity` and `NaN`.
  public var json: String {
    get throws(OptimizerFileError) {
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
      encoder.nonConformingFloatEncodingStrategy = .convertToString(
        positiveInfinity: "Infinity", negativeInfinity: "-Infinity", nan: "NaN")
      do {
        let json = try JSONParser.parse(Array(try encoder.encode(self))[...])
        return json.withFractionalLearningRate.text
      } catch {
        throw OptimizerFileError(category: .invalid, message: "The configuration cannot be written: \(error)")
      }
    }
  }

  /// The configuration in a JSON text, as Keras' `serialize` returns it before it is written.
  ///
  /// - Throws: An error that says where the text is not JSON, or which key is wrong.
  public init(json: String) throws(OptimizerFileError) {
    _ = try JSONParser.parse(Array(json.utf8)[...])
    let decoder = JSONDecoder()
    decoder.nonConformingFloatDecodingStrategy = .convertFromString(
      positiveInfinity: "Infinity", negativeInfinity: "-Infinity", nan: "NaN")
    do {
      self = try decoder.decode(OptimizerConfiguration.self, from: Data(json.utf8))
    } catch {
      throw .damaged("The configuration cannot be read: \(error)")
    }
  }
}

extension JSON {
  /// The same with a learning rate that is a whole number written as a fraction.
  fileprivate var withFractionalLearningRate: JSON {
    guard case .object(var members) = self else { return self }
    for index in members.indices {
      if members[index].key == "learning_rate", case .number(let spelling) = members[index].value,
        Int(spelling) != nil
      {
        members[index].value = .number(spelling + ".0")
      } else {
        members[index].value = members[index].value.withFractionalLearningRate
      }
    }
    return .object(members)
  }
}
