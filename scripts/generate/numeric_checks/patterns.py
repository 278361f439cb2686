"""All 65,536 numbers of each half type through each operation."""

import numpy as np

from scripts.generate.numeric_checks.bits import DTYPES, checksum, from_patterns, hexadecimal, random_patterns
from scripts.generate.numeric_checks.tensorflow import scalar, tf

#: Of each kind one: ordinary, a subnormal of float16, one of bfloat16, near overflow, zero.
OPERANDS = (0.1, 3.0, -1.5, 6e-8, 1e-39, 60000.0, 0.0)

UNARY = {
    "widen": (lambda x: x, lambda x: tf.cast(x, tf.float32)),
    "root": (np.sqrt, tf.sqrt),
    "square": (lambda x: x * x, tf.square),
}
BINARY = {
    "plus": (np.add, tf.add),
    "minus": (np.subtract, tf.subtract),
    "times": (np.multiply, tf.multiply),
    "over": (np.divide, tf.divide),
    "under": (lambda x, c: c / x, lambda x, c: c / x),
    "less": (np.less, lambda x, c: tf.cast(tf.less(x, c), x.dtype)),
}


def pattern_checks():
    """For each check what NumPy computes (in float32, then rounded) and what TensorFlow does, which flushes."""
    for dtype in ("float16", "bfloat16"):
        numbers = from_patterns(np.arange(65536), dtype)
        tensor, wide = tf.constant(numbers), numbers.astype(np.float32)
        for operation, (kept, flushed) in UNARY.items():
            result = kept(wide)
            if operation != "widen":
                result = result.astype(DTYPES[dtype])
            yield check(dtype, operation, None, result, flushed(tensor).numpy())
        for operation, (kept, flushed) in BINARY.items():
            for value in OPERANDS:
                operand = np.array([value], np.float32).astype(DTYPES[dtype])
                result = kept(wide, operand.astype(np.float32)).astype(DTYPES[dtype])
                yield check(dtype, operation, operand, result, flushed(tensor, tf.constant(operand)).numpy())
        # Of which the step makes use only where it flushes; the larger of two zeros is either.
        for value in filter(lambda value: abs(value) > 1e-30, OPERANDS):
            operand = np.array([value], np.float32).astype(DTYPES[dtype])
            yield check(dtype, "maximum", operand, None, tf.maximum(tensor, tf.constant(operand)).numpy())


def check(dtype, operation, operand, kept, flushed):
    described = {"dtype": dtype, "operation": operation}
    if operand is not None:
        described["operand"] = hexadecimal(operand)
    if kept is not None:
        described["kept"] = checksum(kept)
    return {**described, "flushed": checksum(flushed)}


#: What follows the 19 bits of sign, exponent and upper fraction that a float16 keeps: on, beside and between.
TAILS = (0, 1, 0x0FFF, 0x1000, 0x1001, 0x1FFF)


def narrowing_checks():
    """float32 and float64 to the half types, on both sides of every boundary."""
    singles = from_patterns(
        (np.arange(1 << 19, dtype=np.uint32)[:, None] << 13 | np.array(TAILS, np.uint32)).reshape(-1),
        "float32",
    )
    for dtype in ("float16", "bfloat16"):
        yield {
            "from": "float32",
            "to": dtype,
            "kept": checksum(singles.astype(DTYPES[dtype])),
            "flushed": checksum(tf.cast(singles, dtype).numpy()),
        }
    wide = doubles()
    for dtype in ("float32", "float16", "bfloat16"):
        # By way of float32; so does a Python number that meets a tensor, whose subnormals are those of either.
        kept = checksum(wide.astype(np.float32).astype(DTYPES[dtype]))
        flushed = checksum(tf.cast(tf.cast(wide, tf.float32), dtype).numpy())
        numbers = [scalar(value, dtype).numpy() for value in wide.tolist()]
        assert checksum(np.array(numbers, DTYPES[dtype])) in (kept, flushed)
        yield {"from": "float64", "to": dtype, "kept": kept, "flushed": flushed}


def doubles():
    """Every seventh half of both types, the middle to the next (of either and of float32), and just beside."""
    singles = np.concatenate(
        [from_patterns(np.arange(0, 65536, 7), dtype).astype(np.float32) for dtype in ("float16", "bfloat16")]
    )
    tails = [0, 1] + [middle + beside for middle in (1 << 28, 1 << 41, 1 << 44) for beside in (-1, 0, 1)]
    choice = random_patterns(9, singles.size) % np.uint64(len(tails))
    tail = np.array(tails, np.uint64)[choice.astype(int)]
    return (singles.astype(np.float64).view(np.uint64) + tail).view(np.float64)
