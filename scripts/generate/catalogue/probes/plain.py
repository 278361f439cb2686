"""Probes that need no feature: the moments, their correction, and what belongs to which variable."""

from scripts.generate.catalogue.probes.making import (
    ABSENT,
    FELT,
    ONE,
    TWINS,
    falling,
    inserted,
    none,
    probe,
    rising,
    scaled,
    swelling,
)

BETAS = (
    *((0.0, 0.0), (0.5, 0.5), (0.9, 0.9), (0.9, 0.99), (0.99, 0.9), (0.0, 0.999), (0.9, 0.0)),
    *((0.5, 0.999), (0.95, 0.98), (0.1, 0.2), (0.9, 0.999)),
)


def probes():
    yield from steps()
    yield from betas()
    yield from corrections()
    yield from gradients()
    yield from several()
    yield from defaults()


def steps():
    yield probe("R-APPLY-1", "the plain step")
    yield probe("R-APPLY-1", "the plain step, one element", variables=ONE)
    yield probe("R-APPLY-1", "the plain step, a scalar", variables={"scale": ()})
    yield probe("R-APPLY-1", "the plain step, all arguments given", every_argument())
    yield probe("R-RATE-1", "a tiny rate", {"learning_rate": 1e-6}, weight=1e-5)
    yield probe("R-RATE-1", "a rate above 1", {"learning_rate": 3.0})
    yield probe("R-RATE-1", "a rate of 0.3 on large weights", {"learning_rate": 0.3}, weight=30.0)
    yield probe("R-UPDATE-1", "weights of zero", weight=0.0)
    yield probe("R-UPDATE-1", "weights of 1e-6", {"learning_rate": 1e-7}, weight=1e-6)
    yield probe("R-UPDATE-1", "weights of 1e6", {"learning_rate": 1e5}, weight=1e6)


def every_argument():
    return {"learning_rate": 0.2, "beta_1": 0.7, "beta_2": 0.96, "epsilon": 0.003, "weight_decay": 0.0}


def betas():
    for first, second in BETAS:
        shows = "R-VELOCITY-1" if first in (0.0, 0.99) else "R-MOMENTUM-1"
        yield probe(shows, f"betas {first:g} and {second:g}", {"beta_1": first, "beta_2": second}, gradient=swelling())
    none_of_both = {"beta_1": 0.0, "beta_2": 0.0}
    yield probe("R-UPDATE-1", "no moments, epsilon of 1", {**none_of_both, "epsilon": 1.0})
    yield probe("R-UPDATE-1", "no moments, small gradients", {**none_of_both, "epsilon": 1e-4}, gradient=scaled(1e-4))
    yield probe(
        "R-UPDATE-1", "no moments, epsilon 0.001, rising", {**none_of_both, "epsilon": 1e-3}, gradient=tiny_rising
    )
    yield probe("R-UPDATE-1", "no moments, signs alone count", none_of_both, gradient=swelling())
    yield probe("R-APPLY-1", "no moments, several variables", none_of_both, TWINS, gradient=swelling())
    yield probe("R-APPLY-1", "no moments, a large rate", {**none_of_both, "learning_rate": 2.0, "epsilon": 0.5})
    yield probe("R-APPLY-3", "no moments, zeros in between", {**none_of_both, **FELT}, gradient=zero_at_times)
    strong = {**none_of_both, "weight_decay": 0.5, "learning_rate": 0.5}
    yield probe("R-DECAY-2", "no moments, strong decay", {**strong, "epsilon": 0.5})
    yield probe("R-DECAY-1", "no moments, decay of large weights", {**none_of_both, "weight_decay": 0.3}, weight=30.0)


def tiny_rising(event, variable, number):
    return rising(event, variable, number) * 1e-4


def zero_at_times(event, variable, number):
    return 0.0 if event % 3 == 1 else number


def corrections():
    for events in (1, 2, 3):
        yield probe("R-BIAS-2", f"bias correction, {events} steps", events=events, gradient=swelling())
    long = {"learning_rate": 0.01}
    yield probe("R-BIAS-2", "bias correction, 30 steps", long, events=30, gradient=swelling())
    yield probe("R-BIAS-1", "64 steps", {"learning_rate": 0.01}, {"bias": (2,)}, events=64, gradient=swelling())
    first = {"beta_1": 0.9, "beta_2": 0.0}
    yield probe("R-BIAS-2", "correction of the momentum alone", first, gradient=swelling())
    second = {"beta_1": 0.0, "beta_2": 0.99}
    yield probe("R-BIAS-2", "correction of the velocity alone", second, gradient=swelling())
    slow = {"beta_1": 0.99, "beta_2": 0.999}
    yield probe("R-BIAS-2", "bias correction of slow betas", slow, gradient=swelling())
    felt = {"epsilon": 0.3, "beta_2": 0.99}
    yield probe("R-BIAS-2", "bias correction beside an epsilon", felt, events=12)
    yield probe("R-BIAS-1", "the first step counts as 1", {"beta_1": 0.5, "beta_2": 0.5}, events=2)


def gradients():
    yield probe("R-MOMENTUM-1", "a constant gradient", gradient=lambda event, variable, number: 0.75)
    yield probe("R-VELOCITY-1", "rising gradients", gradient=rising)
    yield probe("R-MOMENTUM-1", "falling gradients", gradient=falling)
    yield probe("R-VELOCITY-1", "falling fast, quick velocity", {"beta_2": 0.5}, gradient=falling)
    yield probe("R-MOMENTUM-1", "signs that alternate", gradient=lambda e, v, g: abs(g) * (-1) ** e)
    yield probe("R-MOMENTUM-1", "one gradient, then zeros", gradient=lambda e, v, g: 0.0 if e else g)
    yield probe("R-APPLY-3", "zeros, then gradients", gradient=lambda e, v, g: g if e >= 3 else 0.0)
    yield probe("R-APPLY-3", "zeros in between", gradient=zero_at_times)
    yield probe("R-APPLY-3", "zeros throughout", gradient=none)
    nothing = {"apply": []}
    yield probe("R-APPLY-4", "calls without any gradients", change=inserted((1, nothing), (5, nothing)))
    for size in ("1e15", "1e8", "1e-8", "1e-15"):
        epsilon = {"epsilon": min(1e-12, float(size) * 1e-10)}
        yield probe("R-VELOCITY-1", f"gradients of {size}", epsilon, gradient=scaled(float(size)))
    yield probe("R-UPDATE-1", "sizes that differ by element", FELT, {"kernel": (8,)}, gradient=spread)
    yield probe("R-VELOCITY-1", "one large gradient among small", gradient=lambda e, v, g: g * (100 if e == 3 else 1))
    yield probe("R-VELOCITY-1", "one small gradient among large", gradient=lambda e, v, g: g * (0.01 if e == 3 else 1))


def spread(event, variable, number):
    """A thousand times smaller or larger by the number itself, which differs by element."""
    return number * 10.0 ** (6 * (abs(number) - 1))


def several():
    opposite = {"gradient": lambda e, v, g: abs(g) * (-1) ** v, "weight": 0.5}
    yield probe("R-STATE-1", "two variables, opposite gradients", variables={"kernel": (3,), "bias": (3,)}, **opposite)
    yield probe("R-STATE-1", "names that end alike", variables=TWINS, **opposite)
    deep = {"model/block_1/dense/kernel": (2,), "model/block_2/dense/kernel": (2,)}
    yield probe("R-STATE-1", "long names that end alike", variables=deep, **opposite)
    yield probe("R-STATE-1", "two variables of one name", variables=[("kernel", (3,))] * 2, **opposite)
    sizes = {"variables": {"kernel": (3,), "bias": (3,)}, "gradient": lambda e, v, g: g * (1e-3, 1e3)[v]}
    yield probe("R-STATE-1", "two variables, sizes far apart", FELT, **sizes)
    five = {name: (1,) for name in ("first", "second", "third", "fourth", "fifth")}
    yield probe("R-STATE-1", "five variables of one element", variables=five, gradient=lambda e, v, g: g * (v - 2))
    shapes = {"kernel": (2, 2), "bias": (2,), "scale": ()}
    yield probe("R-STATE-1", "three shapes", variables=shapes, gradient=lambda e, v, g: g * (1, -10, 100)[v])
    turns = {"gradient": lambda e, v, g: g if e % 2 == v else 0.0}
    yield probe("R-STATE-1", "variables that take turns", variables=TWINS, **turns)
    yield probe(
        "R-BIAS-1", "one count for all variables", {"beta_2": 0.9}, {n: (2,) for n in "abcd"}, gradient=swelling()
    )
    cube = {"kernel": (2, 2, 2)}
    yield probe("R-APPLY-1", "a variable of rank 3", variables=cube, gradient=swelling())


def defaults():
    betas = {"beta_1": ABSENT, "beta_2": ABSENT}
    yield probe("R-DEFAULT-BETA-1", "betas left out", betas, gradient=swelling())
    yield probe("R-DEFAULT-BETA-1", "beta_1 left out", {"beta_1": ABSENT}, gradient=swelling())
    yield probe("R-DEFAULT-BETA-2", "beta_2 left out", {"beta_2": ABSENT}, gradient=swelling())
    yield probe("R-DEFAULT-BETA-2", "betas left out, 30 steps", betas, ONE, events=30, gradient=swelling())
    yield probe("R-DEFAULT-EPSILON", "epsilon left out", {"epsilon": ABSENT}, gradient=scaled(1e-6))
    yield probe("R-DEFAULT-EPSILON", "epsilon left out, gradients of 1e-7", {"epsilon": ABSENT}, gradient=scaled(1e-7))
    rate = {"learning_rate": ABSENT}
    yield probe("R-DEFAULT-LEARNING-RATE", "the rate left out", rate, weight=0.01)
    yield probe("R-DEFAULT-LEARNING-RATE", "the rate left out, rising gradients", rate, weight=0.001, gradient=rising)
    yield probe("R-DEFAULT-OFF", "all but the decay left out", {**betas, **rate, "epsilon": ABSENT}, weight=0.01)
