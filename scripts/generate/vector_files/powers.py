"""The beta powers as TensorFlow computes them where Keras does."""

import numpy as np

from scripts.keras import tensors
from scripts.keras.runner import keras

ops = keras.ops

#: More steps than this are not listed: a port is off by one ULP long before, or never.
LIMIT = 64
DEFAULTS = {"beta_1": 0.9, "beta_2": 0.999}


def beta_values(case):
    for name, default in DEFAULTS.items():
        beta = case["arguments"].get(name, default)
        yield beta["callable"] if isinstance(beta, dict) else beta


def powers(cases, updates):
    """`{dtype: {beta: TENSOR}}` of the betas of whole cases, for as many updates as were met."""
    count = min(updates, LIMIT)
    wanted = {
        (variable["dtype"], beta)
        for case in cases
        for variable in case["variables"]
        for beta in beta_values(case)
    }
    table = {}
    for dtype, beta in sorted(wanted):
        table.setdefault(dtype, {})[repr(beta)] = power_tensor(dtype, beta, count)
    return table


def power_tensor(dtype, beta, count):
    steps = [ops.convert_to_tensor(step, "int64") for step in range(1, count + 1)]
    column = [ops.power(ops.cast(beta, dtype), ops.cast(step, dtype)).numpy() for step in steps]
    return tensors.encode(np.array(column, tensors.DTYPES[dtype]))
