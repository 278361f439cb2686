package import Conformance
package import ExactJSON

extension Reply {
  /// The line of the reply, without its end.
  package func line(as encoding: TensorEncoding) throws(JSONError) -> String {
    try JSONWriter.text { json in json.object { json in write(to: &json, as: encoding) } }
  }

  private func write(to json: inout JSONWriter, as encoding: TensorEncoding) {
    switch self {
    case .start(let description, let version): write(description, version, to: &json)
    case .run(let sequence, let observation, let testCase):
      json.key(RunKey.reply)
      json.string(kind.rawValue)
      json.key(RunKey.sequence)
      json.integer(sequence)
      if let state = observation.state {
        json.key(RunKey.state)
        state.write(to: &json, as: encoding)
      }
      json.key(RunKey.steps)
      json.write(observation.steps, as: encoding)
      if let trace = observation.trace {
        json.key(RunKey.trace)
        json.list(trace) { $1.write(to: &$0, of: testCase, as: encoding) }
      }
    case .error(let sequence, let refusal):
      json.text(refusal.argument, of: ErrorKey.argument)
      json.text(refusal.category.rawValue, of: ErrorKey.category)
      json.text(refusal.message, of: ErrorKey.message)
      json.text(kind.rawValue, of: ErrorKey.reply)
      if let sequence {
        json.key(ErrorKey.sequence)
        json.integer(sequence)
      }
    case .unsupported(let sequence, let missing):
      json.text(missing.feature, of: UnsupportedKey.feature)
      json.text(missing.issue, of: UnsupportedKey.issue)
      json.text(missing.reason, of: UnsupportedKey.reason)
      json.text(kind.rawValue, of: UnsupportedKey.reply)
      json.key(UnsupportedKey.sequence)
      json.integer(sequence)
    case .stop: json.text(kind.rawValue, of: StopKey.reply)
    }
  }

  private func write(_ description: PortDescription, _ version: Int, to json: inout JSONWriter) {
    if let dtypes = description.dtypes {
      json.key(StartKey.dtypes)
      json.list(dtypes) { $0.string($1.rawValue) }
    }
    json.text(description.encoding.rawValue, of: StartKey.encoding)
    if let features = description.features {
      json.key(StartKey.features)
      json.list(features) { $0.string($1.name) }
    }
    if !description.lacks.isEmpty {
      json.key(StartKey.lacks)
      json.list(description.lacks) { $0.string($1.rawValue) }
    }
    json.text(description.language, of: StartKey.language)
    json.text(description.name, of: StartKey.name)
    json.key(StartKey.protocol)
    json.integer(version)
    json.text(kind.rawValue, of: StartKey.reply)
    json.text(description.version, of: StartKey.version)
  }
}

extension JSONWriter {
  /// Writes a field, if there is a text for it.
  fileprivate mutating func text(_ text: String?, of key: some JSONKey) {
    guard let text else { return }
    self.key(key)
    string(text)
  }
}
