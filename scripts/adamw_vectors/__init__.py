"""Golden vectors for Keras' AdamW: real Keras runs the cases, this package asks and writes down.

Nothing here computes what an expectation should be; every bit comes out of Keras.
"""
