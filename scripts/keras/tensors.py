"""TENSOR strings: the elements' bits, row-major, fixed-width big-endian hexadecimal."""

import ml_dtypes
import numpy as np

DTYPES = {
    "float32": np.dtype(np.float32),
    "float64": np.dtype(np.float64),
    "float16": np.dtype(np.float16),
    "bfloat16": np.dtype(ml_dtypes.bfloat16),
}


def encode(array):
    """The hexadecimal bits of an array of one of the four dtypes."""
    array = np.ascontiguousarray(array)
    width = array.dtype.itemsize
    return array.reshape(-1).view(f"u{width}").astype(f">u{width}").tobytes().hex()


def decode(text, dtype, shape=None):
    """The array that a TENSOR holds; flat where no shape is given."""
    kind = DTYPES[dtype]
    bits = np.frombuffer(bytes.fromhex(text), f">u{kind.itemsize}")
    array = bits.astype(f"u{kind.itemsize}").view(kind)
    return array if shape is None else array.reshape(shape)


def from_numbers(numbers, dtype):
    """The TENSOR of Python numbers, each rounded once to the dtype."""
    with np.errstate(over="ignore"):
        return encode(np.array(list(numbers), np.float64).astype(DTYPES[dtype]))


def count(text, dtype):
    return len(text) // (2 * DTYPES[dtype].itemsize)
