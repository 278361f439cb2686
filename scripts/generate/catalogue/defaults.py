"""defaults: cases that leave arguments out, of sizes at which another default would show."""

from scripts.keras import tensors
from scripts.generate.catalogue.common import EMA, identify, made_of
from scripts.generate.catalogue.plan import Plan
from scripts.generate.catalogue.values import make_inputs

FILE = "defaults"
SHAPES = (("kernel", (2, 2)), ("bias", (3,)))
EVENTS = 6
DTYPES = ("float32", "float64", "float16", "bfloat16")
WITHOUT_DECAY = {"weight_decay": 0.0}


def files():
    parts = (numbers, everything, switches, schedules, constraints, scaling)
    about = "Arguments that are left to their defaults, one by one and all, with numbers by which these can be told."
    yield made_of(parts, FILE, about)


def numbers():
    """Each number by itself."""
    for dtype in DTYPES:
        yield planned("R-DEFAULT-LEARNING-RATE", [dtype, "learning_rate"], dtype, WITHOUT_DECAY, weights=0.01)
        given = {"learning_rate": 0.5}
        yield planned("R-DEFAULT-WEIGHT-DECAY", [dtype, "weight_decay"], dtype, given, scale=0.0, weights=8.0)
        given = {**WITHOUT_DECAY, "learning_rate": 0.1}
        yield planned("R-DEFAULT-BETA-1", [dtype, "beta_1"], dtype, {**given, "beta_2": 0.95})
        yield planned("R-DEFAULT-BETA-2", [dtype, "beta_2"], dtype, {**given, "beta_1": 0.7})
        yield planned("R-DEFAULT-EPSILON", [dtype, "epsilon"], dtype, {**given, "beta_2": 0.95}, scale=1e-6)
        averages = {**given, "beta_2": 0.95, "use_ema": True, "ema_overwrite_frequency": 6}
        yield planned("R-DEFAULT-EMA-MOMENTUM", [dtype, "ema_momentum"], dtype, averages, weights=4.0)
    late = {**WITHOUT_DECAY, "learning_rate": 0.1}
    yield planned("R-DEFAULT-BETA-2", ["float32", "beta_2", "40-steps"], "float32", late, events=40)
    yield planned("R-DEFAULT-BETA-1", ["float32", "beta_1", "signs"], "float32", late, change=alternating)


def everything():
    """No argument at all."""
    for dtype in DTYPES:
        for name, scale in (("", 1.0), ("small", 1e-6), ("still", 0.0)):
            for optimizer in ("", "Adam"):
                shows = shown_by_everything(dtype, name, optimizer)
                parts = [dtype, optimizer.lower(), "everything", name]
                fields = {"optimizer": optimizer} if optimizer else {}
                yield planned(shows, parts, dtype, {}, scale=scale, weights=0.01 if scale else 1e3, **fields)


def shown_by_everything(dtype, name, optimizer):
    """What no argument at all shows: in 16 bits neither the decay nor small gradients change a weight."""
    if dtype in ("float16", "bfloat16"):
        return None if optimizer or name else "R-DEFAULT-OFF"
    if optimizer:
        return "R-ADAM-1"
    return "R-DEFAULT-WEIGHT-DECAY" if name == "still" else "R-DEFAULT-OFF"


def switches():
    """What is off: gradients far apart and falling, which clipping, amsgrad or accumulation would change."""
    given = {"learning_rate": 0.1, "weight_decay": 0.1, "beta_2": 0.5, "epsilon": 0.01}
    yield planned("R-DEFAULT-OFF", ["off", "large"], "float32", given, scale=1e4)
    yield planned("R-DEFAULT-OFF", ["off", "falling"], "float32", given, change=falling)
    averages = {**given, **EMA}
    yield planned("R-DEFAULT-OFF", ["off", "ema_overwrite_frequency"], "float32", averages, weights=10.0)


FIRST = {"initial_learning_rate": 0.1}
SCHEDULES = {
    "ExponentialDecay": {**FIRST, "decay_steps": 3, "decay_rate": 0.5},
    "PolynomialDecay": {**FIRST, "decay_steps": 5},
    "InverseTimeDecay": {**FIRST, "decay_steps": 3, "decay_rate": 0.7},
    "CosineDecay": {**FIRST, "decay_steps": 6},
    "CosineDecayRestarts": {**FIRST, "first_decay_steps": 2},
}
#: Of the options of a schedule those that are given, so that the others show.
OPTIONS = {
    "PolynomialDecay": ({"power": 2.0}, {"end_learning_rate": 0.02}, {"cycle": True}),
    "CosineDecay": ({"alpha": 0.2}, {"warmup_target": 0.3}, {"warmup_steps": 3}),
    "CosineDecayRestarts": ({"t_mul": 1.0}, {"m_mul": 0.5}, {"alpha": 0.2}),
}


def schedules():
    for name, required in SCHEDULES.items():
        for given in ({}, *OPTIONS.get(name, ())):
            rate = {"schedule": name, "config": {**required, **given}}
            arguments = {**WITHOUT_DECAY, "learning_rate": rate, "beta_2": 0.95}
            parts = ["float32", name, *given]
            # A warm-up that is not there shows nothing.
            shows = "R-SCHEDULE-COSINE" if name == "CosineDecay" and "alpha" in given else "R-DEFAULT-SCHEDULE"
            yield planned(shows, parts, "float32", arguments, events=14)


CONSTRAINTS = {
    "MaxNorm": ({}, {"max_value": 1.0}, {"axis": 1}),
    "UnitNorm": ({},),
    "MinMaxNorm": ({}, {"min_value": 3.0, "max_value": 5.0}, {"max_value": 0.5}, {"rate": 0.5}, {"axis": 1}),
}


def constraints():
    """Weights whose norms are above the default bounds, and those of a second variable below."""
    for name, choices in CONSTRAINTS.items():
        for config in choices:

            def constrained(inputs):
                for variable in inputs["variables"]:
                    own = {k: v for k, v in config.items() if k != "axis" or len(variable["shape"]) > 1}
                    variable["constraint"] = {"name": name, "config": own}

            for size, weights in (("large", 5.0), ("small", 0.1)):
                parts = ["float32", name, *config, size]
                arguments = {**WITHOUT_DECAY, "learning_rate": 0.1}
                # With the axis given the bounds are left, which small weights do not reach.
                is_shown = size == "large" or "axis" not in config
                shows = "R-DEFAULT-CONSTRAINT" if is_shown else f"R-CONSTRAINT-{name.upper()}"
                yield planned(shows, parts, "float32", arguments, 3, weights=weights, change=constrained)


def scaling():
    """Growth is 2,000 steps away, so that a state brings it near."""
    arguments = {**WITHOUT_DECAY, "learning_rate": 0.1, "epsilon": 0.01}
    for given in ({}, {"dynamic_growth_steps": 2}, {"initial_scale": 1024.0}):
        parts = ["float32", "loss_scale", *given]
        scale = given.get("initial_scale", 32768.0)
        shows = "R-LOSS-SCALE-1" if "initial_scale" in given else "R-DEFAULT-LOSS-SCALE"
        yield planned(shows, parts, "float32", arguments, scale=scale, loss_scale_optimizer=given)
    for counter in (1997, 1998):
        slots = {
            name: [tensors.from_numbers([0.25] * n, "float32") for n in (4, 3)] for name in ("momentum", "velocity")
        }
        state = {"iterations": 5, "slots": slots, "loss_scale": "44800000", "step_counter": counter}
        parts = ["float32", "loss_scale", f"after-{counter}"]
        fields = {"loss_scale_optimizer": {}, "initial_state": state}
        yield planned("R-DEFAULT-LOSS-SCALE", parts, "float32", arguments, 3, scale=1024.0, **fields)


def alternating(inputs):
    for event, entry in enumerate(inputs["script"]):
        entry["apply"] = [tensors.from_numbers([(-1.0) ** event] * n, "float32") for n in (4, 3)]


def falling(inputs):
    for event, entry in enumerate(inputs["script"]):
        entry["apply"] = [tensors.from_numbers([0.1**event * (i + 1) for i in range(n)], "float32") for n in (4, 3)]


def planned(shows, parts, dtype, arguments, events=EVENTS, scale=1.0, weights=1.0, change=None, **fields):
    """The part of one case, which is whole in itself."""
    identifier = identify(FILE, *parts)
    described = [(name, dtype, shape) for name, shape in SHAPES]
    inputs = make_inputs(identifier, described, events, scale, weights=weights)
    if change:
        change(inputs)
    return None, None, [Plan({"id": identifier, "arguments": arguments, **inputs, **fields}, shows=shows)]
