"""Probes of what is refused: one mistake of the caller in each."""

from dataclasses import replace

from scripts.generate.catalogue.probes.graph import CYCLE, wide
from scripts.generate.catalogue.probes.making import inserted, missing, probe
from scripts.generate.catalogue.probes.presence import rows
from scripts.generate.catalogue.probes.surface import constrained, overwrite

EXPONENTIAL = {"initial_learning_rate": 0.1, "decay_rate": 0.9}

#: By the title of a probe: the rule and the arguments.
ARGUMENTS = {
    "refused: two clip arguments": ("R-ERROR-CLIP", {"clipnorm": 1.0, "clipvalue": 0.5}),
    "refused: accumulation of 1": ("R-ERROR-ACCUMULATION", {"gradient_accumulation_steps": 1}),
    "refused: momentum of averages 1.1": ("R-ERROR-EMA-MOMENTUM", {"use_ema": True, "ema_momentum": 1.1}),
    "refused: overwriting frequency -1": ("R-ERROR-EMA-FREQUENCY", {"use_ema": True, "ema_overwrite_frequency": -1}),
    "refused: no weight decay": ("R-ERROR-DECAY", {"weight_decay": None}),
    "refused: no learning rate": ("R-ERROR-RATE", {"learning_rate": None}),
    "refused: decay steps of 0": (
        "R-ERROR-SCHEDULE",
        {"learning_rate": {"schedule": "ExponentialDecay", "config": {**EXPONENTIAL, "decay_steps": 0}}},
    ),
}


def probes():
    for title, (rule, arguments) in ARGUMENTS.items():
        yield refused(rule, title, arguments)
    yield refused("R-ERROR-GRADIENTS", "refused: no gradient at all", change=missing((0, 0), (0, 1)))
    yield refused("R-ERROR-GRADIENTS", "refused: too few gradients", change=lambda case: call(case).pop())
    yield refused("R-ERROR-GRADIENTS", "refused: accumulation of float64", CYCLE, change=wide_gradient)
    scheduled = {"learning_rate": {"schedule": "ExponentialDecay", "config": {**EXPONENTIAL, "decay_steps": 10}}}
    assigned = inserted((1, {"learning_rate": 0.05}))
    yield refused("R-ERROR-RATE", "refused: a rate beside a schedule", scheduled, change=assigned)
    wrapped = {"loss_scale_optimizer": {"initial_scale": 64.0, "dynamic_growth_steps": 3}}
    yield refused("R-ERROR-SPARSE", "refused: a row beyond the last", change=rows_of(0, 4))
    yield refused("R-ERROR-LOSS-SCALE", "refused: scaled rows below 0", change=rows_of(1, -1), **wrapped)
    averaged = {"use_ema": True, "ema_momentum": 0.7, "ema_overwrite_frequency": 1}
    yield refused("R-ERROR-OVERWRITE", "refused: averages that are not there", averaged, change=overwrite)
    axis = constrained("UnitNorm", {"axis": 5})
    yield refused("R-ERROR-CONSTRAINT", "refused: an axis beyond the last", change=axis)


def refused(shows, note, arguments=None, **fields):
    return replace(probe(shows, note, arguments, events=2, **fields), refused=True)


def rows_of(*indices):
    def change(case):
        rows((0, 2))(case)
        call(case)[0]["indices"] = list(indices)

    return change


def wide_gradient(case):
    call(case)[0] = wide(call(case)[0])


def call(case):
    """The gradients of the first call."""
    return case["script"][0]["apply"]
