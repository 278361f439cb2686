"""TENSOR strings: the elements' IEEE 754 bits, row-major, fixed-width big-endian hexadecimal."""

import ml_dtypes
import numpy as np

DTYPES = {
    "float32": np.dtype(np.float32),
    "float64": np.dtype(np.float64),
    "float16": np.dtype(np.float16),
    "bfloat16": np.dtype(ml_dtypes.bfloat16),
}


def decode(text, dtype, shape=None):
    """The array that a TENSOR holds; flat where no shape is given."""
    kind = DTYPES[dtype]
    bits = np.frombuffer(bytes.fromhex(text), f">u{kind.itemsize}")
    array = bits.astype(f"u{kind.itemsize}").view(kind)
    return array if shape is None else array.reshape(shape)


def encode(array, dtype):
    """The TENSOR of an array whose elements are numbers of the dtype, in whatever form they are kept."""
    array = np.ascontiguousarray(array, DTYPES[dtype])
    width = array.dtype.itemsize
    return array.reshape(-1).view(f"u{width}").astype(f">u{width}").tobytes().hex()


def count(text, dtype):
    """How many elements a TENSOR has."""
    return len(text) // (2 * DTYPES[dtype].itemsize)


def ulp_distances(array, other):
    """For each element, how many steps to the next representable number lie between; 0 from NaN to NaN."""
    one, two = ordered(array), ordered(other)
    distances = np.maximum(one, two) - np.minimum(one, two)
    return np.where(np.isnan(array) & np.isnan(other), 0, distances)


def ordered(array):
    """Whole numbers in the order of the elements, one apart for neighbours."""
    width = 8 * array.dtype.itemsize
    bits = array.view(f"u{array.dtype.itemsize}").astype(np.uint64)
    sign, ones = np.uint64(1 << (width - 1)), np.uint64((1 << width) - 1)
    return np.where(bits & sign, ones - bits, bits | sign)
