#if hasFeature(BuiltinModule)
  import Builtin
#endif

// On Linux `squareRoot()` calls the C library, which keeps a loop that contains it from being vectorised.
// The compiler's own intrinsic is the instruction, with the same bits.

extension Float {
  @inline(__always)
  var root: Float {
    #if hasFeature(BuiltinModule)
      Float(Builtin.int_sqrt_FPIEEE32(_value))
    #else
      squareRoot()
    #endif
  }
}

extension Double {
  @inline(__always)
  var root: Double {
    #if hasFeature(BuiltinModule)
      Double(Builtin.int_sqrt_FPIEEE64(_value))
    #else
      squareRoot()
    #endif
  }
}
