"""errors: one case or more for each thing that Keras refuses."""

from scripts.generate.catalogue.plan import Plan, VectorFile
from scripts.generate.catalogue.values import make_inputs

DESCRIBED = (("bias", "float32", (3,)), ("kernel", "float32", (2, 3)))
MIXED = (("bias", "float64", (3,)), ("kernel", "float32", (2, 3)))

REFUSED_ARGUMENTS = {
    "clipnorm+clipvalue": {"clipnorm": 1.0, "clipvalue": 0.5},
    "clipnorm+global_clipnorm": {"clipnorm": 1.0, "global_clipnorm": 2.0},
    "clipvalue+global_clipnorm": {"clipvalue": 0.5, "global_clipnorm": 2.0},
    "clipnorm+clipvalue+global_clipnorm": {
        "clipnorm": 1.0,
        "clipvalue": 0.5,
        "global_clipnorm": 2.0,
    },
    "clipnorm-off+clipvalue": {"clipnorm": 0.0, "clipvalue": 0.5},
    "accumulation-one": {"gradient_accumulation_steps": 1},
    "accumulation-negative": {"gradient_accumulation_steps": -2},
    "ema_momentum-negative": {"use_ema": True, "ema_momentum": -0.1},
    "ema_momentum-above-one": {"use_ema": True, "ema_momentum": 1.1},
    "ema_overwrite_frequency-negative": {"use_ema": True, "ema_overwrite_frequency": -1},
    "ema_overwrite_frequency-fraction": {"use_ema": True, "ema_overwrite_frequency": 1.5},
    "weight_decay-none": {"weight_decay": None},
    "learning_rate-none": {"learning_rate": None},
}
EXPONENTIAL = {"initial_learning_rate": 0.1, "decay_steps": 10, "decay_rate": 0.9}
POLYNOMIAL = {"initial_learning_rate": 0.1, "decay_steps": 10}
REFUSED_SCHEDULES = {
    "exponential-decay_steps-zero": ("ExponentialDecay", {**EXPONENTIAL, "decay_steps": 0}),
    "exponential-decay_steps-negative": ("ExponentialDecay", {**EXPONENTIAL, "decay_steps": -3}),
    "inverse-time-decay_steps-zero": ("InverseTimeDecay", {**EXPONENTIAL, "decay_steps": 0}),
    "polynomial-decay_steps-zero": ("PolynomialDecay", {**POLYNOMIAL, "decay_steps": 0}),
    "cosine-decay_steps-zero": ("CosineDecay", {**POLYNOMIAL, "decay_steps": 0}),
    "cosine-restarts-first_decay_steps-zero": (
        "CosineDecayRestarts",
        {"initial_learning_rate": 0.1, "first_decay_steps": 0},
    ),
    "piecewise-too-few-values": (
        "PiecewiseConstantDecay",
        {"boundaries": [5, 10], "values": [0.1, 0.2]},
    ),
    "piecewise-too-many-values": (
        "PiecewiseConstantDecay",
        {"boundaries": [5], "values": [0.1, 0.2, 0.3]},
    ),
}


def files():
    valid = make_inputs("errors", DESCRIBED, 2)
    first, second = valid["script"][0]["apply"]
    scripts = {
        "valid": valid["script"],
        "no-gradients": [{"apply": [None, None]}],
        "no-gradients-later": [*valid["script"], {"apply": [None, None]}],
        "too-few-gradients": [{"apply": [first]}],
        "too-many-gradients": [{"apply": [first, second, first]}],
        "short-gradient": [{"apply": [first[:16], second]}],
        "long-gradient": [{"apply": [first, second + first]}],
        "empty-gradient": [{"apply": [first, ""]}],
        "assignment": [{"learning_rate": 0.05}, *valid["script"]],
        "assignment-later": [valid["script"][0], {"learning_rate": 0.05}, valid["script"][1]],
    }
    inputs = {
        name: {"variables": valid["variables"], "script": script}
        for name, script in scripts.items()
    }
    inputs["mixed"] = make_inputs("errors/mixed", MIXED, 2)
    about = "What Keras refuses: the category, and the argument by Keras' name."
    yield VectorFile("errors", about, list(plans(scripts)), inputs)


def plans(scripts):
    for name, arguments in REFUSED_ARGUMENTS.items():
        yield plan(name, arguments, "valid")
    for name, (schedule, config) in REFUSED_SCHEDULES.items():
        rate = {"schedule": schedule, "config": config}
        yield plan(f"schedule-{name}", {"learning_rate": rate}, "valid")
    scheduled = {"learning_rate": {"schedule": "ExponentialDecay", "config": EXPONENTIAL}}
    for name in scripts:
        if name.startswith("assignment"):
            yield plan(f"{name}-with-schedule", scheduled, name)
        elif name != "valid":
            yield plan(name, {}, name)
            yield plan(f"{name}+accumulate2", {"gradient_accumulation_steps": 2}, name)
    yield plan("global_clipnorm-of-two-dtypes", {"global_clipnorm": 1.0}, "mixed")
    accumulating = {"global_clipnorm": 1.0, "gradient_accumulation_steps": 2}
    yield plan("global_clipnorm-of-two-dtypes+accumulate2", accumulating, "mixed")


def plan(name, arguments, inputs):
    return Plan({"id": f"errors/{name}", "arguments": arguments, "inputs": inputs}, refused=True)
