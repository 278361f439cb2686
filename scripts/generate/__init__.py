"""Writes what is stored: Vectors/, Tests/Numerics and the configurations that tests read, all from real Keras."""
