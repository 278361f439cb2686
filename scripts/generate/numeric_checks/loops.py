"""The loops of the step on special numbers and on random bits, as TensorFlow computes them."""

import numpy as np

from scripts.generate.numeric_checks.bits import DTYPES, LAYOUTS, checksum, from_patterns, hexadecimal, random_patterns
from scripts.generate.numeric_checks.tensorflow import scalar, tf

#: Besides the ordinary, constants that make subnormals of ordinary numbers.
CONSTANTS = ((0.1, 3.7, 1e-7), (1e-37, 1e30, 0.0), (1e-4, 1e-3, 6e-8))
COLUMNS = 5


def special_numbers(dtype):
    """Zero, the ends of the subnormals, ordinary numbers, the largest, infinity and NaN, of both signs."""
    exponent, fraction = LAYOUTS[dtype]
    bias, one = (1 << (exponent - 1)) - 1, 1 << fraction
    infinity = ((1 << exponent) - 1) * one
    half = bias // 2 * one + one // 3
    magnitudes = [
        0, 1, one // 2 + 1, one - 1, one, one + 1, 2 * one + one // 3, half, bias * one - one // 5, bias * one,
        bias * one + one // 3, infinity - one - 3, infinity - 1, infinity,
    ]  # fmt: skip
    sign = 1 << (exponent + fraction)
    return from_patterns(magnitudes + [sign | bits for bits in magnitudes] + [infinity + one // 2], dtype)


def special_columns(dtype):
    """Three columns with every triple of special numbers, and two that vary with them."""
    numbers = special_numbers(dtype)
    count = len(numbers)
    index = np.arange(count**3)
    places = (index, index // count, index // count**2, 7 * index + 3, 11 * index + index // count)
    return [numbers[place % count] for place in places]


def random_columns(dtype):
    return [from_patterns(random_patterns(column, 20000), dtype) for column in range(COLUMNS)]


def loop_checks():
    for dtype in DTYPES:
        for source, columns in (("special", special_columns(dtype)), ("random", random_columns(dtype))):
            for constants in CONSTANTS:
                for loop, results in run(dtype, columns, *(scalar(c, dtype) for c in constants)):
                    yield {
                        "loop": loop,
                        "dtype": dtype,
                        "numbers": source,
                        "constants": constants,
                        "checksum": checksum(*(result.numpy() for result in results)),
                    }


def run(dtype, columns, a, b, c):
    """Each loop with the constants that it needs of three, and its results in the order of its arguments."""
    x, y, m, v, w = (tf.constant(column) for column in columns)
    yield "divide", [x / b]
    yield "accumulate", [x + y]
    yield "mean", [(x + y) / scalar(3, dtype)]
    yield "scale", [(x * a) / b]
    yield "multiply", [x * a]
    yield "clamp", [tf.clip_by_value(x, -b, b)]
    for other in DTYPES:
        if other != x.dtype.name:
            yield f"cast {other}", [tf.cast(x, other)]
    yield "decay", [w - (w * a) * b]
    yield "average", [a * y + (1 - a) * w]
    yield "adam", adam(x, m, v, None, w, a, b, c)
    # Where a zero's sign could differ, what the larger of two is depends in TensorFlow on the place.
    yield "adam with maximum", adam(x, m, tf.abs(v), tf.abs(y), w, a, b, c)


def adam(gradient, momentum, velocity, largest, weights, a, b, c):
    momentum, velocity, weights = tf.Variable(momentum), tf.Variable(velocity), tf.Variable(weights)
    momentum.assign_add((gradient - momentum) * a)
    velocity.assign_add((tf.square(gradient) - velocity) * a)
    if largest is None:
        weights.assign_sub((momentum * b) / (tf.sqrt(velocity) + c))
        return [weights, momentum, velocity]
    largest = tf.maximum(largest, velocity)
    weights.assign_sub((momentum * b) / (tf.sqrt(largest) + c))
    return [weights, momentum, velocity, largest]


def specials():
    return {dtype: hexadecimal(special_numbers(dtype)) for dtype in DTYPES}
