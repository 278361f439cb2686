"""missing-gradients: variables without a gradient, at every position of a cycle."""

from scripts.generate.catalogue.common import DECAYING, EMA, identify, overwriting
from scripts.generate.catalogue.plan import Plan, VectorFile
from scripts.generate.catalogue.values import make_inputs

FILE = "missing-gradients"
EVENTS = 9
CYCLE = 3
SHAPES = (("bias", (3,)), ("kernel", (2, 3)), ("gate", ()))
OPTIMIZER = {**DECAYING, "amsgrad": True}
FEATURES = {
    "": {},
    "ema2": overwriting(2),
    "clipnorm": {"clipnorm": 1.3},
    "global_clipnorm+ema": {"global_clipnorm": 2.1, **EMA},
    "scale": {"loss_scale_factor": 3.7},
}


def missing_at(*positions):
    """The second variable's gradient is missing at these positions of every cycle."""
    return lambda event: {1} if event % CYCLE in positions else set()


#: By name: the variables without a gradient in an event.
PATTERNS = {
    **{f"position-{p}": missing_at(p) for p in range(CYCLE)},
    "positions-0-1": missing_at(0, 1),
    "positions-0-2": missing_at(0, 2),
    "positions-1-2": missing_at(1, 2),
    "always": missing_at(0, 1, 2),
    "all-but-one": lambda event: {0, 1, 2} - {event % 3},
    "first-cycle": lambda event: {0, 2} if event < CYCLE else set(),
    "second-cycle": lambda event: {0} if CYCLE <= event < 2 * CYCLE else set(),
}


def files():
    inputs, plans = {}, []
    for dtype in ("float32", "float16"):
        described = [(name, dtype, shape) for name, shape in SHAPES]
        whole = make_inputs(f"{FILE}/{dtype}", described, EVENTS)
        for pattern, missing in PATTERNS.items():
            name = f"{dtype}-{pattern}"
            inputs[name] = without(whole, missing)
            for feature, arguments in FEATURES.items():
                for steps in (None, CYCLE):
                    if dtype == "float16" and (feature or steps is None):
                        continue
                    plans.append(plan(name, feature, arguments, steps))
    about = "Variables without a gradient, at every position of an accumulation cycle."
    yield VectorFile(FILE, about, plans, inputs)


def plan(name, feature, arguments, steps):
    arguments = {**OPTIMIZER, **arguments}
    if steps:
        arguments["gradient_accumulation_steps"] = steps
    identifier = identify(FILE, name, feature, f"accumulate{steps}" if steps else "")
    return Plan({"id": identifier, "arguments": arguments, "inputs": name})


def without(inputs, missing):
    script = [
        {"apply": [None if i in missing(event) else g for i, g in enumerate(entry["apply"])]}
        for event, entry in enumerate(inputs["script"])
    ]
    return {"variables": inputs["variables"], "script": script}
