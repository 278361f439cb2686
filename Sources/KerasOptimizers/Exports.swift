// `DType`, `BFloat16` and `Scalar` belong to the public interface; the loops beside them do not.
@_exported public import OptimizerKernels
