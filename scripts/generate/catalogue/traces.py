"""traces: every intermediate quantity of a step, over features and dtypes."""

from scripts.generate.catalogue.common import DECAYING, EMA, identify, overwriting
from scripts.generate.catalogue.plan import Plan, VectorFile
from scripts.generate.catalogue.values import make_inputs

EVENTS = 6
SIZES = (1.0, 1.2, 0.11, 0.09, 1.5, 0.3)
SHAPES = (("bias", ()), ("kernel", (2, 3)), ("gate", (5,)))
SETS = {
    "float32": ("float32",) * 3,
    "float64": ("float64",) * 3,
    "float16": ("float16",) * 3,
    "bfloat16": ("bfloat16",) * 3,
    "mixed": ("float64", "float32", "float16"),
}
FEATURES = {
    "plain": {},
    "amsgrad": {"amsgrad": True},
    "clipnorm": {"clipnorm": 0.7},
    "clipvalue": {"clipvalue": 0.35},
    "global_clipnorm": {"global_clipnorm": 0.9},
    "ema2": overwriting(2),
    "scale": {"loss_scale_factor": 3.7},
    "accumulate2": {"gradient_accumulation_steps": 2},
    "accumulate2+ema": {"gradient_accumulation_steps": 2, **EMA},
    "accumulate3+clipnorm+scale": {
        "gradient_accumulation_steps": 3,
        "clipnorm": 0.7,
        "loss_scale_factor": 3.7,
    },
    "accumulate2+global_clipnorm+ema2+amsgrad+scale": {
        **overwriting(2),
        "amsgrad": True,
        "global_clipnorm": 0.9,
        "gradient_accumulation_steps": 2,
        "loss_scale_factor": 3.7,
    },
    "schedule": {
        "learning_rate": {
            "schedule": "InverseTimeDecay",
            "config": {"initial_learning_rate": 0.1, "decay_steps": 2, "decay_rate": 0.7},
        }
    },
    "missing+exclude+ema": EMA,
}


def files():
    inputs, plans = {}, []
    for name, dtypes in SETS.items():
        described = [(n, dtype, shape) for (n, shape), dtype in zip(SHAPES, dtypes)]
        whole = make_inputs(f"traces/{name}", described, EVENTS, sizes=SIZES)
        inputs[name] = whole
        inputs[f"{name}-missing"] = with_missing(whole)
        for feature, arguments in FEATURES.items():
            if name != "mixed" or "global_clipnorm" not in arguments:
                plans.append(plan(name, feature, arguments))
    about = "Every intermediate quantity of every step that updates, for finding where a port goes astray."
    yield VectorFile("traces", about, plans, inputs)


def plan(name, feature, arguments):
    case = {
        "id": identify("traces", name, feature),
        "arguments": {**DECAYING, **arguments},
    }
    if feature.startswith("missing"):
        case["exclude_from_weight_decay"] = {"variables": [2]}
    case["inputs"] = f"{name}-missing" if feature.startswith("missing") else name
    return Plan(case, trace=True)


def with_missing(inputs):
    """The same without a gradient for one variable in turn."""
    script = [
        {"apply": [None if index == event % 3 else g for index, g in enumerate(e["apply"])]}
        for event, e in enumerate(inputs["script"])
    ]
    return {"variables": inputs["variables"], "script": script}
