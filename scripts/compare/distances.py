"""How far a port's answers are from Keras', by dtype and quantity, as a budget measures it."""

import math
import re
from dataclasses import dataclass

import numpy as np

from scripts.check.judge.comparing import Different, pairs
from scripts.keras.tensors import DTYPES, decode

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
    """Of the worst element of a quantity in a case."""

    dtype: str
    quantity: str
    ulps: float
    share: float


def distances(case, reply):
    """The largest distance of each dtype and quantity that was compared: a list.

    Raises `Different` where one side refuses, or has what the other lacks.
    """
    expected, reply = case["expect"], dict(reply)
    if "kept" in expected and "steps" in reply:
        reply["steps"] = [reply["steps"][index] for index in expected["kept"]]
    if "state" not in expected:
        reply.pop("state", None)
    worst = {}
    for place, dtype, wanted, given in pairs(case, expected, reply):
        quantity = quantity_at(place)
        if quantity in AT_LEAST:
            found = distance(dtype, quantity, wanted, given)
            key = dtype, quantity
            worst[key] = max(worst.get(key, found), found, key=lambda each: (each.ulps, each.share))
    return list(worst.values())


def quantity_at(place):
    """The quantity of a place of `pairs`, as a budget names it."""
    if place.startswith("step "):
        return "variable"
    if place.startswith("trace "):
        return "trace"
    return re.sub(r"^state, (\w+).*", r"state.\1", place)


def distance(dtype, quantity, wanted, given):
    if wanted == given:
        return Distance(dtype, quantity, 0, 0.0)
    if len(wanted) != len(given):
        raise Different(quantity, "a tensor", "one of another size")
    one, other = decode(wanted, dtype), decode(given, dtype)
    differ = np.flatnonzero((one != other) & ~(np.isnan(one) & np.isnan(other)))
    if not differ.size:  # but zeros of another sign
        return Distance(dtype, quantity, 0, 0.0)
    pairs_of_elements = zip(one[differ], other[differ])
    ulps = max(ulps_between(a, b, AT_LEAST[quantity]) for a, b in pairs_of_elements)
    wide, way = one.astype(np.float64), np.abs(one[np.isfinite(one)].astype(np.float64)).max(initial=0)
    with np.errstate(all="ignore"):
        share = np.abs(wide - other.astype(np.float64)).max() / way if way else math.inf
    return Distance(dtype, quantity, ulps, float(share))


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
