package import Conformance
package import ExactJSON
import Wire

/// Cases to test the suite with. What they expect comes from nowhere: no optimizer is judged by them.
package enum Samples {
  /// A case of a vector file with every field that there is.
  package static let full = """
    {"id":"sample/full","rules":["R-DECAY-1","R-CLIP-NORM-2"],"note":"Everything at once.",
    "keras":{"from":"3.5.0","to":"3.15.1","differs":["3.9.2"]},
    "arguments":{"learning_rate":{"schedule":"CosineDecay","config":{"initial_learning_rate":0.1,"decay_steps":10}},
    "weight_decay":0.3,"beta_1":{"callable":0.8},"beta_2":0.95,"epsilon":0.01,"amsgrad":true,"clipnorm":1.5,
    "clipvalue":null,"global_clipnorm":null,"use_ema":true,"ema_momentum":0.5,"ema_overwrite_frequency":2,
    "loss_scale_factor":128,"gradient_accumulation_steps":2,"name":"adamw"},
    "exclude_from_weight_decay":{"variables":[1],"var_names":["bias"]},
    "loss_scale_optimizer":{"initial_scale":1024,"dynamic_growth_steps":2},
    "variables":[{"name":"kernel","dtype":"float32","shape":[2],"data":"3f8000003f800000",
    "constraint":{"name":"MaxNorm","config":{"max_value":2}},"overwrite_with_gradient":true},
    {"name":"bias","dtype":"float16","shape":[],"data":"3c00"}],
    "initial_state":{"iterations":3,"learning_rate":"3dcccccd","slots":{"momentum":["0000000000000000",null]}},
    "script":[{"apply":["3f0000003f000000",{"dtype":"float32","data":"3f000000"}]},
    {"apply":[{"indices":[0],"data":"3f000000"},null]},{"learning_rate":0.05},{"finalize":true},
    {"checkpoint":true},{"apply_replicas":[["3f0000003f000000","3800"],[null,"3800"]]}],
    "expect":{"kept":[0,5],"steps":[{"variables":["3f0000003f800000","3c00"]},
    {"variables":["3e8000003f800000","3800"]}],
    "state":{"iterations":6,"learning_rate":"3d4ccccd","loss_scale":"44800000","step_counter":1,
    "slots":{"momentum":["3f0000003f000000","3800"],"velocity":["3f0000003f000000","3800"],
    "velocity_hat":["3f0000003f000000","3800"],"average":["3f0000003f000000","3800"],
    "gradient_accumulator":["3f0000003f000000",null]}},
    "trace":[{"event":0,"learning_rate":{"float32":"3dcccccd","float16":"2e66"},
    "beta_1_power":{"float32":"3f4ccccd"},"beta_2_power":{"float32":"3f733333"},"alpha":{"float32":"3dcccccd"},
    "variables":[{"gradient_mean":"3f0000003f000000","norm":"3f3504f3","momentum":"3dcccccd3dcccccd"},
    {"gradient_unscaled":"3f000000","gradient_clipped":{"dtype":"float16","data":"3800"},"update":"2e66"}]},
    {"event":5,"variables":[null,{"average":"3800","overwritten":"3800"}]}]}}
    """

  /// A small case with one variable of two elements and two events.
  package static let small = """
    {"id":"sample/small","rules":["R-UPDATE-1"],"arguments":{"learning_rate":0.1},"inputs":"two",\
    "expect":{"steps":[{"variables":["3f0000003f000000"]},{"variables":["3e8000003e800000"]}],\
    "state":{"iterations":2,"learning_rate":"3dcccccd","slots":{"momentum":["3f0000003f000000"],\
    "velocity":["3f0000003f000000"]}}}}
    """

  /// A case that must be refused.
  package static let refused = """
    {"id":"sample/refused","rules":["R-ERROR-CLIP"],"arguments":{"clipnorm":1,"clipvalue":1},"inputs":"two",\
    "expect":{"error":{"category":"invalid_argument","argument":"clipnorm"}}}
    """

  /// The inputs of ``small`` and ``refused``.
  package static let inputs = """
    {"two":{"variables":[{"name":"kernel","dtype":"float32","shape":[2],"data":"3f8000003f800000"}],\
    "script":[{"apply":["3f0000003f000000"]},{"apply":["3f0000003f000000"]}]}}
    """

  /// Reads a case as a vector file has it.
  package static func testCase(_ json: String) throws(JSONError) -> Case {
    let shared = try JSONReader.read(inputs) { (json) throws(JSONError) in
      var shared: [String: Inputs] = [:]
      try json.object { (json, name) throws(JSONError) in shared[name] = try Inputs(from: &json) }
      return shared
    }
    return try JSONReader.read(json) { (json) throws(JSONError) in try Case(from: &json, inputs: shared) }
  }

  /// What a case expects, as an observation of a port that is right.
  package static func observation(of testCase: Case) -> Observation {
    guard case .values(let values) = testCase.expectation else { return Observation(steps: []) }
    let nothing = testCase.variables.map { Tensor($0.dtype, bits: [UInt64](repeating: 0, count: $0.count)) }
    var steps = testCase.script.map { _ in nothing }
    for step in values.steps { steps[step.event] = step.variables }
    return Observation(steps: steps, state: values.state, trace: values.trace)
  }
}

extension JSONValue {
  /// The value that a JSON text stands for.
  package static func reading(_ text: String) throws -> JSONValue {
    try JSONReader.read(text, JSONValue.init(from:))
  }

  /// The value as JSON text on one line.
  package var text: String {
    get throws { try JSONWriter.text { write(to: &$0) } }
  }
}
