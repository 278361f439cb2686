/// A Swift type that is the element of a dtype: `Float`, `Double`, `Float16` or ``BFloat16``. There are no others;
/// do not make types of your own conform.
public protocol Scalar: Sendable, BitwiseCopyable {
  /// The dtype that this type is the element of.
  static var dtype: DType { get }
}

extension Float: Scalar {
  public static var dtype: DType { .float32 }
}

extension Double: Scalar {
  public static var dtype: DType { .float64 }
}

extension Float16: Scalar {
  public static var dtype: DType { .float16 }
}

extension BFloat16: Scalar {
  public static var dtype: DType { .bfloat16 }
}
