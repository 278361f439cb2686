"""Probes of epsilon, of the weight decay, and of what only rounding shows: they need no feature."""

from scripts.generate.catalogue.probes.making import (
    ABSENT,
    FELT,
    ONE,
    PLAIN,
    TWINS,
    none,
    probe,
    rising,
    scaled,
    swelling,
)


def probes():
    yield from epsilons()
    yield from decays()
    yield from roundings()


def epsilons():
    for size in (1e-2, 1e-3, 1e-4, 1e-5, 1e-6, 1e-7):
        yield probe("R-UPDATE-1", f"epsilon 1e-7, gradients of {size:g}", {"epsilon": 1e-7}, gradient=scaled(size))
    for epsilon in (1e-12, 1e-10, 1e-8, 1e-6, 1e-4, 1e-3, 1e-2):
        gradients = swelling(10 * epsilon)
        yield probe("R-UPDATE-1", f"epsilon {epsilon:g}, alike gradients", {"epsilon": epsilon}, gradient=gradients)
    yield probe("R-UPDATE-1", "epsilon of 1", {"epsilon": 1.0})
    yield probe("R-UPDATE-1", "epsilon of 0", {"epsilon": 0.0})
    late = {"epsilon": 1e-3, "beta_2": 0.9}
    yield probe("R-UPDATE-1", "epsilon, late steps", late, ONE, events=24, gradient=scaled(1e-3))


def decays():
    yield probe("R-DECAY-1", "decay alone", {"weight_decay": 0.3}, gradient=none)
    yield probe("R-DECAY-1", "decay alone, a tiny rate", {"weight_decay": 0.5, "learning_rate": 1e-4}, gradient=none)
    yield probe("R-DECAY-1", "decay alone, large weights", {"weight_decay": 0.1}, gradient=none, weight=1e3)
    yield probe("R-DECAY-1", "decay alone, weights of 1e-6", {"weight_decay": 0.1}, gradient=none, weight=1e-6)
    strong = {"weight_decay": 0.5, "learning_rate": 0.5}
    yield probe("R-DECAY-2", "strong decay", strong)
    yield probe("R-DECAY-2", "strong decay, large weights", strong, weight=20.0)
    yield probe("R-DECAY-2", "strong decay, weights of zero", strong, weight=0.0)
    yield probe("R-DECAY-1", "decay, large weights", {"weight_decay": 0.02}, weight=50.0)
    yield probe("R-DECAY-1", "decay and a late step size", {"weight_decay": 0.3, "beta_2": 0.999}, events=12)
    yield probe(
        "R-DECAY-1", "decay and an early step size", {"weight_decay": 0.3, "beta_1": 0.99}, events=3, weight=5.0
    )
    yield probe("R-DECAY-2", "decay, small gradients", {"weight_decay": 0.4, **FELT}, gradient=scaled(1e-4))
    yield probe("R-DECAY-2", "decay, rising gradients", {"weight_decay": 0.4}, gradient=rising)
    yield probe("R-DECAY-1", "negative decay", {"weight_decay": -0.3}, gradient=none)
    yield probe("R-DECAY-1", "decay past zero", {"weight_decay": 3.0, "learning_rate": 0.5}, gradient=none)
    sizes = {"variables": TWINS, "weight": (1.0, 100.0)}
    yield probe("R-DECAY-1", "decay of several variables", {"weight_decay": 0.3}, gradient=none, **sizes)
    yield probe("R-DEFAULT-WEIGHT-DECAY", "the decay left out", default(), gradient=none)
    yield probe("R-DEFAULT-WEIGHT-DECAY", "the decay left out, with gradients", default(), weight=20.0)
    nothing = dict.fromkeys(PLAIN, ABSENT)
    yield probe("R-DEFAULT-OFF", "no argument at all", nothing, weight=0.01)
    yield probe("R-DEFAULT-EPSILON", "no argument at all, small gradients", nothing, gradient=scaled(1e-6), weight=0.01)


def default():
    return {"weight_decay": ABSENT, "learning_rate": 0.5}


def roundings():
    """What a port that computes otherwise rounds otherwise."""
    tiny = {"weight_decay": 1e-4, "learning_rate": 1e-3}
    yield probe("R-DECAY-1", "rounding: decay too small for one factor", tiny, gradient=none)
    tiny = {"weight_decay": 3e-6, "learning_rate": 0.1}
    yield probe("R-DECAY-1", "rounding: decay of a few last places", tiny, gradient=none, events=16)
    for beta in (0.999, 0.9999, 0.99999):
        yield probe("R-CONST-3", f"rounding: 1 - beta_2, beta_2 of {beta:g}", {"beta_2": beta})
    yield probe("R-CONST-3", "rounding: 1 - beta_1, beta_1 of 0.99999", {"beta_1": 0.99999, "beta_2": 0.5})
    yield probe("R-MOMENTUM-1", "rounding: momentum of alike gradients", {"beta_1": 0.99}, gradient=nearly_alike)
    yield probe("R-VELOCITY-1", "rounding: velocity of alike gradients", {"beta_2": 0.99}, gradient=nearly_alike)
    yield probe("R-POWER-1", "rounding: powers of 0.9999", {"beta_1": 0.5, "beta_2": 0.9999}, ONE, events=40)
    yield probe("R-BIAS-2", "rounding: 1 - power, beta_2 of 0.999999", {"beta_1": 0.0, "beta_2": 0.999999})
    yield probe("R-ROUND-1", "rounding: weights much larger than steps", {"learning_rate": 1e-4}, weight=300.0)
    yield probe("R-ROUND-1", "rounding: numbers of few digits", gradient=lambda e, v, g: round(4 * g) / 4)


def nearly_alike(event, variable, number):
    return 1 + number * 1e-5
