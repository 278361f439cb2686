"""Probes of variables that are excluded from the decay, have no gradient, or have one for some rows."""

from scripts.keras import tensors
from scripts.generate.catalogue.probes.making import (
    ACCUMULATE,
    AVERAGE,
    FELT,
    ROWS,
    TWINS,
    missing,
    none,
    probe,
    rising,
    swelling,
)
from scripts.generate.catalogue.values import Values

STRONG = {"weight_decay": 0.5, "learning_rate": 0.5}


def probes():
    yield from exclusions()
    yield from absences()
    yield from sparse()


def exclusions():
    for name, exclusion in (("of the second", {"variables": [1]}), ("of the first", {"variables": [0]})):
        excluded = {"exclude_from_weight_decay": exclusion}
        yield probe("R-DECAY-3", f"exclusion {name}", STRONG, **excluded)
    excluded = {"exclude_from_weight_decay": {"variables": [1]}}
    yield probe("R-DECAY-3", "exclusion, decay alone", STRONG, gradient=none, **excluded)
    averaged = {**AVERAGE, **STRONG, "ema_overwrite_frequency": 3}
    yield probe("R-EMA-3", "exclusion, averages", averaged, exclude_from_weight_decay={"variables": [1]})
    names = {
        "`^kernel`": {"var_names": ["^kernel"]},
        "`bias`": {"var_names": ["bias"]},
        "`^kernel$`, which fits none": {"var_names": ["^kernel$"]},
        "`:0$`, which fits all": {"var_names": [":0$"]},
        "`ia`, a part": {"var_names": ["ia"]},
        "`BIAS`, which fits none": {"var_names": ["BIAS"]},
        "an empty pattern": {"var_names": [""]},
        "the second of two patterns": {"var_names": ["gamma", "bias"]},
        "a variable and a pattern": {"variables": [0], "var_names": ["bias"]},
    }
    for title, exclusion in names.items():
        excluded = {"exclude_from_weight_decay": exclusion}
        yield probe("R-DECAY-4", f"exclusion by {title}", STRONG, **excluded)
    for pattern in ("a/", "kernel", "^b/kernel:0$"):
        excluded = {"exclude_from_weight_decay": {"var_names": [pattern]}}
        yield probe("R-DECAY-4", f"exclusion by `{pattern}` of a path", STRONG, TWINS, gradient=none, **excluded)


def absences():
    every_third = missing((1, 1), (2, 1), (4, 1), (5, 1), (7, 1))
    yield probe("R-APPLY-2", "missing gradients", change=every_third)
    yield probe("R-APPLY-2", "missing gradients, decay", {"weight_decay": 0.8}, change=every_third, weight=5.0)
    yield probe("R-APPLY-2", "a variable that never has a gradient", change=missing(*((e, 0) for e in range(8))))
    yield probe(
        "R-APPLY-2", "a first gradient that comes late", {"beta_2": 0.9}, change=missing((0, 1), (1, 1), (2, 1))
    )
    turns = missing(*((event, event % 2) for event in range(8)))
    yield probe("R-APPLY-2", "gradients by turns", {"beta_2": 0.9}, TWINS, change=turns)
    first = missing((0, 0), (1, 0), (4, 0))
    apart = {"gradient": lambda e, v, g: abs(g) * (1, -30)[v], "variables": TWINS}
    yield probe("R-APPLY-2", "the first of two equal shapes missing", FELT, change=first, **apart)
    three = {"variables": {n: (2,) for n in "abc"}, "gradient": lambda e, v, g: abs(g) * (1, -30, 900)[v]}
    yield probe("R-APPLY-2", "the middle of three missing", FELT, change=missing((1, 1), (2, 1), (5, 1)), **three)
    yield probe(
        "R-CLIP-GLOBAL-1",
        "global_clipnorm, missing gradients",
        {"global_clipnorm": 2.0, **FELT},
        gradient=rising,
        change=every_third,
    )
    accumulating = {**ACCUMULATE, **FELT}
    yield probe(
        "R-ACCUMULATE-3", "missing on the call that updates", accumulating, events=9, change=missing((2, 1), (8, 0))
    )
    yield probe(
        "R-ACCUMULATE-3", "missing on the calls before", accumulating, events=9, change=missing((0, 1), (3, 1), (4, 1))
    )
    yield probe(
        "R-ACCUMULATE-2",
        "accumulators of two equal shapes",
        accumulating,
        events=9,
        change=missing((0, 0), (4, 0)),
        **apart,
    )
    yield probe(
        "R-ACCUMULATE-4",
        "what was accumulated is lost",
        accumulating,
        events=9,
        change=missing((2, 1), (3, 0)),
        gradient=swelling(),
    )
    averaged = {**AVERAGE, "ema_overwrite_frequency": 3}
    yield probe("R-EMA-4", "overwriting without a gradient", averaged, change=missing((2, 1), (5, 1)))
    often = {**AVERAGE, "ema_overwrite_frequency": 2}
    yield probe("R-EMA-4", "overwriting every 2, by turns", often, TWINS, change=turns)


def sparse():
    yield probe("R-SPARSE-1", "rows of a gradient", change=rows((0, 2), (1,), (3, 0)))
    yield probe("R-SPARSE-1", "rows, decay", {"weight_decay": 1.0}, change=rows((0, 2), (1,)))
    yield probe("R-SPARSE-1", "rows that come once, then never", {"beta_2": 0.9}, change=rows((0, 1), (2,), (2,)))
    yield probe("R-SPARSE-1", "no rows at all in between", change=rows((0, 1, 2, 3), ()))
    yield probe("R-SPARSE-2", "rows given twice", {"beta_2": 0.9}, change=rows((1, 1, 3), (0, 0)))
    yield probe(
        "R-SPARSE-2",
        "a row given three times",
        FELT,
        change=rows(
            (2, 2, 2),
        ),
    )
    yield probe("R-SPARSE-3", "clipnorm of rows", {"clipnorm": 1.0, **FELT}, change=rows((0, 2), (1, 1), (3,)))
    yield probe("R-SPARSE-3", "clipvalue of rows given twice", {"clipvalue": 0.6, **FELT}, change=rows((1, 1), (2, 2)))
    yield probe(
        "R-SPARSE-4",
        "global_clipnorm of rows given twice",
        {"global_clipnorm": 1.0, **FELT},
        change=rows((1, 1), (0, 3)),
    )
    yield probe(
        "R-SPARSE-5", "accumulated rows", {**ACCUMULATE, **FELT}, events=9, change=rows((0, 1), (1,), (1, 1, 2))
    )
    twice = rows((1, 1), (2, 2), (0,))
    yield probe("R-SPARSE-5", "accumulated rows given twice", {**ACCUMULATE, **FELT}, events=9, change=twice)
    below = rows((0, -1), (2, -1), (-2, 3))
    yield probe("R-SPARSE-6", "clipnorm, rows below zero", {"clipnorm": 1.0, **FELT}, change=below)
    yield probe("R-SPARSE-6", "rows below zero", change=rows((0, -1), (2, 1), (-2, 3)))


def rows(*patterns):
    """A change that makes the first variable a table whose gradient has these rows, by turns."""

    def change(case):
        values = Values(f"{case['id']}/rows")
        case["variables"] = [
            {
                "name": name,
                "dtype": "float32",
                "shape": list(shape),
                "data": values.tensor(shape[0] * (shape + (1,))[1], "float32"),
            }
            for name, shape in ROWS.items()
        ]
        for event, entry in enumerate(case["script"]):
            indices = patterns[event % len(patterns)]
            data = tensors.from_numbers(values.numbers(2 * len(indices), 1.5), "float32")
            entry["apply"] = [{"indices": list(indices), "data": data}, values.tensor(2, "float32")]

    return change
