// PlainAdamW as a port: written from Vectors/PROTOCOL.md.
//
//     swiftc -O -swift-version 6 -parse-as-library -o port Sources/PlainAdamW/*.swift Port.swift
//     adamw test -- ./port

import Foundation

/// What a request holds.
enum JSON: Decodable {
  case null, bool(Bool), number(Double), text(String), array([JSON]), object([String: JSON])

  init(from decoder: any Decoder) throws {
    let value = try decoder.singleValueContainer()
    if value.decodeNil() {
      self = .null
    } else if let bool = try? value.decode(Bool.self) {
      self = .bool(bool)
    } else if let number = try? value.decode(Double.self) {
      self = .number(number)
    } else if let text = try? value.decode(String.self) {
      self = .text(text)
    } else if let array = try? value.decode([JSON].self) {
      self = .array(array)
    } else {
      self = .object(try value.decode([String: JSON].self))
    }
  }

  var number: Double? { if case .number(let number) = self { number } else { nil } }
  var text: String? { if case .text(let text) = self { text } else { nil } }
  var isTrue: Bool { if case .bool(true) = self { true } else { false } }
  var items: [JSON] { if case .array(let items) = self { items } else { [] } }
  var fields: [String: JSON] { if case .object(let fields) = self { fields } else { [:] } }
  subscript(name: String) -> JSON { fields[name] ?? .null }
}

/// Why a case has no values: the fields of the reply.
struct Failure: Error {
  var category: String
  var argument: String

  static func `internal`(_ field: String) -> Failure { Failure(category: "internal", argument: field) }
}

func read(_ tensor: JSON) throws(Failure) -> [Float] {
  guard let digits = tensor.text.map({ Array($0.utf8) }), digits.count % 8 == 0 else {
    throw .internal("tensor")
  }
  var values: [Float] = []
  for start in stride(from: 0, to: digits.count, by: 8) {
    guard let bits = UInt32(String(decoding: digits[start..<start + 8], as: UTF8.self), radix: 16) else {
      throw .internal("tensor")
    }
    values.append(Float(bitPattern: bits))
  }
  return values
}

func write(_ values: [Float]) -> String {
  let digits = values.map { value in
    let text = String(value.bitPattern, radix: 16)
    return String(repeating: "0", count: 8 - text.count) + text
  }
  return "\"\(digits.joined())\""
}

func write(_ tensors: [[Float]]) -> String { "[\(tensors.map(write).joined(separator: ","))]" }

/// Refuses what this port would otherwise half obey.
func check(_ json: JSON, at place: String, has names: String) throws(Failure) {
  let known = Set(names.split(separator: " ").map(String.init))
  if let name = json.fields.keys.first(where: { !known.contains($0) }) { throw .internal(place + name) }
}

func arguments(_ a: JSON, isAdam: Bool) throws(Failure) -> PlainAdamW.Arguments {
  try check(
    a,
    at: "case.arguments.",
    has:
      "learning_rate weight_decay beta_1 beta_2 epsilon amsgrad clipnorm clipvalue global_clipnorm use_ema "
      + "ema_momentum ema_overwrite_frequency loss_scale_factor gradient_accumulation_steps"
  )
  var arguments = PlainAdamW.Arguments()
  if isAdam { arguments.weightDecay = nil }
  for (name, value) in a.fields {
    let number = value.number
    switch name {
    case "learning_rate": arguments.learningRate = number ?? arguments.learningRate
    case "weight_decay": arguments.weightDecay = number
    case "beta_1": arguments.beta1 = number ?? arguments.beta1
    case "beta_2": arguments.beta2 = number ?? arguments.beta2
    case "epsilon": arguments.epsilon = number ?? arguments.epsilon
    case "amsgrad": arguments.amsgrad = value.isTrue
    case "clipnorm": arguments.clipnorm = number
    case "clipvalue": arguments.clipvalue = number
    case "global_clipnorm": arguments.globalClipnorm = number
    case "use_ema": arguments.useEMA = value.isTrue
    case "ema_momentum": arguments.emaMomentum = number ?? arguments.emaMomentum
    case "ema_overwrite_frequency": arguments.emaOverwriteFrequency = number.map { Int($0) }
    case "loss_scale_factor": arguments.lossScaleFactor = number
    default: arguments.gradientAccumulationSteps = number.map { Int($0) }
    }
  }
  return arguments
}

func makeOptimizer(_ testCase: JSON) throws(Failure) -> PlainAdamW {
  let exclusion = testCase["exclude_from_weight_decay"].fields
  let excluded = Set((exclusion["variables"]?.items ?? []).compactMap { $0.number.map { Int($0) } })
  var variables: [PlainAdamW.Variable] = []
  for (i, variable) in testCase["variables"].items.enumerated() {
    try check(variable, at: "case.variables.", has: "name dtype shape data")
    var decays = !excluded.contains(i)
    for pattern in exclusion["var_names"]?.items ?? [] {
      guard let regex = try? Regex(pattern.text ?? "("), let name = variable["name"].text else {
        throw .internal("case.exclude_from_weight_decay.var_names")
      }
      if "\(name):0".contains(regex) { decays = false }
    }
    variables.append(PlainAdamW.Variable(try read(variable["data"]), decays: decays))
  }
  let arguments = try arguments(testCase["arguments"], isAdam: testCase["optimizer"].text == "Adam")
  var optimizer = PlainAdamW(arguments, variables: variables)
  let state = testCase["initial_state"]
  optimizer.iterations = state["iterations"].number.map { Int($0) } ?? 0
  if case .text = state["learning_rate"] { optimizer.learningRate = try read(state["learning_rate"])[0] }
  for slot in PlainAdamW.Slot.allCases {
    for (i, tensor) in state["slots"][slot.rawValue].items.enumerated() {
      optimizer.variables[i][keyPath: slot.path] = try read(tensor)
    }
  }
  return optimizer
}

func run(_ request: JSON) throws(Failure) -> String {
  let testCase = request["case"]
  try check(request, at: "", has: "request seq case trace")
  try check(
    testCase,
    at: "case.",
    has: "id rules optimizer arguments variables script initial_state exclude_from_weight_decay"
  )
  var optimizer = try makeOptimizer(testCase)
  var steps: [String] = []
  for event in testCase["script"].items {
    try check(event, at: "case.script.", has: "apply finalize")
    if event["finalize"].isTrue { optimizer.finalize() }
    var gradients: [[Float]?] = []
    for gradient in event["apply"].items {
      if case .null = gradient { gradients.append(nil); continue }
      if case .object = gradient { gradients.append(try read(gradient["data"])); continue }
      gradients.append(try read(gradient))
    }
    do { try optimizer.apply(gradients) } catch {
      throw Failure(category: "invalid_gradients", argument: "grads")
    }
    steps.append("{\"variables\":\(write(optimizer.variables.map(\.value)))}")
  }
  let slots = PlainAdamW.Slot.allCases.filter { $0.exists(with: optimizer.arguments) }.map { slot in
    "\"\(slot.rawValue)\":\(write(optimizer.variables.map { $0[keyPath: slot.path] }))"
  }
  return """
    "reply":"run","steps":[\(steps.joined(separator: ","))],"state":{"iterations":\(optimizer.iterations),\
    "learning_rate":\(write([optimizer.learningRate])),"slots":{\(slots.joined(separator: ","))}}
    """
}

@main
struct Port {
  static let start = """
    {"reply":"start","protocol":1,"name":"adamw-swift","version":"1.0","language":"Swift","dtypes":["float32"],\
    "features":["amsgrad","clipnorm","clipvalue","global_clipnorm","ema","loss_scale_factor","gradient_accumulation",\
    "exclude_from_weight_decay","finalize","missing_gradients","initial_state","state","optimizer:Adam",\
    "flush_subnormals"]}
    """

  static func main() {
    while let line = readLine() {
      let request = (try? JSONDecoder().decode(JSON.self, from: Data(line.utf8))) ?? .null
      let kind = request["request"].text
      defer { fflush(nil) }
      if kind == "start", request["protocol"].number == 1 {
        print(start)
      } else if kind == "stop" {
        return print("{\"reply\":\"stop\"}")
      } else {
        var fields: String
        do {
          guard kind == "run" else { throw Failure.internal("request") }
          fields = try run(request)
        } catch {
          let failure = error as? Failure ?? .internal("case")
          fields =
            "\"reply\":\"error\",\"category\":\"\(failure.category)\",\"argument\":\"\(failure.argument)\""
        }
        if let sequence = request["seq"].number { fields += ",\"seq\":\(Int(sequence))" }
        print("{\(fields)}")
      }
    }
  }
}
