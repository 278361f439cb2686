package import Conformance
package import ExactJSON

extension Reply {
  enum StartKey: String, JSONKey {
    case reply, `protocol`, name, version, language, dtypes, features, lacks, encoding

    static let names = JSONNames<Self>()
  }

  enum RunKey: String, JSONKey {
    case reply, steps, state, trace
    case sequence = "seq"

    static let names = JSONNames<Self>()
  }

  enum ErrorKey: String, JSONKey {
    case reply, category, argument, message
    case sequence = "seq"

    static let names = JSONNames<Self>()
  }

  enum UnsupportedKey: String, JSONKey {
    case reply, feature, reason, issue
    case sequence = "seq"

    static let names = JSONNames<Self>()
  }

  enum StopKey: String, JSONKey {
    case reply

    static let names = JSONNames<Self>()
  }

  /// Reads the reply on a line. The case that it answers says of what type its tensors are.
  package init(line: String, answering testCase: Case?) throws(JSONError) {
    self = try JSONReader.read(line) { (json) throws(JSONError) in
      switch try json.messageKind(in: "reply") as Kind {
      case .start: try Reply(start: &json)
      case .run: try Reply(run: &json, answering: testCase)
      case .error: try Reply(error: &json)
      case .unsupported: try Reply(unsupported: &json)
      case .stop: try Reply(stop: &json)
      }
    }
  }

  private init(start json: inout JSONReader) throws(JSONError) {
    var (name, version, language): (String?, String?, String?)
    var (dtypes, features, lacks): ([String]?, [String]?, [String]?)
    var encoding: TensorEncoding?
    var `protocol`: Int?
    try json.object { (json, key: StartKey) throws(JSONError) in
      switch key {
      case .reply: try json.skip()
      case .protocol: `protocol` = try json.integer()
      case .name: name = try json.string()
      case .version: version = try json.string()
      case .language: language = try json.string()
      case .dtypes: dtypes = try json.optional { (json) throws(JSONError) in try json.strings() }
      case .features: features = try json.optional { (json) throws(JSONError) in try json.strings() }
      case .lacks: lacks = try json.optional { (json) throws(JSONError) in try json.strings() }
      case .encoding: encoding = try json.optional { (json) throws(JSONError) in try json.choice() }
      }
    }
    guard let name else { throw .missing("name") }
    guard let version else { throw .missing("version") }
    guard let language else { throw .missing("language") }
    guard let `protocol` else { throw .missing("protocol") }
    var description = PortDescription(
      name: name,
      version: version,
      language: language,
      dtypes: dtypes?.compactMap(DType.init(rawValue:)),
      features: features?.map(Feature.init),
      lacks: lacks?.compactMap(Lack.init(rawValue:)) ?? [],
      encoding: encoding ?? .hexadecimal
    )
    description.unknownDTypes = dtypes?.filter { DType(rawValue: $0) == nil } ?? []
    description.unknownLacks = lacks?.filter { Lack(rawValue: $0) == nil } ?? []
    self = .start(description, protocol: `protocol`)
  }

  private init(run json: inout JSONReader, answering testCase: Case?) throws(JSONError) {
    guard let testCase else { throw .malformed("a 'run' reply where no case was asked for") }
    var sequence: Int?
    var steps: [[Tensor]]?
    var state: State?
    var trace: [TraceEntry]?
    try json.object { (json, key: RunKey) throws(JSONError) in
      switch key {
      case .reply: try json.skip()
      case .sequence: sequence = try json.integer()
      case .steps: steps = try json.steps(of: testCase.variables)
      case .state: state = try json.state(of: testCase.variables)
      case .trace: trace = try json.trace(of: testCase.variables, testCase.script)
      }
    }
    guard let steps else { throw .missing("steps") }
    guard let sequence else { throw .missing("seq") }
    self = .run(
      sequence: sequence, Observation(steps: steps, state: state, trace: trace), for: testCase)
  }

  private init(error json: inout JSONReader) throws(JSONError) {
    var sequence: Int?
    var category: Refusal.Category?
    var (argument, message): (String?, String?)
    try json.object { (json, key: ErrorKey) throws(JSONError) in
      switch key {
      case .reply: try json.skip()
      case .sequence: sequence = try json.optional { (json) throws(JSONError) in try json.integer() }
      case .category: category = try json.choice()
      case .argument: argument = try json.optional { (json) throws(JSONError) in try json.string() }
      case .message: message = try json.optional { (json) throws(JSONError) in try json.string() }
      }
    }
    guard let category else { throw .missing("category") }
    self = .error(sequence: sequence, Refusal(category, argument: argument, message: message))
  }

  private init(unsupported json: inout JSONReader) throws(JSONError) {
    var sequence: Int?
    var feature: String?
    var (reason, issue): (String?, String?)
    try json.object { (json, key: UnsupportedKey) throws(JSONError) in
      switch key {
      case .reply: try json.skip()
      case .sequence: sequence = try json.integer()
      case .feature: feature = try json.string()
      case .reason: reason = try json.optional { (json) throws(JSONError) in try json.string() }
      case .issue: issue = try json.optional { (json) throws(JSONError) in try json.string() }
      }
    }
    guard let feature else { throw .missing("feature") }
    guard let sequence else { throw .missing("seq") }
    self = .unsupported(sequence: sequence, Unsupported(feature: feature, reason: reason, issue: issue))
  }

  private init(stop json: inout JSONReader) throws(JSONError) {
    try json.object { (json, _: StopKey) throws(JSONError) in try json.skip() }
    self = .stop
  }
}
