"""Vectors/adamw.py with the rewrites of a compiler, so that it can be counted what of XLA's bits they explain."""

import importlib.util
import json
from fractions import Fraction
from functools import partialmethod
from math import isfinite
from operator import add, mul, sub

from scripts.keras import environment
from scripts.keras.cases import REQUEST_FIELDS

PROGRAM = environment.VECTORS / "adamw.py"


class Rewritten:
    """The program with some rewrites, by their names: `graph`, `fused`, `norms`."""

    def __init__(self, rewrites):
        specification = importlib.util.spec_from_file_location("adamw", PROGRAM)
        self.program = importlib.util.module_from_spec(specification)
        specification.loader.exec_module(self.program)
        self.program.IN_GRAPH = "graph" in rewrites
        if "graph" in rewrites:
            leave_bfloat16(self.program)
        if "fused" in rewrites:
            fuse(self.program, with_norms="norms" in rewrites)

    def answer(self, case):
        """The reply to a case, in the form of the protocol."""
        given = {key: case[key] for key in REQUEST_FIELDS if key in case}
        reply = self.program.answer(json.dumps({"request": "run", "seq": 0, "case": given}))
        return json.loads(json.dumps(reply, default=self.program.Array.hex))


def leave_bfloat16(program):
    """Divides and decays in bfloat16 as in eager mode."""
    by_reciprocal, decay_of_graph = program.by_constant, program.Optimizer.decay

    def by_constant(x, c):
        return x / c if x.dtype is program.BFLOAT16 else by_reciprocal(x, c)

    def decay(self, x):
        if x.dtype is not program.BFLOAT16:
            return decay_of_graph(self, x)
        return (x.weight * x.dtype.thru(self.a.weight_decay)) * self.learning_rate(x.dtype)

    program.by_constant, program.Optimizer.decay = by_constant, decay


def fuse(program, with_norms):
    """Rounds a product in float32 and float64 not before it is added or subtracted; of two products, the first."""
    Array, rounded, total = program.Array, program.Array.each, program.total

    class Product(Array):
        factors = ()

    def each(self, op, other):
        if op in (add, sub) and isinstance(self, Product):
            return fused(program, *self.factors, other if op is add else negated(other), self.rows)
        if op in (add, sub) and isinstance(other, Product):
            a, b = other.factors
            return fused(program, a if op is add else negated(a), b, self, self.rows)
        result = rounded(self, op, other)
        if op is mul and self.dtype in (program.FLOAT32, program.FLOAT64):
            result.__class__, result.factors = Product, (self, other)
        return result

    def in_order(x, first=0):
        if not isinstance(x, Product):
            return total(x, first)
        a, b = x.factors
        sum = program.zeros(x.dtype, 1)
        for i in range(x.size):
            sum = fused(program, a[i : i + 1], b[i : i + 1], sum)
        return sum

    def negated(x):
        return Array(x.dtype, [-value for value in x.values], x.rows)

    Array.__add__, Array.__sub__ = partialmethod(each, add), partialmethod(each, sub)
    Array.__mul__ = partialmethod(each, mul)
    if with_norms:
        program.total = in_order


def fused(program, a, b, c, rows=None):
    """The elements of a * b + c, each rounded once."""
    dtype, size = a.dtype, max(a.size, b.size, c.size)
    columns = [x.values * size if x.size == 1 else x.values for x in (a, b, c)]
    once = exactly if dtype is program.FLOAT64 else to_odd
    elements = (map(dtype.operand, element) for element in zip(*columns))
    return program.Array(dtype, [dtype.result(once(program, *element)) for element in elements], rows)


def exactly(_, a, b, c):
    """The double nearest to a * b + c."""
    plain = a * b + c
    if not (isfinite(a) and isfinite(b) and isfinite(c) and isfinite(plain)):
        return plain
    exact = Fraction(a) * Fraction(b) + Fraction(c)
    return float(exact) if exact else plain


def to_odd(program, a, b, c):
    """A double that rounds to float32 as a * b + c does, of float32 numbers."""
    if not isfinite(a * b + c):
        return a * b + c
    sum, lost = program.two_sum(a * b, c)
    if lost and not program.bits(sum) & 1:
        return program.double(program.bits(sum) + (1 if (lost > 0) == (sum > 0) else -1))
    return sum
