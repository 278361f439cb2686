"""Writes what is stored: Vectors/, Tests/Numerics and the configurations that tests read, all from real Keras.

The pictures in Vectors/ are from the rules of the specification, without Keras.
"""
