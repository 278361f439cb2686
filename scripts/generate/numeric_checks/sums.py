"""Sums, whose bits show the order of summation."""

import numpy as np

from scripts.generate.numeric_checks.bits import LAYOUTS, hexadecimal, random_values
from scripts.generate.numeric_checks.tensorflow import tf

SIZES = (
    *range(301), 1023, 1024, 1025, 1599, 1600, 1601, 3199, 3200, 3201, 4095, 4096, 4097, 8191, 8192, 8193,
    9000, 12345, 16384, 20000,
)  # fmt: skip
FEW = (1, 2, 7, 8, 9, 31, 32, 33, 64, 100, 1025, 9000)


def sums():
    for dtype, (width, _) in LAYOUTS.items():
        bias = (1 << (width - 1)) - 1
        yield from both(dtype, SIZES, exponent=bias, spread=min(bias - 2, 12))
        # Subnormal elements and squares, and sums that overflow.
        yield from both(dtype, FEW, exponent=5, spread=6)
        yield from both(dtype, FEW, exponent=bias + bias // 2 + 1, spread=bias)
        yield from both(dtype, FEW, exponent=2 * bias, spread=3)


def both(dtype, sizes, exponent, spread):
    numbers = random_values(dtype, 1, max(sizes), exponent, spread)
    for squared in (False, True):
        results = [total(tf.constant(numbers[:size]), squared) for size in sizes]
        yield {
            "dtype": dtype,
            "exponent": exponent,
            "spread": spread,
            "squared": squared,
            "sizes": sizes,
            "bits": hexadecimal(np.array(results, numbers.dtype)),
        }


def total(tensor, squared):
    return tf.reduce_sum(tensor * tensor if squared else tensor).numpy()
