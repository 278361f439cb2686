"""Probes of gradient accumulation, of moving averages, and of what becomes of both."""

from scripts.generate.catalogue.probes.making import (
    ACCUMULATE,
    AVERAGE,
    FELT,
    ONE,
    TWINS,
    inserted,
    missing,
    none,
    probe,
    rising,
    swelling,
)

FINALIZE = {"finalize": True}


def probes():
    yield from accumulation()
    yield from averages()
    yield from overwriting()
    yield from finalizing()


def every(number):
    return {"gradient_accumulation_steps": number}


def accumulation():
    yield probe("R-ACCUMULATE-3", "accumulation of 3", {**ACCUMULATE, **FELT}, events=9, gradient=rising)
    yield probe("R-ACCUMULATE-3", "accumulation of 2", {**every(2), **FELT}, gradient=swelling())
    yield probe("R-ACCUMULATE-3", "accumulation of 7", {**every(7), **FELT}, ONE, events=15, gradient=swelling())
    apart = {"gradient": lambda e, v, g: (8.0, -5.0, 0.25)[e % 3] * abs(g)}
    yield probe("R-ACCUMULATE-2", "accumulation, gradients that cancel", {**ACCUMULATE, **FELT}, events=9, **apart)
    yield probe(
        "R-ACCUMULATE-1", "accumulation, an unfinished cycle", {**every(4), **FELT}, events=7, gradient=swelling()
    )
    yield probe("R-ACCUMULATE-4", "accumulation, then zeros", {**every(2), **FELT}, gradient=ends)
    quick = {**every(2), "beta_1": 0.5, "beta_2": 0.5}
    yield probe("R-ACCUMULATE-5", "accumulation and bias correction", quick, gradient=swelling())
    slow = {**ACCUMULATE, "beta_2": 0.99}
    yield probe("R-ACCUMULATE-5", "accumulation, slow velocity", slow, events=12, gradient=swelling())
    decay = {**ACCUMULATE, "weight_decay": 0.5}
    yield probe("R-DECAY-2", "decay once in a cycle", decay, events=9, gradient=none)
    yield probe("R-DECAY-2", "decay once in a cycle, with gradients", {**decay, **FELT}, events=9, weight=20.0)
    last = {"gradient": lambda e, v, g: g if e % 3 == 2 else 0.0}
    yield probe("R-ACCUMULATE-3", "accumulation, only the last counts", {**ACCUMULATE, **FELT}, events=9, **last)
    first = {"gradient": lambda e, v, g: g if e % 3 == 0 else 0.0}
    yield probe("R-ACCUMULATE-2", "accumulation, only the first counts", {**ACCUMULATE, **FELT}, events=9, **first)
    opposite = {"variables": TWINS, "gradient": lambda e, v, g: abs(g) * (-1) ** v}
    yield probe("R-ACCUMULATE-2", "accumulators of two variables", {**every(2), **FELT}, **opposite)
    yield probe("R-ACCUMULATE-6", "accumulation of 0", every(0), gradient=swelling())
    largest = {**every(2), "amsgrad": True, "beta_2": 0.9}
    yield probe("R-AMSGRAD-1", "amsgrad and accumulation", largest, events=10, gradient=swelling())


def ends(event, variable, number):
    return number if event < 4 else 0.0


def averages():
    """An average is seen where it overwrites the weights, here mostly in the last event."""
    yield probe("R-EMA-1", "the average", {**AVERAGE, "ema_overwrite_frequency": 8})
    for momentum in (0.0, 0.5, 0.99, 0.999):
        arguments = {"use_ema": True, "ema_momentum": momentum, "ema_overwrite_frequency": 8}
        yield probe("R-EMA-1", f"the average, momentum {momentum:g}", arguments, weight=3.0)
    yield probe(
        "R-EMA-2", "the first average is the weight", {**AVERAGE, "ema_overwrite_frequency": 2}, events=2, weight=9.0
    )
    yield probe("R-EMA-2", "averages of large weights", {**AVERAGE, "ema_overwrite_frequency": 4}, weight=100.0)
    still = {**AVERAGE, "ema_overwrite_frequency": 4, "weight_decay": 1.0}
    yield probe("R-EMA-1", "averages and decay", still, gradient=none)
    default = {"use_ema": True, "ema_overwrite_frequency": 8}
    yield probe("R-DEFAULT-EMA-MOMENTUM", "the momentum of averages left out", default, weight=3.0)
    often = {"use_ema": True, "ema_overwrite_frequency": 3, "weight_decay": 1.0}
    yield probe("R-DEFAULT-EMA-MOMENTUM", "the momentum left out, decay", often, gradient=none, weight=3.0)
    both = {**AVERAGE, **ACCUMULATE, "ema_overwrite_frequency": 3}
    yield probe("R-EMA-3", "averages and accumulation of 3", both, events=9)
    yield probe("R-EMA-3", "averages move on every call", {**both, "weight_decay": 1.0}, events=10, weight=10.0)
    absent = missing((1, 1), (2, 1), (4, 1))
    arguments = {**AVERAGE, "ema_overwrite_frequency": 6}
    yield probe("R-EMA-3", "averages without a gradient", arguments, events=6, change=absent)


def overwriting():
    for frequency in (1, 2, 3, 5):
        arguments = {**AVERAGE, "ema_overwrite_frequency": frequency}
        yield probe("R-EMA-4", f"overwriting every {frequency}", arguments, gradient=swelling())
    both = {**AVERAGE, **every(2), "ema_overwrite_frequency": 2}
    yield probe("R-EMA-4", "overwriting and accumulation of 2", both, events=10)
    both = {**AVERAGE, **ACCUMULATE, "ema_overwrite_frequency": 2}
    yield probe("R-EMA-4", "overwriting and accumulation of 3", both, events=12, weight=5.0)
    decayed = {**AVERAGE, "ema_overwrite_frequency": 2, "weight_decay": 0.8}
    yield probe("R-EMA-4", "overwriting and decay", decayed, weight=10.0)
    yield probe("R-EMA-6", "averages that never overwrite", {**AVERAGE, "ema_overwrite_frequency": None})
    yield probe("R-EMA-6", "an overwriting frequency of 0", {**AVERAGE, "ema_overwrite_frequency": 0})
    yield probe("R-EMA-6", "a frequency without averages", {"ema_overwrite_frequency": 2, "ema_momentum": 0.5})


def finalizing():
    yield probe("R-EMA-5", "finalize at the end", AVERAGE, change=inserted((8, FINALIZE)))
    yield probe("R-EMA-5", "finalize in the middle", AVERAGE, change=inserted((4, FINALIZE)))
    yield probe("R-EMA-5", "finalize twice", AVERAGE, change=inserted((3, FINALIZE), (9, FINALIZE)))
    yield probe("R-EMA-5", "finalize before any step", AVERAGE, change=inserted((0, FINALIZE)))
    yield probe("R-EMA-5", "finalize without averages", change=inserted((4, FINALIZE)))
    unfinished = {**AVERAGE, **ACCUMULATE}
    yield probe("R-EMA-5", "finalize within a cycle", unfinished, change=inserted((5, FINALIZE)), weight=4.0)
