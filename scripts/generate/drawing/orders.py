"""The orders in which sums are added (R-SUM-1 to R-SUM-3, R-SUM-AXIS-1 to R-SUM-AXIS-5), to be drawn or carried out.

A sum is a list of additions, each a pair of a target and a source: target += source. A target is a register, such as
("A", 3) for a lane, and begins at +0; a source is a register or ("x", index). The last target is the sum.
"""

import itertools
import math
import struct
from typing import NamedTuple

REGISTERS = "ABCD"


class Leaf(NamedTuple):
    """The additions of R-SUM-1, of a sum that is not split, in six parts that follow each other."""

    rounds: list
    joined: list
    packets: list
    rest: list
    fold: list
    last: list

    def additions(self):
        return [addition for part in self for addition in part]


def leaf(count, packet):
    size = 4 * packet
    whole, packed = count - count % size, count - count % packet
    rounds = [((REGISTERS[i % size // packet], i % packet), ("x", i)) for i in range(whole)]
    joined = [(("A", lane), (other, lane)) for other in REGISTERS[1:] for lane in range(packet)]
    packets = [(("A", i % packet), ("x", i)) for i in range(whole, packed)]
    rest = [(("rest", 0), ("x", i)) for i in range(packed, count)]
    fold, width = [], packet
    while width > 1:
        width //= 2
        fold += [(("A", lane), ("A", lane + width)) for lane in range(width)]
    return Leaf(rounds, joined, packets, rest, fold, [(("rest", 0), ("A", 0))])


def halves(first, count, packet, leaf_size):
    """The two stretches of R-SUM-2, each as its first element and how many they are, or none if it is a leaf."""
    if count <= leaf_size:
        return []
    split = packet * math.ceil((first + math.ceil(count / 2)) / packet)
    left = min(split - first, count)
    return [(first, left), (split, count - left)]


def column(count, packed):
    """The additions of R-SUM-AXIS-3."""
    if not packed or count < 16:
        return [(("A", 0), ("x", i)) for i in range(count)]
    whole = count - count % 4
    additions = [((REGISTERS[i % 4], 0), ("x", i)) for i in range(whole)]
    additions += [(("A", 0), (other, 0)) for other in REGISTERS[1:]]
    return additions + [(("A", 0), ("x", i)) for i in range(whole, count)]


def is_packed(place, sums, extent, packet):
    """Whether the packet of a sum is whole and within one row (R-SUM-AXIS-3)."""
    p = place - place % packet
    return p + packet <= sums and p % extent + packet <= extent


def around(first, last):
    """The terms of R-SUM-AXIS-4 in their order, as places in the first run and the last."""
    return [(i, k) for k in range(last) for i in range(first)]


def runs(shape, axes):
    """The runs of R-SUM-AXIS-1 as pairs: whether it is reduced, and its extent."""
    found = []
    for axis, extent in enumerate(shape):
        if extent == 1:
            continue
        reduced = axis in axes
        if found and found[-1][0] == reduced:
            extent *= found.pop()[1]
        found.append((reduced, extent))
    return found


def rule_of(found):
    """The rule by which a sum of these runs is found."""
    kinds = "".join("r" if reduced else "k" for reduced, _ in found)
    if "r" not in kinds:
        return "R-SUM-AXIS-1"
    names = {"r": 2, "kr": 2, "rk": 3, "krk": 3, "rkr": 4}
    return f"R-SUM-AXIS-{names.get(kinds, 5)}"


def moved(shape, axes):
    """The elements of an array by their sums, in the order of R-SUM-AXIS-5: kept axes before reduced ones."""
    order = [axis for axis in range(len(shape)) if axis not in axes] + list(axes)
    steps = [math.prod(shape[axis + 1 :]) for axis in range(len(shape))]
    indices = itertools.product(*(range(shape[axis]) for axis in order))
    elements = [sum(i * steps[axis] for i, axis in zip(index, order)) for index in indices]
    terms = math.prod(shape[axis] for axis in axes)
    return [elements[i : i + terms] for i in range(0, len(elements), terms)]


def total(numbers, packet, leaf_size, add, first=0, count=None):
    """The sum of R-SUM-2, carried out."""
    count = len(numbers) if count is None else count
    if parts := halves(first, count, packet, leaf_size):
        return add(*(total(numbers, packet, leaf_size, add, *part) for part in parts))
    additions = leaf(count, packet).additions()
    return carried_out(additions, numbers[first : first + count], add, {})[additions[-1][0]]


def carried_out(additions, numbers, add, registers, zero=0.0):
    """What the registers hold after some additions."""
    registers = dict(registers)
    for target, source in additions:
        value = numbers[source[1]] if source[0] == "x" else registers.get(source, zero)
        registers[target] = add(registers.get(target, zero), value)
    return registers


def written(left, right):
    """Adds expressions; what is added to the zero of the beginning stands alone."""
    return f"({left} + {right})" if left else right


def float32(value):
    return struct.unpack("f", struct.pack("f", value))[0]


def bits(value, form="f"):
    return struct.pack(f">{form}", value).hex()
