import Conformance
import ExactJSON

extension LossScaleOptimizer {
  private enum Key: String, JSONKey {
    case initialScale = "initial_scale"
    case dynamicGrowthSteps = "dynamic_growth_steps"

    static let names = JSONNames<Self>()
  }

  init(from json: inout JSONReader) throws(JSONError) {
    self.init()
    try json.object { (json, key: Key) throws(JSONError) in
      if try json.takeNull() { return }
      switch key {
      case .initialScale: initialScale = try json.double()
      case .dynamicGrowthSteps: dynamicGrowthSteps = try json.integer()
      }
    }
  }

  func write(to json: inout JSONWriter) {
    json.object { json in
      if let dynamicGrowthSteps {
        json.key(Key.dynamicGrowthSteps)
        json.integer(dynamicGrowthSteps)
      }
      if let initialScale {
        json.key(Key.initialScale)
        json.number(initialScale)
      }
    }
  }
}
