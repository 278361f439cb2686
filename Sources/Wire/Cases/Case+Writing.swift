package import Conformance
package import ExactJSON

extension Case {
  /// Writes the case, as a port is sent it or with all that a vector file has besides.
  package func write(to json: inout JSONWriter, as encoding: TensorEncoding, isRequest: Bool) {
    json.object { json in
      json.key(Key.arguments)
      arguments.write(to: &json)
      if let exclusion {
        json.key(Key.exclusion)
        exclusion.write(to: &json)
      }
      if let expectation, !isRequest {
        json.key(Key.expect)
        expectation.write(to: &json, of: self)
      }
      json.key(Key.id)
      json.string(id)
      if let initialState {
        json.key(Key.initialState)
        initialState.write(to: &json, as: encoding)
      }
      if let keras, !isRequest {
        json.key(Key.keras)
        keras.write(to: &json)
      }
      if let lossScaleOptimizer {
        json.key(Key.lossScaleOptimizer)
        lossScaleOptimizer.write(to: &json)
      }
      if let note, !isRequest {
        json.key(Key.note)
        json.string(note)
      }
      if optimizer != .adamW {
        json.key(Key.optimizer)
        json.string(optimizer.rawValue)
      }
      json.key(Key.rules)
      json.list(rules) { $0.string($1.id) }
      json.key(Key.script)
      json.list(script) { $1.write(to: &$0, on: variables, as: encoding) }
      json.key(Key.variables)
      json.list(variables) { $1.write(to: &$0, as: encoding) }
    }
  }
}
