// swift-tools-version: 6.2
import PackageDescription

// What every target of this package is built with.
let settings: [SwiftSetting] = [
  .treatAllWarnings(as: .error),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("InternalImportsByDefault"),
]

let package = Package(
  name: "keras-adamw",
  products: [
    .library(name: "KerasOptimizers", targets: ["KerasOptimizers"]),
    .library(name: "OptimizerFiles", targets: ["OptimizerFiles"]),
    .library(
      name: "Conformance",
      targets: [
        "Conformance", "Wire", "VectorFiles", "PortProcesses", "Processes", "Exploration", "Dialects",
        "Diagnosis",
        "Reporting",
      ]
    ),
    .library(name: "ConformanceTesting", targets: ["ConformanceTesting"]),
    .executable(name: "adamw", targets: ["adamw"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2")
  ],
  targets: [
    // The optimizer. No dependency, no Foundation, no input or output.
    .target(
      name: "KerasOptimizers", dependencies: ["OptimizerKernels", "PythonPatterns"], swiftSettings: settings
    ),
    .target(
      name: "OptimizerKernels",
      swiftSettings: settings + [.enableExperimentalFeature("BuiltinModule")]
    ),

    // Regular expressions as Python's `re` reads them and finds them: Swift's own mean other things, and their parser
    // and their search have no bounds.
    .target(name: "PythonPatterns", swiftSettings: settings),

    // JSON, read and written exactly. Knows nothing of what it says.
    .target(name: "ExactJSON", swiftSettings: settings),

    // Files of an optimizer's configuration and state.
    .target(
      name: "OptimizerFiles",
      dependencies: ["KerasOptimizers", "ExactJSON"],
      swiftSettings: settings
    ),

    // What a case is, and how it is judged. Knows no implementation, and reads no file.
    .target(name: "Conformance", dependencies: ["ExactJSON"], swiftSettings: settings),

    // Cases, requests and replies as the protocol writes them.
    .target(name: "Wire", dependencies: ["Conformance", "ExactJSON"], swiftSettings: settings),

    // The files of vectors, their manifest, and budgets.
    .target(
      name: "VectorFiles",
      dependencies: ["Conformance", "ExactJSON", "Wire"],
      swiftSettings: settings
    ),

    // The one place that starts a process.
    .target(name: "Processes", swiftSettings: settings),

    // A port that is a program.
    .target(
      name: "PortProcesses",
      dependencies: ["Conformance", "ExactJSON", "Processes", "Wire"],
      swiftSettings: settings
    ),

    // Random cases on two ports, and what a difference comes down to.
    .target(
      name: "Exploration", dependencies: ["Conformance", "VectorFiles", "Wire"],
      swiftSettings: settings
    ),

    // What people get wrong, in words, and the libraries that do.
    .target(name: "Dialects", dependencies: ["Conformance"], swiftSettings: settings),

    // The specification as one slow program, under any dialect: Keras', a mistake's, another library's.
    .target(
      name: "Textbook", dependencies: ["Conformance", "Dialects", "PythonPatterns"], swiftSettings: settings
    ),

    // Which cases notice which mistakes, and so which rules they exercise.
    .target(
      name: "MutationTesting", dependencies: ["Conformance", "Dialects", "Textbook"], swiftSettings: settings
    ),

    // The numbers of one step, rule by rule, beside another's.
    .target(
      name: "Explanations", dependencies: ["Conformance", "Dialects", "Textbook"], swiftSettings: settings),

    // Which dialect explains a port's answers.
    .target(
      name: "Diagnosis", dependencies: ["Conformance", "Dialects", "Textbook"], swiftSettings: settings),

    // What a run led to, for people and programs; what was expected of it.
    .target(
      name: "Reporting", dependencies: ["Conformance", "Dialects", "Diagnosis"], swiftSettings: settings
    ),

    // Expectations about an optimizer for the tests of other packages.
    .target(
      name: "ConformanceTesting",
      dependencies: ["Conformance", "Diagnosis", "Reporting", "VectorFiles"],
      swiftSettings: settings
    ),

    // The optimizer as a port, and the command line over both.
    .target(
      name: "ReferencePort",
      dependencies: ["KerasOptimizers", "OptimizerKernels", "OptimizerFiles", "Conformance"],
      swiftSettings: settings
    ),
    .executableTarget(
      name: "adamw",
      dependencies: [
        "ReferencePort",
        "OptimizerFiles",
        "Conformance",
        "Wire",
        "VectorFiles",
        "PortProcesses",
        "Processes",
        "Exploration",
        "Reporting",
        "Dialects",
        "MutationTesting",
        "Textbook",
        "Explanations",
        "Diagnosis",
        "KerasOracle",
        "CPython",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: settings
    ),

    // Python inside this process, found and loaded at run time.
    .target(name: "CPython", dependencies: ["CPythonABI", "Processes"], swiftSettings: settings),
    .target(name: "CPythonABI"),

    // Real Keras as a port.
    .target(
      name: "KerasOracle",
      dependencies: ["CPython", "Conformance", "Processes", "Wire"],
      swiftSettings: settings
    ),

    // Tests, one folder per target.
    .testTarget(name: "OptimizerKernelsTests", dependencies: ["OptimizerKernels"], swiftSettings: settings),
    .testTarget(name: "PythonPatternsTests", dependencies: ["PythonPatterns"], swiftSettings: settings),
    .testTarget(name: "KerasOptimizersTests", dependencies: ["KerasOptimizers"], swiftSettings: settings),
    .testTarget(
      name: "OptimizerFilesTests",
      dependencies: ["OptimizerFiles", "KerasOptimizers"],
      exclude: ["Fixtures"],
      swiftSettings: settings
    ),
    .testTarget(name: "ExactJSONTests", dependencies: ["ExactJSON"], swiftSettings: settings),
    .target(
      name: "ConformanceSamples",
      dependencies: ["Conformance", "ExactJSON", "VectorFiles", "Wire"],
      path: "Tests/ConformanceSamples",
      swiftSettings: settings
    ),
    .testTarget(
      name: "ConformanceTests",
      dependencies: [
        "Conformance", "ConformanceSamples", "ExactJSON", "PortProcesses", "VectorFiles", "Wire",
      ],
      swiftSettings: settings
    ),
    .testTarget(
      name: "WireTests",
      dependencies: ["Conformance", "ConformanceSamples", "ExactJSON", "Wire"],
      swiftSettings: settings
    ),
    .testTarget(
      name: "VectorFilesTests",
      dependencies: ["VectorFiles", "Conformance", "ConformanceSamples", "ExactJSON", "Wire"],
      swiftSettings: settings
    ),
    .testTarget(
      name: "DiagnosisTests",
      dependencies: ["Diagnosis", "Conformance", "Dialects", "Textbook", "VectorFiles"],
      swiftSettings: settings
    ),
    .testTarget(
      name: "ReportingTests",
      dependencies: [
        "Reporting", "Conformance", "ConformanceSamples", "Diagnosis", "Dialects", "Textbook", "VectorFiles",
        "Wire",
      ],
      swiftSettings: settings
    ),
    .testTarget(
      name: "ExplorationTests",
      dependencies: ["Exploration", "Conformance", "ConformanceSamples", "VectorFiles", "Wire"],
      swiftSettings: settings
    ),
    .testTarget(
      name: "ConformanceTestingTests",
      dependencies: ["ConformanceTesting", "Conformance", "ReferencePort", "VectorFiles"],
      swiftSettings: settings
    ),
    .testTarget(
      name: "GoldenVectorTests",
      dependencies: ["Conformance", "ReferencePort", "VectorFiles", "Wire"],
      swiftSettings: settings
    ),
    .testTarget(
      name: "TextbookTests",
      dependencies: ["Textbook", "Explanations", "Dialects", "Conformance", "VectorFiles"],
      swiftSettings: settings
    ),
    .testTarget(
      name: "MutationTestingTests",
      dependencies: ["MutationTesting", "Textbook", "Dialects", "Conformance", "VectorFiles"],
      swiftSettings: settings
    ),
    .testTarget(name: "ProcessesTests", dependencies: ["Processes"], swiftSettings: settings),
    .testTarget(
      name: "CPythonTests",
      dependencies: ["CPython", "Processes"],
      exclude: ["Fixtures"],
      swiftSettings: settings
    ),
    .testTarget(
      name: "KerasOracleTests",
      dependencies: ["KerasOracle", "ReferencePort", "VectorFiles"],
      swiftSettings: settings
    ),
    .testTarget(
      name: "CommandTests",
      dependencies: ["adamw", "Conformance", "PortProcesses", "VectorFiles"],
      exclude: ["Ports"],
      swiftSettings: settings
    ),
  ]
)
