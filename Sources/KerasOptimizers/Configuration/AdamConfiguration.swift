/// What Keras' `get_config()` returns for an ``Adam`` or an ``AdamW``: the arguments as plain values.
///
/// Encoding it writes that dictionary with Keras' keys, and decoding reads it: an absent key has Keras' default
/// (for `weight_decay` that of Adam, null), and an unknown key or a value of another type is an
/// ``OptimizerError`` that names the key. ``OptimizerConfiguration`` is the same with the class beside it
/// (rule R-CONFIG-1).
public typealias AdamConfiguration = AdamArguments<LearningRateConfiguration, Double>

extension AdamConfiguration: Codable {
  public init(from decoder: any Decoder) throws {
    self.init()
    let fields = try ConfigurationFields(decoder, of: "The optimizer", known: Set(Self.entries.map(\.key)))
    for entry in Self.entries { try entry.read(fields, &self) }
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: ConfigurationKey.self)
    for entry in Self.entries { try entry.write(self, &container) }
  }
}
