"""Probes of the orders in which numbers are added."""

from scripts.generate.catalogue.probes.making import FELT, probe
from scripts.generate.catalogue.probes.surface import constrained

#: By the title of a probe: the rule, the variable's shape and the axes along which norms are taken.
AXES = {
    "rounding: norms along neighbours": ("R-SUM-AXIS-1", (3, 2, 5, 2), [1, 2]),
    "rounding: norms along the last axis": ("R-SUM-AXIS-2", (3, 40), -1),
    "rounding: norms along the first axis": ("R-SUM-AXIS-3", (18, 9), 0),
    "rounding: norms along axes 0 and 2": ("R-SUM-AXIS-4", (3, 2, 9), [0, 2]),
    "rounding: norms along axes 0, 2 and 4": ("R-SUM-AXIS-5", (2, 3, 2, 3, 2), [0, 2, 4]),
}


def probes():
    clipped = {"clipnorm": 1.0, **FELT}
    yield probe("R-SUM-4", "rounding: a norm of 70, bfloat16", clipped, {"weight": (70,)}, "bfloat16", 2)
    yield probe("R-SUM-2", "rounding: a norm of 1700, float16", clipped, {"weight": (1700,)}, "float16", 1)
    for title, (rule, shape, axis) in AXES.items():
        change = constrained("UnitNorm", {"axis": axis})
        yield probe(rule, title, {"learning_rate": 0.2}, {"weight": shape}, events=2, change=change)
