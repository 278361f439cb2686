"""resumed: runs that start from a state, also where a step number is no longer exact."""

import math

from scripts.keras import tensors
from scripts.generate.catalogue.common import DECAYING, EMA, identify, overwriting
from scripts.generate.catalogue.plan import Plan, VectorFile
from scripts.generate.catalogue.values import Values, make_inputs

FILE = "resumed"
EVENTS = 5
SHAPES = (("bias", (3,)), ("kernel", (2, 3)))

#: Raw iterations to start from: small ones, and those where the dtype begins to round.
ITERATIONS = {
    "float32": (1, 5, 250, 16777214, 16777216, 2147483647),
    "float64": (5, 250, 16777217, 9007199254740992),
    "float16": (5, 2046, 2048, 65518, 70000),
    "bfloat16": (5, 254, 256, 1000),
}
FEATURES = {
    "": {},
    "everything": {
        **overwriting(3),
        "amsgrad": True,
        "gradient_accumulation_steps": 3,
        "clipnorm": 1.3,
        "loss_scale_factor": 3.7,
    },
    "schedule": {
        "learning_rate": {
            "schedule": "ExponentialDecay",
            "config": {"initial_learning_rate": 0.1, "decay_steps": 100, "decay_rate": 0.9},
        }
    },
    "late-ema": EMA,
}

#: Half way between two float32 and 1 more: lower by a unit where it becomes a double first.
HALF_WAY = 2**60 + 2**36 + 1
ROUNDED_ONCE = {
    "learning_rate": {
        "schedule": "ExponentialDecay",
        "config": {"initial_learning_rate": 0.1, "decay_steps": 2**60, "decay_rate": 0.01},
    }
}


def files():
    inputs, plans = {}, []
    for dtype, numbers in ITERATIONS.items():
        described = [(name, dtype, shape) for name, shape in SHAPES]
        inputs[dtype] = make_inputs(f"{FILE}/{dtype}", described, EVENTS)
        for iterations in numbers:
            for feature, arguments in FEATURES.items():
                plans.append(plan(dtype, iterations, feature, arguments))
        plans.append(plan(dtype, HALF_WAY, "schedule", ROUNDED_ONCE))
    about = "Runs that continue from a given state, at ordinary and at very high step numbers."
    yield VectorFile(FILE, about, plans, inputs)


def plan(dtype, iterations, feature, arguments):
    arguments = {**DECAYING, **arguments}
    identifier = identify(FILE, dtype, f"iterations-{iterations}", feature)
    case = {
        "id": identifier,
        "arguments": arguments,
        "inputs": dtype,
        "initial_state": initial_state(identifier, dtype, iterations, arguments),
    }
    return Plan(case)


def initial_state(name, dtype, iterations, arguments):
    """A state as a run may have left it: velocities are not negative."""
    values = Values(name)
    state = {"iterations": iterations}
    if not isinstance(arguments["learning_rate"], dict):
        state["learning_rate"] = tensors.from_numbers([0.07], "float32")

    def slot(magnitude, positive=False):
        def numbers(shape):
            drawn = values.numbers(math.prod(shape), magnitude)
            return map(abs, drawn) if positive else drawn

        return [tensors.from_numbers(numbers(shape), dtype) for _, shape in SHAPES]

    slots = {"momentum": slot(0.5), "velocity": slot(0.2, positive=True)}
    if arguments.get("amsgrad"):
        slots["velocity_hat"] = slot(0.4, positive=True)
    if arguments.get("use_ema") and "late" not in name:
        slots["average"] = slot(1.0)
    elif arguments.get("use_ema"):
        slots["average"] = [tensors.from_numbers([0.0] * math.prod(s), dtype) for _, s in SHAPES]
    if arguments.get("gradient_accumulation_steps"):
        slots["gradient_accumulator"] = slot(1.0)
    return {**state, "slots": slots}
