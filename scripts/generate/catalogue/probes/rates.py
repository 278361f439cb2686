"""Probes of schedules, callables and assigned learning rates."""

from scripts.generate.catalogue.probes.making import ACCUMULATE, FELT, ONE, inserted, none, probe, swelling

FIRST = {"initial_learning_rate": 0.1}
#: By schedule: its rule, and its options by the part of a title.
SCHEDULES = {
    "ExponentialDecay": (
        "R-SCHEDULE-EXPONENTIAL",
        {**FIRST, "decay_steps": 3, "decay_rate": 0.5},
        {
            "": {},
            "staircase": {"staircase": True},
            "no staircase": {"staircase": False},
            "growing": {"decay_rate": 1.5},
            "fractional steps": {"decay_steps": 2.5},
        },
    ),
    "PiecewiseConstantDecay": (
        "R-SCHEDULE-PIECEWISE",
        {"boundaries": [3, 6], "values": [0.1, 0.03, 0.01]},
        {
            "": {},
            "one boundary": {"boundaries": [4], "values": [0.1, 0.4]},
            "from 0": {"boundaries": [0, 1, 2], "values": [0.1, 0.4, 0.02, 0.2]},
            "below 0": {"boundaries": [-0.5, 3, 6], "values": [0.4, 0.1, 0.03, 0.01]},
            "out of order": {"boundaries": [5, 2], "values": [0.1, 0.4, 0.02]},
            "fractional": {"boundaries": [2.7, 5.2], "values": [0.1, 0.4, 0.02]},
        },
    ),
    "PolynomialDecay": (
        "R-SCHEDULE-POLYNOMIAL",
        {**FIRST, "decay_steps": 6},
        {
            "": {},
            "power 2": {"power": 2.0},
            "power 0.5 to 0.02": {"power": 0.5, "end_learning_rate": 0.02},
            "cycle": {"cycle": True, "decay_steps": 3},
            "rising": {"end_learning_rate": 0.5},
        },
    ),
    "InverseTimeDecay": (
        "R-SCHEDULE-INVERSE-TIME",
        {**FIRST, "decay_steps": 3, "decay_rate": 0.5},
        {
            "": {},
            "staircase": {"staircase": True},
            "no staircase": {"staircase": False},
            "quick": {"decay_rate": 5.0},
        },
    ),
    "CosineDecay": (
        "R-SCHEDULE-COSINE",
        {**FIRST, "decay_steps": 6},
        {
            "": {},
            "alpha": {"alpha": 0.3},
            "warm-up": {"warmup_target": 0.4, "warmup_steps": 3},
            "warm-up from 0": {"initial_learning_rate": 0.0, "warmup_target": 0.2, "warmup_steps": 4, "alpha": 0.1},
            "past its end": {"decay_steps": 3, "alpha": 0.2},
        },
    ),
    "CosineDecayRestarts": (
        "R-SCHEDULE-COSINE-RESTARTS",
        {**FIRST, "first_decay_steps": 3},
        {
            "": {},
            "t_mul 1": {"t_mul": 1.0},
            "t_mul 3": {"t_mul": 3.0, "first_decay_steps": 2},
            "m_mul": {"m_mul": 0.5, "t_mul": 1.0},
            "alpha": {"alpha": 0.2},
        },
    ),
}


def probes():
    for name, (rule, required, variants) in SCHEDULES.items():
        for variant, options in variants.items():
            arguments = {"learning_rate": {"schedule": name, "config": {**required, **options}}}
            yield probe(rule, ", ".join(filter(None, (name, variant))), arguments, events=11)
        arguments = {"learning_rate": {"schedule": name, "config": required}, **ACCUMULATE}
        yield probe("R-RATE-3", f"{name}, accumulation", {**arguments, **FELT}, events=9)
    exponential = {"learning_rate": {"schedule": "ExponentialDecay", "config": SCHEDULES["ExponentialDecay"][1]}}
    decayed = {**exponential, "weight_decay": 2.0}
    yield probe("R-RATE-3", "decay at a scheduled rate", decayed, gradient=none)
    yield from callables()
    yield from assignments()


def callables():
    yield probe("R-RATE-2", "a callable rate", {"learning_rate": {"callable": 0.07}}, gradient=swelling())
    changing = inserted((3, {"learning_rate": 0.5}), (7, {"learning_rate": 0.01}))
    yield probe("R-RATE-2", "a callable rate that changes", {"learning_rate": {"callable": 0.07}}, change=changing)
    decayed = {"learning_rate": {"callable": 0.1}, "weight_decay": 1.0}
    yield probe("R-RATE-2", "decay at a callable rate", decayed, gradient=none, change=changing)
    for betas in ({"beta_1": 0.6}, {"beta_2": 0.95}, {"beta_1": 0.8, "beta_2": 0.9}):
        arguments = {name: {"callable": beta} for name, beta in betas.items()}
        title = f"callable {' and '.join(betas)}"
        yield probe("R-BETA-1", title, arguments, gradient=swelling())


def assignments():
    twice = inserted((3, {"learning_rate": 0.5}), (7, {"learning_rate": 0.01}))
    yield probe("R-RATE-4", "assigned rates", change=twice)
    yield probe("R-RATE-4", "a rate assigned before any step", change=inserted((0, {"learning_rate": 0.7})))
    yield probe("R-RATE-4", "decay at an assigned rate", {"weight_decay": 1.0}, gradient=none, change=twice)
    within = inserted((1, {"learning_rate": 0.5}), (5, {"learning_rate": 0.01}))
    yield probe("R-RATE-4", "a rate assigned within a cycle", {**ACCUMULATE, **FELT}, events=9, change=within)
    yield probe(
        "R-RATE-4",
        "a rate of 0 for a while",
        variables=ONE,
        change=inserted((2, {"learning_rate": 0.0}), (5, {"learning_rate": 0.2})),
    )
