"""What numpy, ml_dtypes, TensorFlow and Keras compute, as bits: what the Swift tests are judged by."""
