"""probes: cases that each show one rule, for saying what is wrong with an optimizer."""

from itertools import chain

from scripts.generate.catalogue.plan import VectorFile
from scripts.generate.catalogue.probes import (
    averages,
    clipping,
    decay,
    dtypes,
    graph,
    making,
    plain,
    presence,
    rates,
    refusals,
    states,
    sums,
    surface,
)

#: In the order of a step, what needs no feature first.
PARTS = (plain, decay, clipping, averages, rates, presence, dtypes, surface, states, sums, refusals, graph)


def files():
    about = (
        "Each case shows one rule, the first of its list, and everything else in it is as harmless as it can "
        "be; most need no feature."
    )
    yield VectorFile(making.FILE, about, list(chain.from_iterable(part.probes() for part in PARTS)))
