// swift-tools-version: 6.2
import PackageDescription

let package = Package(
  name: "plain-adamw",
  products: [.library(name: "PlainAdamW", targets: ["PlainAdamW"])],
  dependencies: [.package(name: "keras-adamw", path: "../../..")],
  targets: [
    .target(name: "PlainAdamW"),
    .testTarget(
      name: "PlainAdamWTests",
      dependencies: [
        "PlainAdamW",
        .product(name: "Conformance", package: "keras-adamw"),
        .product(name: "ConformanceTesting", package: "keras-adamw"),
      ]
    ),
  ]
)
