"""The tables of how far a profile's answers are from eager mode's."""

import math
import statistics
from collections import defaultdict
from functools import cached_property
from types import SimpleNamespace

from scripts.check.judge.comparing import Different, compare
from scripts.compare.distances import AT_LEAST, aligned, distances
from scripts.compare.left_out import reason, takes_large_steps
from scripts.compare.tables import STYLES, share, ulps
from scripts.compare.tallies import contrasts, group_of
from scripts.keras.tensors import DTYPES


#: As `contrasts` reads a report.
EXPLAINED = {"verdict": "passed"}
UNEXPLAINED = {"verdict": "failed", "divergence": {"difference": ()}, "drift": ()}


class Compared:
    """A case, and how far a profile's reply to it is from eager mode's."""

    def __init__(self, case, reply):
        self.case = case
        self.differs = compare(case, *aligned(case, reply)) is not None
        try:
            self.distances = distances(case, reply)
            self.is_refusal = False
        except Different:
            self.distances = []
            self.is_refusal = True

    @property
    def is_nan(self):
        return any(math.isinf(distance.ulps) for distance in self.distances)

    @cached_property
    def is_in_budget(self):
        """Whether the budget `fused` counts the case."""
        return reason(self.case) is None and not takes_large_steps(self.case)


def summary(compared, style):
    header = ["", "cases", "equal", "differ", "of these refusal", "of these NaN"]
    rows = []
    for name, given in compared.items():
        differ = [each for each in given if each.differs]
        counts = (len(given), len(given) - len(differ), len(differ))
        counts += (count(differ, "is_refusal"), count(differ, "is_nan"))
        rows.append([name, *(f"{number:,}" for number in counts)])
    return STYLES[style](header, rows)


def count(given, attribute):
    return sum(getattr(each, attribute) for each in given)


def by_quantity(compared, style):
    """For each dtype and quantity: in how many cases it differs, and how far; counted are those of the budget."""
    header = ["", "quantity", "cases", "equal", "differ", "of these NaN"]
    header += ["median ULP", "largest ULP", "largest ULP counted", "largest share counted"]
    found = defaultdict(list)
    for each in compared:
        for distance in each.distances:
            found[distance.dtype, distance.quantity].append((distance, each.is_in_budget))
    keys = [(dtype, quantity) for dtype in DTYPES for quantity in AT_LEAST if (dtype, quantity) in found]
    return STYLES[style](header, [[*key, *quantity_cells(found[key])] for key in keys])


def quantity_cells(found):
    differ = [(distance, counts) for distance, counts in found if distance.differs]
    finite = [(distance, counts) for distance, counts in differ if not math.isinf(distance.ulps)]
    numbers = (len(found), len(found) - len(differ), len(differ), len(differ) - len(finite))
    counted = [distance.ulps for distance, counts in finite if counts]
    all_ulps = [distance.ulps for distance, _ in finite]
    return [
        *(f"{number:,}" for number in numbers),
        ulps(statistics.median_low(all_ulps) if all_ulps else None),
        ulps(max(all_ulps, default=None)),
        ulps(max(counted, default=None)),
        share(max((distance.share for distance, counts in finite if counts), default=None)),
    ]


def by_rule(compared, groups, style):
    """For each group of rules and dtype: how many cases differ, and the median ULP; `=` where none does."""
    found = defaultdict(list)
    for each in compared:
        for group in {group_of(rule) for rule in each.case["rules"]}:
            for dtype in {distance.dtype for distance in each.distances}:
                found[group, dtype].append(max((d for d in each.distances if d.dtype == dtype), key=lambda d: d.size))
    rows = [[group, *(rule_cell(found[group, dtype]) for dtype in DTYPES)] for group in groups]
    return STYLES[style](["rules", *DTYPES], [row for row in rows if set(row[1:]) - {"-", "="}])


def rule_cell(found):
    if not found:
        return "-"
    differ = [distance.ulps for distance in found if distance.differs]
    finite = [number for number in differ if not math.isinf(number)]
    median = f" · {ulps(statistics.median_low(finite))}" if finite else ""
    return f"{len(differ):,}/{len(found):,}{median}" if differ else "="


def explained(cases, columns, style):
    """For each set of rewrites: to how many cases of each dtype alone, and of several, it answers what XLA does."""
    kinds = defaultdict(set)
    for case in cases:
        dtypes = {variable["dtype"] for variable in case["variables"]}
        kinds[dtypes.pop() if len(dtypes) == 1 else "several"].add(case["id"])
    names = [*DTYPES, "several"]
    header = ["rewritten", *(f"{name}, of {len(kinds[name]):,}" for name in names), f"all, of {len(cases):,}"]
    rows = [
        [words, *(f"{len(equal & kinds[name]):,}" for name in names), f"{len(equal):,}"]
        for words, equal in columns.items()
    ]
    return STYLES[style](header, rows)


def left(cases, equal, style):
    """The groups of rules with which rewrites leave cases unexplained much more often than without them."""
    results = [{"id": case["id"], **(EXPLAINED if case["id"] in equal else UNEXPLAINED)} for case in cases]
    found = contrasts(
        SimpleNamespace(report={"results": results}), {case["id"]: case["rules"] for case in cases}, most=8
    )
    rows = [[group, *(f"{t.differ:,} of {t.run:,}" for t in (inside, outside))] for group, inside, outside in found]
    return STYLES[style](["rules", "not explained with them", "without them"], rows)
