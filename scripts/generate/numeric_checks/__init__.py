"""What numpy, ml_dtypes, TensorFlow and Keras compute in eager mode, as bits: what the Swift tests are judged by."""
