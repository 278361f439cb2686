"""The rule by which the allowances of a budget follow from measured distances."""

import math
from collections import defaultdict
from dataclasses import dataclass

from scripts.check.judge.comparing import Different
from scripts.compare.distances import AT_LEAST, distances
from scripts.compare.fused_ports import ACCUMULATORS_ONLY, OTHER_ORDERS
from scripts.compare.left_out import is_of_other_rules_on_jax, reason, takes_large_steps
from scripts.keras.tensors import DTYPES

#: What is given the same allowance as another quantity: the larger of both distances counts.
TOGETHER = {"state.velocity_hat": "state.velocity"}


@dataclass
class Largest:
    """The largest distance of a dtype and quantity in a port, and the case that has it."""

    ulps: int = 0
    case: str = ""


def largest_distances(name, cases, replies):
    """`{dtype: {quantity: Largest}}` of a port, over all cases that are not left out."""
    largest = defaultdict(lambda: defaultdict(Largest))
    for case in cases:
        for found in counted(name, case, replies.get(case["id"])):
            before = largest[found.dtype][found.quantity]
            if found.ulps > before.ulps or not before.case:
                largest[found.dtype][found.quantity] = Largest(found.ulps, case["id"])
    return largest


def counted(name, case, reply):
    """The distances of a case that count for a port; none where a side refuses or has a NaN that the other has not."""
    if reply is None or reply["reply"] == "unsupported" or reason(case):
        return []
    try:
        found = distances(case, reply)
    except Different:
        return []
    if any(math.isinf(distance.ulps) for distance in found):
        return []
    return [distance for distance in found if counts(name, case, distance)]


def counts(name, case, distance):
    if name in ACCUMULATORS_ONLY:
        return distance.quantity == "state.gradient_accumulator"
    if name == "jax-compiled" and is_of_other_rules_on_jax(case):
        return False
    return not (takes_large_steps(case) and (name in OTHER_ORDERS or distance.dtype == "float16"))


def allowances(measured):
    """`{dtype: {quantity: {"ulps": ..., "at_least": ...}}}` of what was measured with all ports, `{name: ...}`."""
    return {
        dtype: {
            quantity: {"ulps": allowance(largest(measured, dtype, quantity)), "at_least": AT_LEAST[quantity]}
            for quantity in AT_LEAST
        }
        for dtype in DTYPES
    }


def largest(measured, dtype, quantity):
    """The largest distance of all ports."""
    own = TOGETHER.get(quantity, quantity)
    both = [own, *(other for other, same in TOGETHER.items() if same == own)]
    found = [port.get(dtype, {}).get(each) for port in measured.values() for each in both]
    return max((each.ulps for each in found if each), default=0)


def allowance(ulps):
    """The power of two that is at least twice as large; 0 for 0."""
    return 1 << (2 * ulps - 1).bit_length() if ulps else 0
