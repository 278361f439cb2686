"""How far a port's answers are from Keras', by dtype and quantity, as a budget measures it."""

import math
import re
from dataclasses import dataclass

import numpy as np

from scripts.check.judge.comparing import Different, pairs, tensor_difference
from scripts.keras.tensors import decode

#: The magnitudes under which elements are measured as coarsely as there; the weights of vectors are larger, and their
#: differences cancel. A velocity is as small as the square of a gradient: there only what is subnormal, or nearly so.
AT_LEAST = {
    "variable": 0.1,
    "state.average": 0.1,
    "state.momentum": 0.1,
    "state.velocity": 1e-30,
    "state.velocity_hat": 1e-30,
    "state.gradient_accumulator": 0.1,
    "trace": 1e-3,
}


@dataclass
class Distance:
    """Of the worst element of a quantity in a case: in ULP, and as a share of the largest element of its tensor."""

    dtype: str
    quantity: str
    differs: bool = False
    ulps: float = 0
    share: float = 0.0

    @property
    def size(self):
        return self.differs, self.ulps, self.share


def distances(case, reply):
    """The largest distance of each dtype and quantity that was compared: a list.

    Raises `Different` where one side refuses, or has what the other lacks.
    """
    worst = {}
    for place, dtype, wanted, given in pairs(case, *aligned(case, reply)):
        quantity = quantity_at(place)
        if quantity in AT_LEAST:
            found = distance(dtype, quantity, wanted, given)
            key = dtype, quantity
            worst[key] = max(worst.get(key, found), found, key=lambda each: each.size)
    return list(worst.values())


def aligned(case, reply):
    """What a file expects and a reply, each with what both have: of long runs some steps, and a state."""
    expected, reply = dict(case["expect"]), dict(reply)
    if "steps" in expected and "steps" in reply and ("kept" in expected or "kept" in reply):
        mine, theirs = by_place(expected), by_place(reply)
        both = sorted(mine.keys() & theirs.keys())
        expected["steps"], reply["steps"] = [mine[place] for place in both], [theirs[place] for place in both]
    if "state" not in expected:
        reply.pop("state", None)
    return expected, reply


def by_place(answer):
    """`{index: step}` of the steps that an answer has."""
    return dict(zip(answer.get("kept", range(len(answer["steps"]))), answer["steps"]))


def quantity_at(place):
    """The quantity of a place of `pairs`, as a budget names it."""
    if place.startswith("step "):
        return "variable"
    if place.startswith("trace "):
        return "trace"
    return re.sub(r"^state, (\w+).*", r"state.\1", place)


def distance(dtype, quantity, wanted, given):
    if len(wanted) != len(given):
        raise Different(quantity, "a tensor", "one of another size")
    if tensor_difference(dtype, wanted, given) is None:
        return Distance(dtype, quantity)
    one, other = decode(wanted, dtype), decode(given, dtype)
    differ = np.flatnonzero((one != other) & ~(np.isnan(one) & np.isnan(other)))
    pairs_of_elements = zip(one[differ], other[differ])  # none if zeros have another sign
    ulps = max((ulps_between(a, b, AT_LEAST[quantity]) for a, b in pairs_of_elements), default=0)
    wide, other = one.astype(np.float64), other.astype(np.float64)
    finite = np.isfinite(wide) & np.isfinite(other)
    largest = np.abs(wide[finite]).max(initial=0)
    apart = np.abs(wide[finite] - other[finite]).max(initial=0)
    return Distance(dtype, quantity, True, ulps, float(apart / largest) if largest else 0.0)


def ulps_between(a, b, floor):
    """The number of representable values from one to the other, but of those at the floor if these are fewer."""
    if np.isnan(a) or np.isnan(b):
        return math.inf
    ulps = abs(ordered(a) - ordered(b))
    if not (np.isfinite(a) and np.isfinite(b)):
        return ulps
    coarse = abs(float(a) - float(b)) / spacing(a.dtype, floor)
    return min(ulps, math.ceil(coarse)) if math.isfinite(coarse) else ulps


def ordered(number):
    """Its place among all numbers of the dtype; 0 for both zeros."""
    width = 8 * number.dtype.itemsize
    bits = int(number.view(f"u{number.dtype.itemsize}"))
    sign = 1 << (width - 1)
    return bits if bits < sign else sign - bits


def spacing(dtype, value):
    """From the nearest number to the next one."""
    nearest = np.array([value], np.float64).astype(dtype)
    after = (nearest.view(f"u{dtype.itemsize}") + 1).view(dtype)
    return float(after[0]) - float(nearest[0])
