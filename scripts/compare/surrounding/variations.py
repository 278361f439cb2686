"""What one process can have one way and then another."""

from contextlib import contextmanager
from unittest.mock import patch

import keras
import numpy as np
import tensorflow as tf

from scripts.keras import runner, tracing


@contextmanager
def optimizers_of_graphs(**options):
    """TensorFlow's own passes over a graph, as told; they are all on by default, and `disable_meta_optimizer` off."""
    tf.config.optimizer.set_experimental_options(options)
    try:
        yield
    finally:
        tf.config.optimizer.set_experimental_options({name: not value for name, value in options.items()})


@contextmanager
def jit():
    tf.config.optimizer.set_jit(True)
    try:
        yield
    finally:
        tf.config.optimizer.set_jit(False)


@contextmanager
def floatx(dtype):
    keras.config.set_floatx(dtype)
    try:
        yield
    finally:
        keras.config.set_floatx("float32")


def without_result():
    """Traced functions that return nothing."""
    function = tf.function

    def mute(traced, **options):
        def silent(present):
            traced(present)

        return function(silent, **options)

    return patch.object(tracing.tf, "function", mute)


def numpy_arguments(kind):
    """Every number that the optimizer is made with is NumPy's."""
    make = runner.make_optimizer

    def made(case, recording):
        arguments = {
            name: kind(value) if isinstance(value, float) else value for name, value in case["arguments"].items()
        }
        return make({**case, "arguments": arguments}, recording)

    return patch.object(runner, "make_optimizer", made)


VARIATIONS = {
    'set_experimental_options({"disable_meta_optimizer": True})': lambda: optimizers_of_graphs(
        disable_meta_optimizer=True
    ),
    '"constant_folding": False': lambda: optimizers_of_graphs(constant_folding=False),
    '"arithmetic_optimization": False': lambda: optimizers_of_graphs(arithmetic_optimization=False),
    "both of them": lambda: optimizers_of_graphs(constant_folding=False, arithmetic_optimization=False),
    "tf.config.optimizer.set_jit(True)": jit,
    "a function that returns nothing": without_result,
    "numpy.float64 arguments": lambda: numpy_arguments(np.float64),
    'set_floatx("float64")': lambda: floatx("float64"),
    'set_floatx("float16")': lambda: floatx("float16"),
    'set_floatx("bfloat16")': lambda: floatx("bfloat16"),
}
