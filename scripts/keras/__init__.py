"""Real Keras as a port: what Sources/KerasOracle runs in the Python that it embeds, and nothing else.

Nothing here computes what an expectation should be; every bit comes out of Keras.
"""
