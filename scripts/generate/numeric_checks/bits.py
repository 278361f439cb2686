"""Numbers made from integers, and numbers folded into checksums, as the Swift tests do both."""

import ml_dtypes
import numpy as np

DTYPES = {
    "float32": np.dtype(np.float32),
    "float64": np.dtype(np.float64),
    "float16": np.dtype(np.float16),
    "bfloat16": np.dtype(ml_dtypes.bfloat16),
}

#: Bits of the exponent and of the fraction.
LAYOUTS = {"float32": (8, 23), "float64": (11, 52), "float16": (5, 10), "bfloat16": (8, 7)}


def name(dtype):
    return next(name for name, kind in DTYPES.items() if kind == dtype)


def from_patterns(patterns, dtype):
    kind = DTYPES[dtype]
    return np.ascontiguousarray(patterns).astype(f"u{kind.itemsize}").view(kind)


def patterns(array):
    """The elements' bits, every NaN as the quiet one without a sign."""
    array = np.ascontiguousarray(array).reshape(-1)
    exponent, fraction = LAYOUTS[name(array.dtype)]
    quiet = ((1 << exponent) - 1) << fraction | 1 << (fraction - 1)
    unified = array.view(f"u{array.itemsize}").copy()
    unified[np.isnan(array)] = quiet
    return unified


def hexadecimal(array):
    """The elements' bits, fixed-width, one after the other."""
    digits = 2 * array.dtype.itemsize
    return "".join(f"{pattern:0{digits}x}" for pattern in patterns(array).tolist())


def checksum(*arrays):
    """FNV-1a 64, where a round takes a whole pattern, or half of one of 64 bits, the lower half first."""
    state = 0xCBF29CE484222325
    for array in arrays:
        words = patterns(array)
        for word in (words.view("<u4") if words.itemsize == 8 else words).tolist():
            state = (state ^ word) * 0x100000001B3 & 0xFFFFFFFFFFFFFFFF
    return f"{state:016x}"


def random_patterns(seed, count):
    """SplitMix64: 64 random bits for each index."""
    state = np.arange(1, count + 1, dtype=np.uint64) * np.uint64(0x9E3779B97F4A7C15) + np.uint64(seed)
    state = (state ^ state >> np.uint64(30)) * np.uint64(0xBF58476D1CE4E5B9)
    state = (state ^ state >> np.uint64(27)) * np.uint64(0x94D049BB133111EB)
    return state ^ state >> np.uint64(31)


def random_values(dtype, seed, count, exponent, spread):
    """Numbers with a random sign and fraction and a biased exponent of at most `exponent`."""
    width, fraction = LAYOUTS[dtype]
    random = random_patterns(seed, count)
    sign = (random >> np.uint64(63)) << np.uint64(width + fraction)
    biased = np.uint64(exponent) - (random >> np.uint64(53) & np.uint64(0x3FF)) % np.uint64(spread)
    return from_patterns(
        sign | biased << np.uint64(fraction) | random & np.uint64((1 << fraction) - 1), dtype
    )
