"""Cases that each show one rule: everything else in them is as harmless as it can be.

With gradients of about 1 and Keras' tiny epsilon, frameworks differ only in rounding, so that a
larger difference is the rule's. What is right is not known here: Keras on TensorFlow is asked.
"""

from dataclasses import dataclass

import numpy as np

import tensors

PLAIN = {"learning_rate": 0.01, "weight_decay": 0.0}
EMA = {"use_ema": True, "ema_momentum": 0.9}
SHAPES = {"kernel": (2, 4), "bias": (3,)}
EVENTS = 9


@dataclass
class Probe:
    """A case, the rules it isolates, and the slot that shows them where the weights do not."""

    rules: str
    title: str
    case: dict
    slot: str | None = None


def probe(rules, title, slot=None, **case):
    return Probe(rules, title, make_case(title, **case), slot)


def make_case(identifier, arguments=None, dtypes=("float32", "float32"), gradient=None, **rest):
    """A case on two variables; `gradient(event, values)` changes gradients between 0.5 and 1.5."""
    numbers = np.random.Generator(np.random.PCG64(7))
    described = list(zip(SHAPES.items(), dtypes, strict=True))
    variables = [
        {"name": name, "dtype": dtype, "shape": list(shape), "data": random(numbers, shape, dtype)}
        for (name, shape), dtype in described
    ]
    script = [
        {"apply": [random(numbers, shape, dtype, event, gradient) for (_, shape), dtype in described]}
        for event in range(EVENTS)
    ]
    case = {"id": f"probe/{identifier}", "rules": [], "arguments": {**PLAIN, **(arguments or {})}}
    return {**case, "variables": variables, "script": script, **rest}


def random(numbers, shape, dtype, event=0, change=None):
    magnitudes = 0.5 + numbers.random(shape)
    values = np.where(numbers.random(shape) < 0.3, -magnitudes, magnitudes)
    return tensors.encode(change(event, values) if change else values, dtype)


def without_gradient(case):
    """The second variable has a gradient at every third step only."""
    for event, entry in enumerate(case["script"]):
        if event % 3:
            entry["apply"][1] = None
    return case


def with_rates(case):
    """The learning rate is assigned twice."""
    for place, rate in ((3, 0.1), (7, 0.003)):
        case["script"].insert(place, {"learning_rate": rate})
    return case


def with_subnormal_weights(case):
    """Weights of 1e-40, and nothing that moves them."""
    for variable in case["variables"]:
        variable["data"] = tensors.encode(np.full(variable["shape"], 1e-40), variable["dtype"])
    case["rules"] = ["R-FLUSH-1"]
    return case


def schedule(name, **config):
    return {"learning_rate": {"schedule": name, "config": config}}


POLYNOMIAL = schedule(
    "PolynomialDecay", initial_learning_rate=0.1, decay_steps=8, end_learning_rate=0.0, power=2.0
)
SCHEDULES = [
    schedule("ExponentialDecay", initial_learning_rate=0.1, decay_steps=3, decay_rate=0.5),
    schedule("PiecewiseConstantDecay", boundaries=[3, 6], values=[0.1, 0.03, 0.01]),
    POLYNOMIAL,
    schedule("InverseTimeDecay", initial_learning_rate=0.1, decay_steps=3, decay_rate=0.5),
    schedule("CosineDecay", initial_learning_rate=0.1, decay_steps=6, alpha=0.1),
    schedule("CosineDecayRestarts", initial_learning_rate=0.1, first_decay_steps=4),
]


def probes():
    decay = {"weight_decay": 0.004, "learning_rate": 0.0001}
    strong = {"weight_decay": 0.5, "learning_rate": 0.5}
    accumulate = {"gradient_accumulation_steps": 3}
    yield probe("R-MOMENTUM, R-VELOCITY, R-BIAS", "the plain step")
    yield probe("R-UPDATE-1", "epsilon, small gradients", gradient=lambda _, g: g * 1e-5)
    yield probe("R-DECAY-1", "decay alone", arguments=decay, gradient=lambda _, g: g * 0)
    yield probe("R-DECAY-2", "strong decay", arguments=strong)
    one = {"variables": [1]}
    name = {"var_names": ["^kernel$"]}
    yield probe("R-DECAY-3", "exclusion of a variable", arguments=strong, exclude_from_weight_decay=one)
    yield probe("R-DECAY-4", "exclusion by `^kernel$`", arguments=strong, exclude_from_weight_decay=name)
    fall = {"amsgrad": True, "beta_2": 0.9}
    yield probe("R-AMSGRAD-1", "falling gradients", arguments=fall, gradient=lambda event, g: g * 0.5**event)
    rise = {"gradient": lambda event, g: g * 2.0**event}
    for clip, rules in (
        ("clipnorm", "R-CLIP-NORM"),
        ("global_clipnorm", "R-CLIP-GLOBAL"),
        ("clipvalue", "R-CLIP-VALUE"),
    ):
        yield probe(rules, clip, arguments={clip: 7.0}, **rise)
    yield probe("R-SCALE-1", "loss scale 3.7", arguments={"loss_scale_factor": 3.7})
    yield probe("R-ACCUMULATE", "accumulation of 3", arguments=accumulate, **rise)
    yield probe("R-EMA-1, R-EMA-2", "the average", slot="average", arguments=EMA)
    both = {**EMA, **accumulate}
    yield probe("R-EMA-3", "the average, accumulation of 3", slot="average", arguments=both)
    yield probe("R-EMA-4", "overwriting", arguments={**EMA, "ema_overwrite_frequency": 3})
    yield Probe("R-APPLY-2", "missing gradients", without_gradient(make_case("missing gradients")))
    yield Probe("R-RATE-4", "assigned rates", with_rates(make_case("assigned rates")))
    for rate in SCHEDULES:
        name = rate["learning_rate"]["schedule"]
        yield probe("R-SCHEDULE", name, arguments=rate)
    yield probe("R-RATE-3", "PolynomialDecay, accumulation of 3", arguments={**POLYNOMIAL, **accumulate})
    still = make_case("subnormal weights", gradient=lambda _, g: g * 0)
    yield Probe("R-FLUSH-1", "subnormal weights", with_subnormal_weights(still))
    yield probe("R-CONST-1", "float64", dtypes=("float64", "float64"))
    coarse = {"beta_2": 0.99, "learning_rate": 0.1}
    yield probe("R-ROUND-2", "float16", dtypes=("float16", "float16"), arguments=coarse)
    yield probe("R-ROUND-2", "bfloat16", dtypes=("bfloat16", "bfloat16"), arguments=coarse)
    yield probe("R-CAST", "float16 beside float32", dtypes=("float16", "float32"), arguments=coarse)
