"""Covering arrays: few rows in which every combination of any `strength` factors occurs."""

import itertools
import random


def combinations(factors, strength):
    """Every combination of settings of any `strength` factors."""
    names = list(factors)
    for chosen in itertools.combinations(names, strength):
        for settings in itertools.product(*(factors[name] for name in chosen)):
            yield tuple(zip(chosen, settings))


def covered_by(names, row, strength):
    return set(itertools.combinations(tuple(zip(names, row)), strength))


def covering_rows(factors, strength, candidates=40):
    """Greedy: of some random rows that cover a missing combination, the one covering most."""
    names = list(factors)
    source = random.Random("covering")
    missing = dict.fromkeys(combinations(factors, strength))
    rows = []
    while missing:
        seed = dict(next(iter(missing)))
        best, gain = None, set()
        for _ in range(candidates):
            row = tuple(seed[n] if n in seed else source.choice(list(factors[n])) for n in names)
            covers = covered_by(names, row, strength) & missing.keys()
            if len(covers) > len(gain):
                best, gain = row, covers
        for combination in gain:
            del missing[combination]
        rows.append(best)
    return rows


def strength_of(factors, rows):
    """The greatest strength at which the rows cover every combination."""
    names = list(factors)
    reached = 0
    for strength in range(1, len(names) + 1):
        present = set().union(*(covered_by(names, row, strength) for row in rows))
        if not present.issuperset(combinations(factors, strength)):
            break
        reached = strength
    return reached
