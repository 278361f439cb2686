"""Cases that each show one rule: everything else in them is as harmless as it can be.

With gradients of about 1 and hardly an epsilon, frameworks differ only in rounding, so that a
larger difference is the rule's. What is right is not known here: Keras on TensorFlow is asked.
"""

from dataclasses import dataclass

import numpy as np

from scripts.keras import tensors

PLAIN = {"learning_rate": 0.01, "weight_decay": 0.0, "epsilon": 1e-12}
EMA = {"use_ema": True, "ema_momentum": 0.9}
SHAPES = {"kernel": (2, 4), "bias": (3,)}
EVENTS = 9


@dataclass
class Probe:
    """A case, the rules that it isolates, and what it does in words."""

    rules: list
    title: str
    case: dict

    @property
    def id(self):
        return self.case["id"]


def probe(rules, title, **case):
    return Probe(rules.split(), title, make_case(rules, title, **case))


def make_case(rules, title, arguments=None, dtypes=("float32", "float32"), gradient=None, change=None, **rest):
    """A case on two variables.

    `gradient(event, values)` changes gradients between 0.5 and 1.5, and `change(case)` the case.
    """
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
    identifier = "probes/" + title.replace(" ", "-").replace(",", "").replace("`", "")
    case = {"id": identifier, "rules": rules.split(), "arguments": {**PLAIN, **(arguments or {})}, **rest}
    case = {**case, "variables": variables, "script": script}
    return change(case) if change else case


def random(numbers, shape, dtype, event=0, change=None):
    magnitudes = 0.5 + numbers.random(shape)
    values = np.where(numbers.random(shape) < 0.3, -magnitudes, magnitudes)
    values = change(event, values) if change else values
    return tensors.from_numbers(values.reshape(-1), dtype)


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
        variable["data"] = tensors.from_numbers(np.full(np.prod(variable["shape"]), 1e-40), variable["dtype"])
    return case


def schedule(name, **config):
    return {"learning_rate": {"schedule": name, "config": config}}


SCHEDULES = {
    "R-SCHEDULE-EXPONENTIAL": schedule(
        "ExponentialDecay", initial_learning_rate=0.1, decay_steps=3, decay_rate=0.5
    ),
    "R-SCHEDULE-PIECEWISE": schedule("PiecewiseConstantDecay", boundaries=[3, 6], values=[0.1, 0.03, 0.01]),
    "R-SCHEDULE-POLYNOMIAL": schedule(
        "PolynomialDecay", initial_learning_rate=0.1, decay_steps=8, end_learning_rate=0.0, power=2.0
    ),
    "R-SCHEDULE-INVERSE-TIME": schedule(
        "InverseTimeDecay", initial_learning_rate=0.1, decay_steps=3, decay_rate=0.5
    ),
    "R-SCHEDULE-COSINE": schedule("CosineDecay", initial_learning_rate=0.1, decay_steps=6, alpha=0.1),
    "R-SCHEDULE-COSINE-RESTARTS": schedule(
        "CosineDecayRestarts", initial_learning_rate=0.1, first_decay_steps=4
    ),
}


def probes():
    """All probes, in the order of the step."""
    decay = {"weight_decay": 0.004, "learning_rate": 0.0001}
    strong = {"weight_decay": 0.5, "learning_rate": 0.5}
    accumulate = {"gradient_accumulation_steps": 3}
    still = {"gradient": lambda _, g: g * 0}
    yield probe("R-MOMENTUM-1 R-VELOCITY-1 R-BIAS-1", "the plain step")
    epsilon = {"epsilon": 1e-7}
    yield probe("R-UPDATE-1", "epsilon", arguments=epsilon)
    yield probe("R-UPDATE-1", "epsilon, small gradients", arguments=epsilon, gradient=lambda _, g: g * 1e-5)
    yield probe("R-DECAY-1", "decay alone", arguments=decay, **still)
    yield probe("R-DECAY-2", "strong decay", arguments=strong)
    one = {"variables": [1]}
    name = {"var_names": ["^kernel$"]}
    yield probe("R-DECAY-3", "exclusion of a variable", arguments=strong, exclude_from_weight_decay=one)
    yield probe("R-DECAY-4", "exclusion by `^kernel$`", arguments=strong, exclude_from_weight_decay=name)
    fall = {"amsgrad": True, "beta_2": 0.9}
    yield probe("R-AMSGRAD-1", "falling gradients", arguments=fall, gradient=lambda event, g: g * 0.5**event)
    rise = {"gradient": lambda event, g: g * 2.0**event}
    yield probe("R-CLIP-NORM-1", "clipnorm", arguments={"clipnorm": 7.0}, **rise)
    yield probe("R-CLIP-GLOBAL-1", "global_clipnorm", arguments={"global_clipnorm": 7.0}, **rise)
    yield probe("R-CLIP-VALUE-1", "clipvalue", arguments={"clipvalue": 7.0}, **rise)
    yield probe("R-SCALE-1", "loss scale 3.7", arguments={"loss_scale_factor": 3.7})
    yield probe("R-ACCUMULATE-3", "accumulation of 3", arguments=accumulate, **rise)
    yield probe("R-EMA-1", "the average", arguments={**EMA, "ema_overwrite_frequency": EVENTS})
    both = {**EMA, **accumulate, "ema_overwrite_frequency": EVENTS // 3}
    yield probe("R-EMA-3", "the average, accumulation of 3", arguments=both)
    yield probe("R-EMA-4", "overwriting", arguments={**EMA, "ema_overwrite_frequency": 3})
    yield probe("R-APPLY-2", "missing gradients", change=without_gradient)
    yield probe("R-RATE-4", "assigned rates", change=with_rates)
    for rule, rate in SCHEDULES.items():
        yield probe(rule, rate["learning_rate"]["schedule"], arguments=rate)
    slowly = {**SCHEDULES["R-SCHEDULE-EXPONENTIAL"], **accumulate}
    yield probe("R-RATE-3", "ExponentialDecay, accumulation of 3", arguments=slowly)
    yield probe("R-FLUSH-1", "subnormal weights", **still, change=with_subnormal_weights)
    yield probe("R-CONST-1", "float64", dtypes=("float64", "float64"))
    coarse = {"beta_2": 0.99, "learning_rate": 0.1}
    yield probe("R-ROUND-2", "float16", dtypes=("float16", "float16"), arguments=coarse)
    yield probe("R-ROUND-2", "bfloat16", dtypes=("bfloat16", "bfloat16"), arguments=coarse)
    yield probe("R-POWER-2", "float16 beside float32", dtypes=("float16", "float32"), arguments=coarse)
