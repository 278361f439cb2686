"""edges: arguments and shapes at the ends of what Keras accepts."""

import numpy as np

from scripts.keras import tensors
from scripts.generate.catalogue.common import DECAYING, EMA, identify
from scripts.generate.catalogue.plan import Plan, VectorFile
from scripts.generate.catalogue.values import make_inputs

EVENTS = 8
SHAPES = (("bias", (3,)), ("kernel", (2, 3)))

#: Arguments at their ends, each run in every dtype.
ARGUMENTS = {
    "beta_1-zero": {"beta_1": 0.0},
    "beta_2-zero": {"beta_2": 0.0},
    "betas-zero": {"beta_1": 0.0, "beta_2": 0.0},
    "beta_1-one": {"beta_1": 1.0},
    "beta_2-one": {"beta_2": 1.0},
    "epsilon-zero": {"epsilon": 0.0},
    "epsilon-subnormal": {"epsilon": 1e-41},
    "epsilon-1e-8": {"epsilon": 1e-8},
    "epsilon-large": {"epsilon": 3.0},
    "weight_decay-large": {"weight_decay": 7.3},
    "weight_decay-negative": {"weight_decay": -0.3},
    "weight_decay-subnormal": {"weight_decay": 1e-40},
    "clipnorm-zero": {"clipnorm": 0.0},
    "clipnorm-negative": {"clipnorm": -1.0},
    "clipvalue-zero": {"clipvalue": 0.0},
    "clipvalue-negative": {"clipvalue": -1.0},
    "global_clipnorm-zero": {"global_clipnorm": 0.0},
    "global_clipnorm-negative": {"global_clipnorm": -1.0},
    "clip-arguments-none": {"clipnorm": None, "clipvalue": None, "global_clipnorm": None},
    "clipnorm-tiny": {"clipnorm": 1e-6},
    "global_clipnorm-tiny": {"global_clipnorm": 1e-6},
    "clipvalue-tiny": {"clipvalue": 1e-6},
    # Without a point: languages that divide integers as such make 1 / 2 to 0.
    "global_clipnorm-whole": {"global_clipnorm": 2},
    "clipnorm-subnormal": {"clipnorm": 1e-320},
    "global_clipnorm-subnormal": {"global_clipnorm": 1e-320},
    "clipvalue-subnormal": {"clipvalue": 1e-320},
    # Finite as doubles, infinite in every dtype but float64.
    "clipnorm-huge": {"clipnorm": 1e39},
    "global_clipnorm-huge": {"global_clipnorm": 1e39},
    "clipvalue-huge": {"clipvalue": 1e39},
    "epsilon-huge": {"epsilon": 1e39},
    "accumulation-zero": {"gradient_accumulation_steps": 0},
    "accumulation-none": {"gradient_accumulation_steps": None},
    "accumulation-never-full": {"gradient_accumulation_steps": 9, **EMA},
    "loss_scale_factor-none": {"loss_scale_factor": None},
    "loss_scale_factor-zero": {"loss_scale_factor": 0.0},
    "loss_scale_factor-negative": {"loss_scale_factor": -2.0},
    "loss_scale_factor-large": {"loss_scale_factor": 32768.0},
    "ema_momentum-zero": {"use_ema": True, "ema_momentum": 0.0, "ema_overwrite_frequency": 2},
    "ema_momentum-one": {"use_ema": True, "ema_momentum": 1.0, "ema_overwrite_frequency": 4},
    "ema-default-momentum": {"use_ema": True, "ema_overwrite_frequency": 3},
    "ema_overwrite_frequency-zero": {**EMA, "ema_overwrite_frequency": 0},
    "ema_overwrite_frequency-none": {**EMA, "ema_overwrite_frequency": None},
    "ema-arguments-without-use_ema": {"ema_momentum": 1.7, "ema_overwrite_frequency": -3},
}

INFINITY = float("inf")

#: Arguments under which one step more or less shows in everything that counts.
COUNTING = {**EMA, "ema_overwrite_frequency": 2, "gradient_accumulation_steps": 3}

#: Weights that special values start from.
WEIGHTS = {
    "weights-special": [0.0, -0.0, INFINITY, -INFINITY, float("nan"), 1e-40, -1.0, 2.0, 0.5],
    "weights-huge": [3e38, -3e38, 1e38, 65504.0, -65504.0, 60000.0, 1e30, 1e-30, 1e-7],
}


#: Decays that lead beyond the largest number, but not half the way to the next, which would be infinite.
BARELY_FINITE = {"float32": -2e-8, "float64": -4e-17, "float16": -2e-4, "bfloat16": -1e-3}


def files():
    inputs, plans = {}, []
    for dtype in tensors.DTYPES:
        described = [(name, dtype, shape) for name, shape in SHAPES]
        ordinary = make_inputs(f"edges/{dtype}", described, EVENTS)
        inputs[dtype] = ordinary
        for name, arguments in ARGUMENTS.items():
            plans.append(plan(f"{dtype}+{name}", arguments, dtype))
        inputs[f"{dtype}-zero-first"] = zero_first(ordinary)
        plans.append(
            plan(f"{dtype}+epsilon-zero+gradient-zero", {"epsilon": 0.0}, f"{dtype}-zero-first")
        )
        # Python divides by it without flushing it: the inverse is finite.
        tiny = {"global_clipnorm": 1e-308}
        plans.append(
            plan(f"{dtype}+global_clipnorm-subnormal+gradient-zero", tiny, f"{dtype}-zero-first")
        )
        inputs[f"{dtype}-nothing-between"] = nothing_between(ordinary)
        plans.append(plan(f"{dtype}+nothing-between", COUNTING, f"{dtype}-nothing-between"))
        for name, numbers in WEIGHTS.items():
            inputs[f"{dtype}-{name}"] = weighted(ordinary, dtype, numbers)
            plans.append(plan(f"{dtype}+{name}", {**EMA, "clipnorm": 1.3}, f"{dtype}-{name}"))
        inputs[f"{dtype}-largest"] = largest(dtype)
        arguments = {"learning_rate": 1.0, "weight_decay": BARELY_FINITE[dtype]}
        plans.append(plan(f"{dtype}+largest", arguments, f"{dtype}-largest"))
        for threshold, value in thresholds(dtype):
            inputs[f"{dtype}-norm-5"] = norm_of_five(dtype)
            for clip in ("clipnorm", "global_clipnorm", "clipvalue"):
                name = f"{dtype}+{clip}-{threshold}"
                plans.append(plan(name, {clip: value}, f"{dtype}-norm-5"))
    about = "Arguments at the ends of their ranges, and thresholds at a norm, in every dtype."
    yield VectorFile("edges", about, plans, inputs)


def plan(name, arguments, inputs):
    arguments = {**DECAYING, **arguments}
    return Plan({"id": identify("edges", name), "arguments": arguments, "inputs": inputs})


def zero_first(inputs):
    """The same with zero gradients at first: 0 / 0 where epsilon is 0."""
    zero = ["0" * len(gradient) for gradient in inputs["script"][0]["apply"]]
    return {"variables": inputs["variables"], "script": [{"apply": zero}, *inputs["script"][1:4]]}


def nothing_between(inputs):
    """The same with calls that bring no gradients at all in between."""
    script = [event for step in inputs["script"] for event in (step, {"apply": []})]
    return {"variables": inputs["variables"], "script": script}


def weighted(inputs, dtype, numbers):
    bias, kernel = inputs["variables"]
    largest = 65504.0 if dtype == "float16" else 3e38
    numbers = [n if abs(n) == INFINITY else max(-largest, min(n, largest)) for n in numbers]
    variables = [
        {**bias, "data": tensors.from_numbers(numbers[:3], dtype)},
        {**kernel, "data": tensors.from_numbers(numbers[3:], dtype)},
    ]
    return {"variables": variables, "script": inputs["script"][:3]}


def norm_of_five(dtype):
    """A gradient of norm 5 whose greatest element is 4."""
    data = tensors.from_numbers([1.0, -1.0], dtype)
    gradient = tensors.from_numbers([3.0, -4.0], dtype)
    half = tensors.from_numbers([1.5, -2.0], dtype)
    return {
        "variables": [{"name": "bias", "dtype": dtype, "shape": [2], "data": data}],
        "script": [{"apply": [gradient]}, {"apply": [half]}, {"apply": [gradient]}],
    }


def largest(dtype):
    """The largest number of the dtype and its negative, with gradients of 0."""
    bits = {"float32": "7f7fffff", "float64": "7fefffffffffffff", "float16": "7bff", "bfloat16": "7f7f"}[dtype]
    zeros = tensors.from_numbers([0.0, 0.0], dtype)
    data = bits + "f" + bits[1:]
    return {
        "variables": [{"name": "bias", "dtype": dtype, "shape": [2], "data": data}],
        "script": [{"apply": [zeros]}, {"apply": [zeros]}],
    }


def thresholds(dtype):
    """Just below, at and just above 5 and 4, as doubles that the dtype holds."""
    kind = tensors.DTYPES[dtype].type
    for value in (5.0, 4.0):
        below = np.nextafter(kind(value), kind(0))
        above = np.nextafter(kind(value), kind(100))
        for name, number in (("below", below), ("at", kind(value)), ("above", above)):
            yield f"{name}-{value:.0f}", float(number)
