import CPython
import Conformance
import KerasOracle
import ReferencePort
import Testing

/// Real Keras behind the port: what it says of itself, what it answers, refuses and lacks.
@Suite(.enabled(if: Live.isWanted, "\(Live.reason)"))
struct KerasPortTests {
  let port: KerasPort

  init() throws { port = try Live.start() }

  @Test func describesItself() async throws {
    let description = try await port.describe()
    #expect(description.name == "keras-tensorflow")
    #expect(description.version.hasPrefix("3."))
    #expect(description.language.hasPrefix("Python 3."))
    #expect(description.dtypes == DType.allCases)
    #expect(description.missing(for: Samples.scalar()) == nil)
  }

  @Test func aProcessHasOneBackend() throws {
    let found = try KerasInstallation(repository: Live.packageRoot).discovery.found()
    #expect(throws: KerasPortError.anotherBackend("tensorflow", wanted: .numpy)) {
      try KerasPort(found, repository: Live.packageRoot, backend: .numpy)
    }
  }

  @Test(arguments: DType.allCases)
  func equalsTheReference(dtype: DType) async throws {
    let testCase = Samples.busy(dtype)
    let reply = try await port.run(testCase, trace: true)
    #expect(try reply == SwiftPort().run(testCase, trace: true))
    guard case .observation(let observation) = reply else { return }
    #expect(observation.steps.count == testCase.script.count)
    #expect(observation.trace?.count == 2)
    #expect(observation.state?.iterations == 4)
  }

  @Test func tracesOnlyWhenAsked() async throws {
    guard case .observation(let observation) = try await port.run(Samples.scalar(), trace: false) else {
      Issue.record("no observation")
      return
    }
    #expect(observation.trace == nil)
  }

  /// JSON has one kind of number, Keras two: whole numbers are floats where Keras wants floats.
  @Test func wholeNumbersAreTakenAsKerasWantsThem() async throws {
    let arguments = Arguments([
      .learningRate: .number(1), .weightDecay: .number(0), .epsilon: .number(1), .clipnorm: .number(1),
      .gradientAccumulationSteps: .number(2), .useEMA: .flag(true), .emaOverwriteFrequency: .number(1),
    ])
    let testCase = Samples.scalar(arguments)
    #expect(try await port.run(testCase, trace: false) == SwiftPort().run(testCase, trace: false))
  }

  /// To TensorFlow the zeros of two cases are one, unless it is made to forget them.
  @Test func zerosKeepTheirSigns() async throws {
    for (rate, bits) in [(0.0, 0), (-0.0, 0x8000_0000), (0.0, 0)] as [(Double, UInt64)] {
      let testCase = Samples.scalar(Arguments([.learningRate: .number(rate)]))
      guard case .observation(let observation) = try await port.run(testCase, trace: false) else {
        Issue.record("no observation")
        return
      }
      #expect(observation.state?.learningRate == Tensor(.float32, bits: [bits]))
    }
  }

  @Test func refusesWhatKerasRefuses() async throws {
    let testCase = Samples.scalar(Arguments([.clipnorm: .number(1), .clipvalue: .number(1)]))
    guard case .refused(let refusal) = try await port.run(testCase, trace: false) else {
      Issue.record("not refused")
      return
    }
    #expect(refusal.category == .invalidArgument)
    #expect(refusal.argument == "clipnorm")
    #expect(refusal.message?.contains("clipnorm") == true)
  }

  @Test(arguments: Samples.features.indices)
  func hasEveryFeatureOfTheReference(index: Int) async throws {
    let (feature, testCase) = Samples.features[index]
    #expect(testCase.features.contains(feature))
    let description = try await port.describe()
    #expect(description.missing(for: testCase) == nil)
    guard case .observation(let observation) = try await port.run(testCase, trace: true) else {
      Issue.record("Keras gives no values for \(testCase.id)")
      return
    }
    var judged = testCase
    let steps = observation.steps.enumerated().map { ExpectedValues.Step(event: $0, variables: $1) }
    judged.expectation = .values(
      ExpectedValues(steps: steps, state: observation.state, trace: observation.trace))
    let reference = SwiftPort()
    let judgement = Judgement(
      of: try reference.run(testCase, trace: true), to: judged, from: reference.describe())
    #expect(judgement.verdict == .passed, "\(testCase.id): \(judgement.verdict)")
    #expect(observation.state != nil)
    // What passes between replicas is not recorded.
    #expect((observation.trace == nil) == (feature == .replicas))
  }

  @Test func declaresWhatTheReferenceDeclares() async throws {
    let names = try await port.describe().features?.map(\.name).sorted()
    #expect(names == SwiftPort().describe().features?.map(\.name).sorted())
  }

  @Test func answersSeveralTasksAsIfEachWereAlone() async throws {
    let cases = DType.allCases.map(Samples.busy)
    let alone = try cases.map { try SwiftPort().run($0, trace: true) }
    try await withThrowingTaskGroup(of: Bool.self) { group in
      for index in 0..<24 {
        group.addTask { [port] in
          try await port.run(cases[index % cases.count], trace: true) == alone[index % cases.count]
        }
      }
      for try await isEqual in group { #expect(isEqual) }
    }
  }
}

/// Keras that cannot be a port: whatever is judged has no part in that.
@Suite struct MissingKerasTests {
  @Test func aPythonThatIsNotThere() {
    let installation = KerasInstallation(named: "/no/such/python", repository: Live.packageRoot)
    let expected = KerasPortError.noPython(.notThere(path: "/no/such/python"))
    #expect(throws: expected) { try installation.found() }
    #expect(throws: expected) { try installation.start() }
    #expect(expected.blame == .oracle)
    #expect("\(expected)".hasPrefix("Keras does not start. There is no file /no/such/python."))
  }

  @Test func aPackageThatIsNotThere() {
    let error = #expect(throws: KerasPortError.self) { try KerasInstallation.repository(beside: ["/tmp"]) }
    #expect(error == .runnerMissing(searched: ["/tmp"]))
    #expect(error?.blame == .oracle)
  }

  /// In a process of its own, which has not loaded the modules yet.
  @Test(.enabled(if: Live.isWanted, "\(Live.reason)"))
  func aPythonThatCannotLoadIt() async {
    await #expect(processExitsWith: .success) {
      let found = try KerasInstallation(repository: Live.packageRoot).found()
      let error = #expect(throws: KerasPortError.self) { try KerasPort(found, repository: "/nowhere") }
      #expect(error?.blame == .oracle)
      #expect(error.map { "\($0)" }?.contains("No module named 'scripts") == true)
    }
  }
}
