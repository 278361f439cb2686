"""The second judge: asks a port and compares bits, in Python.

It shares no line with the judge in Sources/Conformance, so that a mistake of one shows in the other.
"""
