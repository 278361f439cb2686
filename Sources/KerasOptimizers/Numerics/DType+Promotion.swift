extension DType {
  /// The smallest dtype that holds the numbers of both: float32 for float16 and bfloat16.
  func promoted(with other: DType) -> DType {
    if self == other { return self }
    return self == .float64 || other == .float64 ? .float64 : .float32
  }
}
