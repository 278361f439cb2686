public import Conformance
public import Dialects

/// Nearly exact numbers: nothing is rounded but what all elements share.
///
/// Constants, powers and the step size are Keras' own, because what is subtracted from 1 magnifies their rounding to
/// something that belongs to the rules. What is computed element by element stays as exact as the carrier, within the
/// range of the dtype: what overflows or is flushed there is infinite or zero here.
public struct Witness<Carrier: BinaryFloatingPoint & Sendable>: NumberFormat {
  public let dtype: DType
  private let isScalar: Bool
  private let keras: KerasFormat

  public init(_ dtype: DType, _ dialect: Dialect) {
    self.init(dtype, isScalar: false, KerasFormat(dtype, dialect))
  }

  private init(_ dtype: DType, isScalar: Bool, _ keras: KerasFormat) {
    self.dtype = dtype
    self.isScalar = isScalar
    self.keras = keras
  }

  public var scalar: Self { Self(dtype, isScalar: true, keras) }
  public func joined(_ other: Self) -> Self { isScalar ? other : self }

  public func add(_ a: Carrier, _ b: Carrier) -> Carrier { settled(a + b) { $0.add(Double(a), Double(b)) } }
  public func subtract(_ a: Carrier, _ b: Carrier) -> Carrier {
    settled(a - b) { $0.subtract(Double(a), Double(b)) }
  }
  public func multiply(_ a: Carrier, _ b: Carrier) -> Carrier {
    settled(a * b) { $0.multiply(Double(a), Double(b)) }
  }
  public func divide(_ a: Carrier, _ b: Carrier) -> Carrier {
    settled(a / b) { $0.divide(Double(a), Double(b)) }
  }
  public func squareRoot(_ a: Carrier) -> Carrier { settled(a.squareRoot()) { $0.squareRoot(Double(a)) } }
  public func multiplyAdd(_ a: Carrier, _ b: Carrier, _ c: Carrier) -> Carrier {
    settled(c.addingProduct(a, b)) { $0.multiplyAdd(Double(a), Double(b), Double(c)) }
  }

  public func power(_ base: Carrier, _ exponent: Carrier) -> Carrier {
    Carrier(keras.power(Double(base), Double(exponent)))
  }
  public func cosine(_ a: Carrier) -> Carrier { Carrier(keras.cosine(Double(a))) }
  public func logarithm(_ a: Carrier) -> Carrier { Carrier(keras.logarithm(Double(a))) }

  public func operand(_ a: Carrier) -> Carrier {
    keras.keepsSubnormals
      ? a : a.magnitude < Carrier(smallest) && a != 0 ? Carrier(signOf: a, magnitudeOf: 0) : a
  }
  public func constant(_ value: Double) -> Carrier { Carrier(keras.constant(value)) }
  public func cast(_ a: Carrier, from other: Self) -> Carrier {
    isScalar ? Carrier(keras.cast(Double(a), from: other.keras)) : withinRange(a)
  }
  public func stored(_ a: Carrier) -> Carrier { a }

  private func settled(_ exact: Carrier, _ rounded: (KerasFormat) -> Double) -> Carrier {
    isScalar ? Carrier(rounded(keras)) : withinRange(exact)
  }

  private func withinRange(_ x: Carrier) -> Carrier {
    if !keras.isWide, x.magnitude >= Carrier(largest) { return Carrier(signOf: x, magnitudeOf: .infinity) }
    return operand(x)
  }

  /// What rounds to infinity.
  private var largest: Double {
    switch dtype {
    case .float64: .infinity
    case .float32: 0x1.ffffffp127
    case .float16: 65520
    case .bfloat16: 0x1.ffp127
    }
  }

  /// Below it a number is zero.
  private var smallest: Double {
    switch dtype {
    case .float64: .leastNormalMagnitude
    case .float32, .bfloat16: 0x1p-126
    case .float16: 0x1p-25
    }
  }
}
