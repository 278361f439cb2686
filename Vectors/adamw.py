#!/usr/bin/env python3
# SPDX-License-Identifier: CC0-1.0
"""SPECIFICATION.md as one plain program: AdamW as Keras computes it, to the bit.

    python3 adamw.py            speaks PROTOCOL.md on standard input and output
    python3 adamw.py FILE...    computes the cases of vector files, or of a folder's, and compares every bit

With `--profile graph` first, both are of a step in a `tf.function`, `fit`'s default on a CPU (4.11), and not eager.

Python's floats, which are doubles, hold the numbers of every dtype. An operator between two `Array`s is the r() of the
specification: each element is rounded once. Comments name the rules that a line follows.
"""

import json
import math
import multiprocessing
import re
import struct
import sys
from functools import partial, partialmethod, reduce
from itertools import groupby
from operator import add, mul, sub
from pathlib import Path
from types import SimpleNamespace

class Refused(Exception):
    def __init__(self, argument):
        category = {"grads": "invalid_gradients", "protocol": "internal"}.get(argument, "invalid_argument")
        self.reason = {"category": category, "argument": argument}

def refuse_if(wrong, argument="grads"):
    if wrong:
        raise Refused(argument)

IN_GRAPH = sys.argv[1:3] == ["--profile", "graph"]

# ---- Arithmetic (section 2) ------------------------------------------------------------------------------------------
def flushed(x, bound):
    return math.copysign(0.0, x) if abs(x) < bound else x  # R-FLUSH-1

def to_float32(x):  # a double or an integer; keeps subnormals
    if isinstance(x, int) and abs(x) > 2**53:
        x = (x >> 11 | (x % 2**11 != 0)) << 11  # odd instead of rounded to a double, R-BIAS-1
    return math.copysign(math.inf, x) if abs(x) >= 2.0**128 - 2.0**103 else struct.unpack("<f", struct.pack("<f", x))[0]

def to_float16(f):  # a float32 number; keeps subnormals (R-FLUSH-2)
    return math.copysign(math.inf, f) if abs(f) >= 65520 else struct.unpack("<e", struct.pack("<e", f))[0]

def to_bfloat16(f):  # a float32 number; keeps subnormals
    (u,) = struct.unpack("<I", struct.pack("<f", f))
    u = (u + 0x7FFF + (u >> 16 & 1)) & 0xFFFF0000
    return f if math.isnan(f) else struct.unpack("<f", struct.pack("<I", u))[0]

class Dtype:
    def __init__(self, name, code, smallest, packet, leaf, narrow):
        self.name, self.code, self.smallest = name, code, smallest  # what is smaller counts as zero
        self.packet, self.leaf, self.narrow = packet, leaf, narrow  # of sums; `narrow` rounds a float32 number

    def operand(self, x):
        return flushed(x, self.smallest)  # R-FLUSH-1, R-FLUSH-2

    def result(self, x):  # of an operation, from that of doubles (2.3, 2.4)
        if self is FLOAT64:
            return flushed(x, self.smallest)  # R-ROUND-1
        return self.narrow(to_float32(flushed(x, 2.0**-126 - 2.0**-151)))  # R-ROUND-1, R-ROUND-2

    def operation(self, op, a, b):
        a, b = self.operand(a), self.operand(b)
        x = self.result(op(a, b))
        if self is FLOAT64 and abs(x) == self.smallest and op in (mul, over):  # only rounding may have made it normal
            a, b = sorted((a, b), key=abs) if op is mul else (a, b)
            return flushed(x, math.inf) if abs(op(a * 2.0**200, b)) < 2.0**-822 else x  # R-FLUSH-1
        return x

    def const(self, c):
        if IN_GRAPH and self is FLOAT16:
            return Array(self, [to_float16(c)])  # R-GRAPH-CONST
        return Array(self, [float(c) if self is FLOAT64 else self.narrow(to_float32(c))])  # R-CONST-2

    def thru(self, c):
        return FLOAT32.const(c).cast(self)  # R-CONST-1

FLOAT32 = Dtype("float32", "f", 2.0**-126, packet=8, leaf=8192, narrow=float)  # R-SUM-1
FLOAT64 = Dtype("float64", "d", 2.0**-1022, packet=4, leaf=4096, narrow=float)  # R-SUM-3
FLOAT16 = Dtype("float16", "e", 0.0, packet=8, leaf=1600, narrow=to_float16)  # R-SUM-5
BFLOAT16 = Dtype("bfloat16", "f", 2.0**-126, packet=8, leaf=8192, narrow=to_bfloat16)  # R-SUM-4
DTYPES = {dtype.name: dtype for dtype in (FLOAT32, FLOAT64, FLOAT16, BFLOAT16)}

def joint(a, b):  # the dtype that holds both
    return a if a is b else FLOAT64 if FLOAT64 in (a, b) else FLOAT32  # R-SPARSE-5, R-LOSS-SCALE-1

def over(a, b):  # by zero too (2.2)
    return a / b if b != 0 else a * math.copysign(math.inf, b)

class Array:
    """Elements of one dtype; of a sparse gradient those of its rows. A single one goes with any number of others."""
    def __init__(self, dtype, values, rows=None):
        self.dtype, self.values, self.rows, self.size = dtype, values, rows, len(values)

    def __getitem__(self, part):
        return Array(self.dtype, self.values[part])

    @property
    def value(self):
        return self.dtype.operand(self.values[0])  # R-FLUSH-1

    def each(self, op, other):
        assert self.dtype is other.dtype
        a, b, operation = self.values, other.values, self.dtype.operation
        a = a * len(b) if len(a) == 1 else a
        b = b * len(a) if len(b) == 1 else b
        return Array(self.dtype, [operation(op, x, y) for x, y in zip(a, b)], self.rows)

    def map(self, function):
        dtype = self.dtype
        return Array(dtype, [dtype.result(function(dtype.operand(x))) for x in self.values], self.rows)

    __add__, __sub__ = partialmethod(each, add), partialmethod(each, sub)
    __mul__, __truediv__ = partialmethod(each, mul), partialmethod(each, over)

    def __pow__(self, t):  # of single elements
        power = pow64 if self.dtype is FLOAT64 else powf
        return Array(self.dtype, [self.dtype.result(power(self.values[0], t.value))])  # R-POWER-1, R-POWER-2, R-POWER-3

    def cast(self, dtype):
        if dtype is self.dtype:
            return self
        single = FLOAT32.result if self.dtype is FLOAT64 else FLOAT32.operand if dtype is FLOAT64 else float  # R-CAST-1
        return Array(dtype, [dtype.narrow(single(x)) for x in self.values], self.rows)  # R-CAST-1

    def dense(self, shape):
        if self.rows is None:
            return self
        width, result = math.prod(shape[1:]), zeros(self.dtype, math.prod(shape))
        for k, row in enumerate(self.rows):
            if row >= 0:  # R-SPARSE-6
                place, given = slice(row * width, (row + 1) * width), slice(k * width, (k + 1) * width)
                result.values[place] = (result[place] + self[given]).values  # R-SPARSE-1
        return result

    def hex(self):
        data = struct.pack(f">{self.size}{self.dtype.code}", *(math.nan if math.isnan(x) else x for x in self.values))
        return re.sub("(....)....", r"\1", data.hex()) if self.dtype is BFLOAT16 else data.hex()

def read(own_dtype, data, dtype=None, indices=None):
    dtype = DTYPES[dtype] if dtype else own_dtype
    data = bytes.fromhex(re.sub("(....)", r"\g<1>0000", data) if dtype is BFLOAT16 else data)
    return Array(dtype, [x for (x,) in struct.iter_unpack(">" + dtype.code, data)], indices)

def by_constant(x, c):  # x divided by a constant
    return x * (x.dtype.const(1) / c) if IN_GRAPH else x / c  # R-GRAPH-RECIPROCAL

def by_root(x, u, epsilon):
    if not IN_GRAPH or epsilon.value != 0:
        return x / (sqrt(u) + epsilon)  # R-UPDATE-1
    root, one, whole = sqrt(u), u.dtype.const(1), u.size - u.size % 8
    if u.dtype in (FLOAT16, BFLOAT16):
        packets = (FLOAT32.const(1) / sqrt(u[:whole].cast(FLOAT32))).cast(u.dtype)  # R-GRAPH-EPSILON
        return x * Array(u.dtype, packets.values + (one / root[whole:]).values)  # R-GRAPH-EPSILON
    return x * (one / root)  # R-GRAPH-EPSILON

def zeros(dtype, count):
    return Array(dtype, [0.0] * count)

def minimum(x, y):
    return x.each(lambda a, b: a if a < b or math.isnan(a) else b, y)

def maximum(x, y):
    return x.each(lambda a, b: a if a > b or math.isnan(a) else b, y)

def sqrt(x):
    return x.map(lambda a: math.nan if a < 0 else math.sqrt(a))

def whole(x, rounding):
    return x.map(lambda a: math.copysign(rounding(a), a) if math.isfinite(a) else a)

def exact_maximum(x, y):  # where the sign of a zero can be seen
    dtype, whole, kept = x.dtype, x.size - x.size % x.dtype.packet, []
    for i, (a, b) in enumerate(zip(x.values, y.values)):
        p, q = dtype.operand(a), dtype.operand(b)
        c = b if q > p or (q == p and i < whole and dtype in (FLOAT32, FLOAT64)) else a  # R-OVERWRITE-3
        c = c if dtype is BFLOAT16 and i >= whole else dtype.operand(c)  # R-OVERWRITE-3
        kept.append(math.nan if math.isnan(p) or math.isnan(q) else c)  # R-OVERWRITE-3
    return Array(dtype, kept)

# ---- Sums ------------------------------------------------------------------------------------------------------------
def in_order(a, x, size=1):
    return reduce(add, (x[i : i + size] for i in range(0, x.size, size)), a)

def leaf_total(x):
    dtype, packet = x.dtype, x.dtype.packet
    blocks, packets = x.size - x.size % (4 * packet), x.size - x.size % packet
    lanes = in_order(zeros(dtype, 4 * packet), x[:blocks], 4 * packet)  # R-SUM-1
    a, b, c, d = (lanes[i : i + packet] for i in range(0, 4 * packet, packet))
    a = in_order(((a + b) + c) + d, x[blocks:packets], packet)  # R-SUM-1
    rest = in_order(zeros(dtype, 1), x[packets:])  # R-SUM-1
    a = a.cast(FLOAT32) if dtype is FLOAT16 else a  # R-SUM-5
    while a.size > 1:
        width = a.size // 2
        a = a[:width] + a[width:]  # R-SUM-1
    return rest + a.cast(dtype)  # R-SUM-1

def total(x, first=0):  # `first` is the index of the first element in the whole array
    n, packet = x.size, x.dtype.packet
    if x.dtype is BFLOAT16:
        return total(x.cast(FLOAT32), first).cast(BFLOAT16)  # R-SUM-4
    if n <= x.dtype.leaf:
        return leaf_total(x)
    split = -(-(first + (n + 1) // 2) // packet) * packet  # R-SUM-2
    left = min(split - first, n)
    s = total(x[:left], first)
    return s + total(x[left:], split) if left < n else s  # R-SUM-2

def column_total(x, k, count, extent):  # sum number `k` of `count`; the last run has the extent
    zero, n, packet = zeros(x.dtype, 1), x.size, x.dtype.packet
    p = k - k % packet
    packed = p + packet <= count and p % extent + packet <= extent
    if not packed or n < 16:
        return in_order(zero, x)  # R-SUM-AXIS-3
    whole = n - n % 4
    a, b, c, d = (in_order(zero, x[lane:whole:4]) for lane in range(4))  # R-SUM-AXIS-3
    return in_order(((a + b) + c) + d, x[whole:])  # R-SUM-AXIS-3

def axis_totals(x, shape, axes):  # for each element the sum to which it belongs
    dtype = x.dtype
    if dtype is BFLOAT16:
        return axis_totals(x.cast(FLOAT32), shape, axes).cast(dtype)  # R-SUM-AXIS-1, R-SUM-4
    long = ((axis in axes, extent) for axis, extent in enumerate(shape) if extent != 1)
    runs = [(reduced, math.prod(e for _, e in run)) for reduced, run in groupby(long, lambda r: r[0])]  # R-SUM-AXIS-1
    places, count = [0], math.prod(extent for reduced, extent in runs if not reduced)
    for reduced, extent in runs:
        places = [place if reduced else place * extent + k for place in places for k in range(extent)]
    terms = [[] for _ in range(count)]
    for place, value in zip(places, x.values):
        terms[place].append(value)
    kinds = [reduced for reduced, _ in runs]
    if True not in kinds:
        return x  # R-SUM-AXIS-1
    if kinds in ([True, False], [False, True, False]):
        sums = [column_total(Array(dtype, t), k, count, runs[-1][1]) for k, t in enumerate(terms)]  # R-SUM-AXIS-3
    elif kinds == [True, False, True]:
        c = runs[-1][1]
        orders = (Array(dtype, [value for k in range(c) for value in t[k::c]]) for t in terms)  # R-SUM-AXIS-4
        sums = [in_order(zeros(dtype, 1), order) for order in orders]  # R-SUM-AXIS-4
    else:
        sums = [total(Array(dtype, t), first=k * len(t)) for k, t in enumerate(terms)]  # R-SUM-AXIS-2, R-SUM-AXIS-5
    return Array(dtype, [sums[place].value for place in places])

# ---- Constraints, with the arguments of Keras' classes ---------------------------------------------------------------
def norms(w, shape, axis):
    rank = len(shape)
    axes = range(rank) if axis is None else [axis] if isinstance(axis, int) else axis
    is_wrong = any(not -rank <= a < rank for a in axes) or len({a % rank for a in axes}) < len(axes)
    refuse_if(is_wrong, "axis")  # R-ERROR-CONSTRAINT
    return sqrt(axis_totals(w * w, shape, {a % rank for a in axes}))  # R-CONSTRAINT-MAXNORM

def max_norm(w, shape, max_value=2, axis=0):  # R-DEFAULT-CONSTRAINT
    const, norm = w.dtype.const, norms(w, shape, axis)
    return w * (maximum(minimum(norm, const(max_value)), const(0)) / (const(1e-7) + norm))  # R-CONSTRAINT-MAXNORM

def non_neg(w, shape):
    return exact_maximum(w, zeros(w.dtype, w.size))  # R-CONSTRAINT-NONNEG

def unit_norm(w, shape, axis=0):  # R-DEFAULT-CONSTRAINT
    return w / (w.dtype.const(1e-7) + norms(w, shape, axis))  # R-CONSTRAINT-UNITNORM

def min_max_norm(w, shape, min_value=0.0, max_value=1.0, rate=1.0, axis=0):  # R-DEFAULT-CONSTRAINT
    const, norm = w.dtype.const, norms(w, shape, axis)
    d = maximum(minimum(norm, const(max_value)), const(min_value))  # R-CONSTRAINT-MINMAXNORM
    d = const(rate) * d + const(1 - rate) * norm  # R-CONSTRAINT-MINMAXNORM
    return w * (d / (const(1e-7) + norm))  # R-CONSTRAINT-MINMAXNORM

CONSTRAINTS = {"MaxNorm": max_norm, "NonNeg": non_neg, "UnitNorm": unit_norm, "MinMaxNorm": min_max_norm}

# ---- Schedules at `raw`, with the arguments of Keras' classes, and times a constant -----------------------------------
s = FLOAT32.const
one, half, pi = s(1), s(0.5), s(math.pi)

def exponential_decay(
    raw, initial_learning_rate, decay_steps, decay_rate, staircase=False, times=one,  # R-DEFAULT-SCHEDULE
):  # fmt: skip
    p = by_constant(s(raw), s(decay_steps))  # R-SCHEDULE-EXPONENTIAL
    p = whole(p, math.floor) if staircase else p  # R-SCHEDULE-EXPONENTIAL
    return (times * s(initial_learning_rate)) * s(decay_rate) ** p  # R-SCHEDULE-EXPONENTIAL, R-GRAPH-DECAY

def inverse_time_decay(
    raw, initial_learning_rate, decay_steps, decay_rate, staircase=False, times=one,  # R-DEFAULT-SCHEDULE
):  # fmt: skip
    k, d, rate = s(raw), s(decay_steps), s(decay_rate)
    if IN_GRAPH and not staircase:
        q = k * (rate * (one / d))  # R-GRAPH-INVERSE-TIME
    else:
        p = by_constant(k, d)  # R-SCHEDULE-INVERSE-TIME
        q = rate * (whole(p, math.floor) if staircase else p)  # R-SCHEDULE-INVERSE-TIME
    return times * (s(initial_learning_rate) / (one + q))  # R-SCHEDULE-INVERSE-TIME

def piecewise_constant_decay(raw, boundaries, values, times=one):
    b = [x if isinstance(x, int) else int(to_float32(x)) for x in boundaries]  # R-SCHEDULE-PIECEWISE
    lr, holds = s(0), [raw <= b[0], raw > b[-1]] + [low < raw <= high for low, high in zip(b, b[1:])]
    for is_held, value in zip(holds, [values[0], values[-1]] + values[1:-1]):
        lr = lr + s(is_held) * s(value)  # R-SCHEDULE-PIECEWISE
    return times * lr

def polynomial_decay(
    raw, initial_learning_rate, decay_steps, end_learning_rate=0.0001, power=1.0, cycle=False,  # R-DEFAULT-SCHEDULE
    times=one,
):  # fmt: skip
    k, d, e, y = s(raw), s(decay_steps), s(end_learning_rate), s(power)
    if cycle:
        p = k / (d * (whole(by_constant(k, d), math.ceil) if raw else one))  # R-SCHEDULE-POLYNOMIAL
    else:
        p = by_constant(minimum(k, d), d)  # R-SCHEDULE-POLYNOMIAL
    x, c = one - p, s(initial_learning_rate) - e
    if e.value == 0:
        return polynomial(x, c * times, y)  # R-GRAPH-DECAY
    return times * (polynomial(x, c, y) + e)  # R-SCHEDULE-POLYNOMIAL

def polynomial(x, c, y):  # c times x to the power y
    if not IN_GRAPH:
        return c * x**y  # R-SCHEDULE-POLYNOMIAL
    known = {0: lambda: c, 1: lambda: c * x, 2: lambda: c * (x * x), 3: lambda: (x * x) * (c * x),
             0.5: lambda: c * sqrt(x), -0.5: lambda: c * (one / sqrt(x)), -1: lambda: c * (one / x)}  # fmt: skip
    return known.get(y.value, lambda: c * x**y)()  # R-GRAPH-POLYNOMIAL

def cosine_decay(
    raw, initial_learning_rate, decay_steps, alpha=0.0, warmup_target=None, warmup_steps=0,  # R-DEFAULT-SCHEDULE
    times=one,
):  # fmt: skip
    k, initial, steps, warmup = s(raw), s(initial_learning_rate), s(decay_steps), s(warmup_steps)

    def decay(angle, start):
        c = half * (one + angle.map(cosf))  # R-SCHEDULE-COSINE
        return start * (s(1 - alpha) * c + s(alpha))  # R-SCHEDULE-COSINE, R-CONST-3

    if warmup_target is None:
        k = minimum(k, steps)  # R-SCHEDULE-COSINE
        angle = k * (pi * (one / steps)) if IN_GRAPH else pi * (k / steps)  # R-GRAPH-COSINE, R-SCHEDULE-COSINE
        return decay(angle, times * initial)  # R-GRAPH-DECAY
    k, target = minimum(k, steps + warmup), s(warmup_target)  # R-SCHEDULE-COSINE
    if k.value < warmup.value:
        return times * ((target - initial) * (k / warmup) + initial)  # R-SCHEDULE-COSINE, R-GRAPH-COSINE
    return times * decay(pi * ((k - warmup) / steps), target)  # R-SCHEDULE-COSINE, R-GRAPH-COSINE

def cosine_decay_restarts(
    raw, initial_learning_rate, first_decay_steps, t_mul=2.0, m_mul=1.0, alpha=0.0,  # R-DEFAULT-SCHEDULE
    times=one,
):  # fmt: skip
    T, M, A, start = s(t_mul), s(m_mul), s(alpha), times * s(initial_learning_rate)  # R-GRAPH-DECAY
    f = by_constant(s(raw), s(first_decay_steps))  # R-SCHEDULE-COSINE-RESTARTS
    if T.value == 1:
        i = whole(f, math.floor)  # R-SCHEDULE-COSINE-RESTARTS
        f = f - i  # R-SCHEDULE-COSINE-RESTARTS
    else:
        i = whole(by_constant((one - f * (one - T)).map(logf), T.map(logf)), math.floor)  # R-SCHEDULE-COSINE-RESTARTS
        q = by_constant(one - T**i, one - T)  # R-SCHEDULE-COSINE-RESTARTS
        f = (f - q) / T**i  # R-SCHEDULE-COSINE-RESTARTS
    peak, wave = M**i, one + (pi * f).map(cosf)  # R-SCHEDULE-COSINE-RESTARTS
    if not IN_GRAPH:
        return start * ((one - A) * ((half * peak) * wave) + A)  # R-SCHEDULE-COSINE-RESTARTS
    if A.value == 0:
        return wave * (peak * (start * half))  # R-GRAPH-COSINE-RESTARTS
    return start * (wave * (peak * ((one - A) * half)) + A)  # R-GRAPH-COSINE-RESTARTS

SCHEDULES = {"ExponentialDecay": exponential_decay, "PiecewiseConstantDecay": piecewise_constant_decay,
             "PolynomialDecay": polynomial_decay, "InverseTimeDecay": inverse_time_decay,
             "CosineDecay": cosine_decay, "CosineDecayRestarts": cosine_decay_restarts}  # fmt: skip

def constructed(schedule, config):
    for steps in ("decay_steps", "first_decay_steps"):
        refuse_if(config.get(steps, 1) <= 0, steps)  # R-ERROR-SCHEDULE
    if schedule == "PiecewiseConstantDecay":
        b, values = config["boundaries"], config["values"]
        refuse_if(not b or len(b) != len(values) - 1, "boundaries")  # R-ERROR-SCHEDULE
    return partial(SCHEDULES[schedule], **{key: config[key] for key in config if key != "name"})

def is_constant(rate):  # to a graph
    return rate is not None and rate.func is polynomial_decay and to_float32(rate.keywords.get("power", 1)) == 0

def is_product(rate):  # with a constant of its own as the last factor
    is_warmed_up = rate is not None and rate.keywords.get("warmup_target") is not None
    products = (exponential_decay, cosine_decay, cosine_decay_restarts)
    return rate is not None and rate.func in products and not is_warmed_up

# ---- Arguments -------------------------------------------------------------------------------------------------------
def keras_arguments(
    learning_rate=0.001, weight_decay=0.004,  # R-DEFAULT-LEARNING-RATE, R-DEFAULT-WEIGHT-DECAY
    beta_1=0.9, beta_2=0.999,  # R-DEFAULT-BETA-1, R-DEFAULT-BETA-2
    epsilon=1e-7, ema_momentum=0.99,  # R-DEFAULT-EPSILON, R-DEFAULT-EMA-MOMENTUM
    amsgrad=False, use_ema=False, clipnorm=None, clipvalue=None, global_clipnorm=None,  # R-DEFAULT-OFF
    ema_overwrite_frequency=None, loss_scale_factor=None, gradient_accumulation_steps=None, name=None,  # R-DEFAULT-OFF
):  # fmt: skip
    return SimpleNamespace(**locals())

def check_arguments(a, is_adam):  # in the order of the constructors
    rate, frequency = a.learning_rate, a.ema_overwrite_frequency
    clips = [name for name in ("clipnorm", "clipvalue", "global_clipnorm") if vars(a)[name] is not None]
    refuse_if((a.gradient_accumulation_steps or 2) < 2, "gradient_accumulation_steps")  # R-ERROR-ACCUMULATION
    if a.use_ema:  # R-EMA-6
        refuse_if(a.ema_momentum < 0 or a.ema_momentum > 1, "ema_momentum")  # R-ERROR-EMA-MOMENTUM
        refuse_if(frequency and (frequency < 0 or frequency % 1), "ema_overwrite_frequency")  # R-ERROR-EMA-FREQUENCY
    refuse_if(len(clips) > 1, "".join(clips[:1]))  # R-ERROR-CLIP
    refuse_if(not isinstance(rate, (int, float, dict)), "learning_rate")  # R-ERROR-RATE
    refuse_if(a.weight_decay is None and not is_adam, "weight_decay")  # R-ERROR-DECAY

def number(argument):  # or what a callable returns
    return argument["callable"] if isinstance(argument, dict) else argument  # R-BETA-1, R-RATE-2

# ---- Variables and their gradients -----------------------------------------------------------------------------------
REPLICAS = 2  # at most

class Variable:
    def __init__(self, name, dtype, shape, data, constraint=None, overwrite_with_gradient=False):
        self.name, self.dtype, self.shape = name, DTYPES[dtype], shape
        self.weight, self.constraint, self.overwritten = read(self.dtype, data), constraint, overwrite_with_gradient

    def check(self, g):
        if g and g.rows is None:
            refuse_if(g.size != self.weight.size)  # R-ERROR-GRADIENTS
        elif g:
            refuse_if(self.shape == [] or g.size != len(g.rows) * math.prod(self.shape[1:]))  # R-ERROR-SPARSE
            refuse_if(any(row >= self.shape[0] for row in g.rows))  # R-ERROR-SPARSE

    def overwrite(self, g, accumulating, updates):
        if not accumulating:
            self.weight = g.cast(self.dtype).dense(self.shape)  # R-OVERWRITE-1
            return
        dtype = joint(g.dtype, self.dtype)
        a = exact_maximum(g.dense(self.shape).cast(dtype), self.accumulators[0].cast(dtype))  # R-OVERWRITE-3
        a = self.accumulators[0] = a.cast(self.dtype)  # R-OVERWRITE-3
        if updates:
            self.weight, self.accumulators[0] = a, zeros(self.dtype, a.size)  # R-OVERWRITE-3

    def constrain(self):
        if self.constraint:
            self.weight = self.note("constrained", self.constrained())

    def constrained(self):
        return CONSTRAINTS[self.constraint["name"]](self.weight, self.shape, **self.constraint["config"])

    def note(self, name, x):  # for the trace, which shows the first replica's gradients
        own_dtype = self.given if name.startswith("gradient") or name == "norm" else self.dtype
        self.notes.setdefault(name, x if x.dtype is own_dtype else {"dtype": x.dtype.name, "data": x})
        return x

def is_finite(g):  # as a loss scale optimizer sees it
    values = g.values
    if g.rows:
        width, last = g.size // len(g.rows), {row: k for k, row in enumerate(g.rows)}
        values = [x for k in last.values() for x in values[k * width : (k + 1) * width]]  # R-LOSS-SCALE-5
    return all(map(math.isfinite, values))

def added(g, other):  # the gradients of two replicas
    refuse_if((g.dtype, g.rows is None) != (other.dtype, other.rows is None))  # R-ERROR-GRADIENTS
    if g.rows is None:
        return g + other  # R-REPLICA-2
    return Array(g.dtype, g.values + other.values, g.rows + other.rows)  # R-REPLICA-4

def clipped_by_norm(gradients, clipnorm):
    clipped = {}
    for x, g in gradients.items():
        c, q = g.dtype.const(clipnorm), total(g * g)  # R-CLIP-NORM-1, R-SPARSE-3
        norm = x.note("norm", sqrt(q) if q.value > 0 else q)  # R-CLIP-NORM-1
        clipped[x] = (g * c) / maximum(norm, c)  # R-CLIP-NORM-1, R-CLIP-NORM-2
    return clipped

def clipped_by_global_norm(gradients, global_clipnorm):
    dtype, *others = {g.dtype for g in gradients.values()}
    refuse_if(others)  # R-ERROR-GRADIENTS
    q = [total((g * g).dense(x.shape)).value for x, g in gradients.items()]  # R-CLIP-GLOBAL-1, R-SPARSE-4
    c, norm = dtype.const(global_clipnorm), sqrt(total(Array(dtype, q)))  # R-CLIP-GLOBAL-1
    a, b = dtype.const(1) / norm, dtype.const(1 / global_clipnorm)  # R-CLIP-GLOBAL-1, R-CLIP-GLOBAL-3
    f = c * minimum(a, b) + (norm - norm)  # R-CLIP-GLOBAL-1, R-CLIP-GLOBAL-2
    for x in gradients:
        x.note("norm", norm)
    return {x: g.dense(x.shape) * f for x, g in gradients.items()}  # R-CLIP-GLOBAL-1, R-SPARSE-4

def clipped_by_value(gradients, clipvalue):
    upper, lower = ({x: g.dtype.const(bound) for x, g in gradients.items()} for bound in (clipvalue, -clipvalue))
    return {
        x: maximum(minimum(g, upper[x]), lower[x])  # R-CLIP-VALUE-1, R-CLIP-VALUE-2, R-SPARSE-3
        for x, g in gradients.items()
    }

# ---- The optimizer (section 3) ---------------------------------------------------------------------------------------
class Optimizer:
    """AdamW or Adam, alone or within a loss scale optimizer, on the variables of a case."""
    def __init__(self, variables, arguments, optimizer=None, exclude_from_weight_decay={}, loss_scale_optimizer=None):
        is_adam = optimizer == "Adam"
        self.a = a = keras_arguments(**({"weight_decay": None, **arguments} if is_adam else arguments))  # R-ADAM-1
        has_schedule = isinstance(a.learning_rate, dict) and "schedule" in a.learning_rate
        self.schedule = constructed(**a.learning_rate) if has_schedule else None
        check_arguments(a, is_adam)
        self.rate = None if has_schedule else FLOAT32.const(number(a.learning_rate))  # R-RATE-1, R-RATE-2
        self.traces, self.traced = {}, None  # the callable rate of each trace, and that of the present one
        self.beta_1, self.beta_2 = number(a.beta_1), number(a.beta_2)  # R-BETA-1
        self.n = a.gradient_accumulation_steps or 1
        self.accumulating = self.n > 1  # R-ACCUMULATE-6
        self.variables, self.raw, self.loss_scale = variables, 0, None  # R-STATE-1
        self.slots = ["momentum", "velocity"] + ["velocity_hat"] * a.amsgrad + ["average"] * a.use_ema
        for x in variables:
            zero = zeros(x.dtype, x.weight.size)
            x.slots = {} if x.overwritten else dict.fromkeys(self.slots, zero)  # R-STATE-1, R-OVERWRITE-4
            x.accumulators = [zero] * REPLICAS  # R-STATE-1, R-REPLICA-3
        self.exclude(**exclude_from_weight_decay)
        if loss_scale_optimizer is not None:
            self.wrap(**loss_scale_optimizer)

    def exclude(self, variables=(), var_names=()):
        for i, x in enumerate(self.variables):
            named = any(re.search(pattern, x.name + ":0") for pattern in var_names)  # R-DECAY-4
            x.decays = self.a.weight_decay is not None and i not in variables and not named  # R-DECAY-3, R-ADAM-1

    def assign(self, rate):
        refuse_if(self.schedule, "learning_rate")  # R-ERROR-RATE
        self.rate = FLOAT32.const(rate)  # R-RATE-4, R-RATE-2

    def learning_rate(self, dtype):
        rate = self.schedule(self.raw) if self.schedule else self.traced or self.rate  # R-RATE-2, R-RATE-3
        return rate.cast(dtype)  # R-RATE-1, R-CONST-1

    def wrap(self, initial_scale=32768, dynamic_growth_steps=2000):  # R-DEFAULT-LOSS-SCALE
        self.loss_scale = FLOAT32.const(initial_scale) * FLOAT32.const(1)  # R-LOSS-SCALE-4
        self.counter, self.growth_steps = 0, dynamic_growth_steps
        self.a.loss_scale_factor = None  # R-LOSS-SCALE-6

    def apply(self, replicas):  # a list of gradients for each
        replicas = [[self.read(i, g) for i, g in enumerate(gradients)] for gradients in replicas]
        for x, g in zip(self.variables, replicas[0]):
            x.given = g and g.dtype
        self.kinds = tuple(g and (g.dtype, g.rows is None) for gradients in replicas for g in gradients)
        if self.loss_scale is None:
            return self.step(replicas)
        for gradients in replicas:
            for x, g in zip(self.variables, gradients):
                if g and g.rows:
                    x.check(g)  # R-ERROR-LOSS-SCALE
                    refuse_if(min(g.rows) < 0 or x.weight.size == 0)  # R-ERROR-LOSS-SCALE
        divided = [[g and self.divided(i, g) for i, g in enumerate(gradients)] for gradients in replicas]
        if all(is_finite(g) for g in replicas[0] if g):  # R-LOSS-SCALE-5, R-REPLICA-6
            self.step(divided)
            self.counter += 1  # R-LOSS-SCALE-3
            if self.counter == self.growth_steps:
                self.loss_scale, self.counter = self.loss_scale * FLOAT32.const(2), 0  # R-LOSS-SCALE-3, R-LOSS-SCALE-4
        else:
            if IN_GRAPH:
                self.look_at([gradients[: len(self.variables)] for gradients in divided])  # R-GRAPH-REFUSAL
            self.loss_scale, self.counter = self.loss_scale * FLOAT32.const(0.5), 0  # R-LOSS-SCALE-2, R-LOSS-SCALE-4

    def read(self, i, given):
        own_dtype = self.variables[i].dtype if i < len(self.variables) else FLOAT32
        given = {"data": given} if isinstance(given, str) else given
        return None if given is None else read(own_dtype, **given)

    def divided(self, i, g):
        if i < len(self.variables) and self.variables[i].overwritten:
            return g  # R-LOSS-SCALE-1, R-OVERWRITE-1
        dtype = joint(g.dtype, FLOAT32)
        return g.cast(dtype) / self.loss_scale.cast(dtype)  # R-LOSS-SCALE-1

    def step(self, replicas):  # R-APPLY-1
        if not any(replicas):
            return  # R-APPLY-4
        self.look_at(replicas)
        iterations = self.raw // self.n  # R-ACCUMULATE-5
        updates = (self.raw + 1) % self.n == 0  # R-ACCUMULATE-1
        for x, g in zip(self.variables, replicas[0]):
            if g and x.overwritten:
                x.overwrite(g, self.accumulating, updates)  # R-OVERWRITE-1, R-REPLICA-5
        replicas = [{x: g for x, g in zip(self.variables, r) if g and not x.overwritten} for r in replicas]  # R-APPLY-2
        refuse_if(any(gradients.keys() != replicas[0].keys() for gradients in replicas))  # R-ERROR-GRADIENTS
        if replicas[0]:  # R-OVERWRITE-2
            for replica, gradients in enumerate(replicas):  # R-REPLICA-1
                for x, g in gradients.items():
                    gradients[x] = self.process(x, g, replica, updates)
            if updates:
                self.update_all([self.clipped(gradients) for gradients in replicas], iterations)
            if self.a.use_ema:  # R-EMA-6
                self.average(iterations)
            for x in replicas[0]:
                x.constrain()  # R-CONSTRAINT-1, R-CONSTRAINT-2
        self.raw += 1  # R-APPLY-3

    def look_at(self, replicas):
        for gradients in replicas:
            refuse_if(len(gradients) != len(self.variables) or not any(gradients))  # R-ERROR-GRADIENTS
            for x, g in zip(self.variables, gradients):
                x.check(g)  # R-ERROR-GRADIENTS
        if IN_GRAPH:
            self.trace(replicas)

    def trace(self, replicas):  # what is done when a function is made for gradients of these kinds
        if isinstance(self.a.learning_rate, dict) and not self.schedule:
            self.traced = self.traces.setdefault(self.kinds, self.rate)  # R-GRAPH-CALLABLE
        given = [(x, g) for gradients in replicas for x, g in zip(self.variables, gradients) if g]
        if self.accumulating:
            refuse_if(any(g.dtype is not x.dtype for x, g in given))  # R-GRAPH-REFUSAL
            refuse_if(any(x.overwritten and g.rows is not None for x, g in given))  # R-GRAPH-REFUSAL
        given = [(x, g) for x, g in given if not x.overwritten]
        clips_globally = (self.a.global_clipnorm or 0) > 0  # which makes gradients dense
        if clips_globally:
            refuse_if(len({(x if self.accumulating else g).dtype for x, g in given}) > 1)  # R-GRAPH-REFUSAL
        overwrites = given and self.a.use_ema and self.a.ema_overwrite_frequency
        refuse_if(overwrites and any(x.overwritten for x in self.variables), "ema_overwrite_frequency")  # R-GRAPH-REFUSAL
        if given and len(replicas) > 1:
            refuse_if(self.accumulating or overwrites)  # R-GRAPH-REPLICA
            refuse_if(len({g.dtype for _, g in given if g.rows is None}) > 1)  # R-GRAPH-REPLICA
            pairs = [zip(self.variables, gradients) for gradients in replicas]
            followed = [[(x, g) for x, g in p if g and not x.overwritten] for p in pairs]
            kinds = [{x: (g.dtype, g.rows is None or clips_globally) for x, g in p} for p in followed]
            refuse_if(kinds[1:] != kinds[:-1])  # R-GRAPH-REFUSAL
        for x in {x for x, _ in given if x.constraint}:
            x.constrained()  # R-GRAPH-REFUSAL

    def process(self, x, g, replica, updates):
        if self.a.loss_scale_factor is not None:
            refuse_if(g.rows is not None)  # R-ERROR-SPARSE
            g = x.note("gradient_unscaled", by_constant(g, g.dtype.const(self.a.loss_scale_factor)))  # R-SCALE-1
        if self.accumulating:
            refuse_if(g.dtype is not x.dtype and (g.rows is None or not updates))  # R-ERROR-GRADIENTS, R-ERROR-SPARSE
            dtype = joint(g.dtype, x.dtype)  # R-SPARSE-5
            g, accumulator = g.dense(x.shape).cast(dtype), x.accumulators[replica].cast(dtype)  # R-SPARSE-5
            if updates:
                g = x.note("gradient_mean", by_constant(g + accumulator, dtype.const(self.n)))  # R-ACCUMULATE-3
            else:
                x.accumulators[replica] = accumulator + g  # R-ACCUMULATE-2
        return g

    def clipped(self, gradients):
        a = self.a
        clips = {clipped_by_norm: a.clipnorm, clipped_by_global_norm: a.global_clipnorm, clipped_by_value: a.clipvalue}
        for clip, limit in clips.items():
            if limit is not None and limit > 0:  # R-CLIP-OFF-1
                return {x: x.note("gradient_clipped", g) for x, g in clip(gradients, limit).items()}
        return gradients

    def update_all(self, replicas, iterations):
        gradients, *others = replicas
        for other in others:
            gradients = {x: added(g, other[x]) for x, g in gradients.items()}  # R-REPLICA-2
        for x in gradients:
            if x.decays:
                x.weight = x.note("decayed", x.weight - self.decay(x))  # R-DECAY-1, R-DECAY-2
        for x, g in gradients.items():
            self.update(x, g, iterations)
        if self.accumulating:
            for x in self.variables:
                x.accumulators = [zeros(x.dtype, x.weight.size)] * REPLICAS  # R-ACCUMULATE-4, R-REPLICA-3

    def decay(self, x):
        wd, lr = x.dtype.thru(self.a.weight_decay), self.learning_rate(x.dtype)  # R-CONST-1, R-RATE-2
        folds = (self.traced is not None or is_constant(self.schedule)) and x.dtype in (FLOAT32, FLOAT64)
        stays = not x.shape or (x.weight.size == 1 and x.dtype is FLOAT32 and is_product(self.schedule))
        if not IN_GRAPH or (stays and not folds):
            return (x.weight * wd) * lr  # R-DECAY-1, R-GRAPH-DECAY
        if x.dtype is FLOAT32 and self.schedule:
            return x.weight * self.schedule(self.raw, times=wd)  # R-GRAPH-DECAY
        return x.weight * (wd * lr)  # R-GRAPH-DECAY

    def update(self, x, g, iterations):
        const, thru, slots = x.dtype.const, x.dtype.thru, x.slots
        lr = self.learning_rate(x.dtype)  # R-RATE-1, R-RATE-2, R-RATE-3
        t = const(iterations + 1)  # R-BIAS-1
        p1, p2 = thru(self.beta_1) ** t, thru(self.beta_2) ** t  # R-POWER-1, R-POWER-2, R-POWER-3, R-CONST-1, R-BETA-1
        alpha = (lr * sqrt(const(1) - p2)) / (const(1) - p1)  # R-BIAS-2
        g, m, v = g.cast(x.dtype), slots["momentum"], slots["velocity"]  # R-CAST-1
        m = m + (g.dense(x.shape) - m) * const(1 - self.beta_1)  # R-MOMENTUM-1, R-CONST-3, R-SPARSE-1
        v = v + ((g * g).dense(x.shape) - v) * const(1 - self.beta_2)  # R-VELOCITY-1, R-CONST-3, R-SPARSE-2
        slots["momentum"], slots["velocity"], u = m, v, v
        if self.a.amsgrad:
            u = slots["velocity_hat"] = x.note("velocity_hat", maximum(slots["velocity_hat"], v))  # R-AMSGRAD-1
        update = by_root(m * alpha, u, const(self.a.epsilon))  # R-UPDATE-1
        x.weight = x.weight - update  # R-UPDATE-1
        for name, quantity in {"momentum": m, "velocity": v, "update": update, "updated": x.weight}.items():
            x.note(name, quantity)
        for name, scalar in {"learning_rate": lr, "beta_1_power": p1, "beta_2_power": p2, "alpha": alpha}.items():
            self.scalars.setdefault(name, {})[x.dtype.name] = scalar

    def average(self, iterations):
        momentum, frequency = self.a.ema_momentum, self.a.ema_overwrite_frequency
        averaged = [x for x in self.variables if not x.overwritten]  # R-EMA-3, R-OVERWRITE-1
        for x in averaged:
            k, one = x.dtype.const(momentum if iterations != 0 else 0 * momentum), x.dtype.const(1)  # R-EMA-2
            x.slots["average"] = k * x.slots["average"] + (one - k) * x.weight  # R-EMA-1
            x.note("average", x.slots["average"])
        if frequency and (iterations + 1) % frequency == 0:  # R-EMA-4, R-EMA-6
            refuse_if(len(averaged) < len(self.variables), "ema_overwrite_frequency")  # R-ERROR-OVERWRITE
            for x in averaged:
                x.weight = x.note("overwritten", x.slots["average"])  # R-EMA-4

    def finalize(self, _):
        if self.a.use_ema:
            refuse_if(any(x.overwritten for x in self.variables), "use_ema")  # R-ERROR-OVERWRITE
            for x in self.variables:
                x.weight = x.slots["average"]  # R-EMA-5

    def state(self):
        slots = {name: [x.slots.get(name) for x in self.variables] for name in self.slots}  # R-OVERWRITE-4
        if self.accumulating:
            slots["gradient_accumulator"] = [x.accumulators[0] for x in self.variables]  # R-REPLICA-3
        rate = {} if isinstance(self.a.learning_rate, dict) else {"learning_rate": self.rate}
        scale = {} if self.loss_scale is None else {"loss_scale": self.loss_scale, "step_counter": self.counter}
        return {"iterations": self.raw, "slots": slots, **rate, **scale}

    def load(self, iterations=0, learning_rate=None, slots={}, loss_scale=None, step_counter=0):
        self.raw, self.counter = iterations, step_counter  # R-STATE-2
        self.rate = read(FLOAT32, learning_rate) if learning_rate else self.rate  # R-STATE-2
        self.loss_scale = read(FLOAT32, loss_scale) if loss_scale else self.loss_scale  # R-STATE-2
        for name, tensors in slots.items():
            for x, text in zip(self.variables, tensors):
                if name == "gradient_accumulator":
                    x.accumulators = [read(x.dtype, text)] * REPLICAS  # R-STATE-2, R-REPLICA-3
                elif text is not None:
                    x.slots[name] = read(x.dtype, text)  # R-STATE-2

# ---- Cases and the protocol ------------------------------------------------------------------------------------------
def follow(traces, id, variables, script, arguments={}, initial_state={}, rules=(), **options):
    variables = [Variable(**given) for given in variables]
    optimizer = Optimizer(variables, arguments, **options)
    optimizer.load(**initial_state)
    steps, trace = [], []
    for place, event in enumerate(script):
        ((kind, value),) = event.items()
        optimizer.scalars = scalars = {}
        for x in variables:
            x.notes = {}
        if kind == "apply":
            optimizer.apply([value])
        elif kind == "checkpoint":
            saved = json.loads(json.dumps(optimizer.state(), default=Array.hex))  # R-STATE-3
            now = {} if optimizer.schedule else {"learning_rate": optimizer.rate.values[0]}  # R-CONFIG-2, R-CONFIG-3
            optimizer = Optimizer(variables, {**arguments, **now}, **options)  # R-CONFIG-1, R-CHECKPOINT-1
            optimizer.load(**saved)  # R-CHECKPOINT-1
        else:
            do = {"learning_rate": optimizer.assign, "finalize": optimizer.finalize, "apply_replicas": optimizer.apply}
            do[kind](value)
        if scalars:
            trace.append({"event": place, **scalars, "variables": [x.notes or None for x in variables]})
        steps.append({"variables": [x.weight for x in variables]})
    return {"steps": steps, "state": optimizer.state(), **({"trace": trace} if traces else {})}

FEATURES = """amsgrad clipnorm clipvalue global_clipnorm ema loss_scale_factor gradient_accumulation errors state trace
    exclude_from_weight_decay callable_learning_rate callable_beta assign_learning_rate finalize missing_gradients
    mixed_dtypes gradient_dtype sparse_gradients loss_scale_optimizer overwrite_with_gradient optimizer:Adam replicas
    checkpoint initial_state flush_subnormals""".split()
FEATURES += [f"schedule:{name}" for name in SCHEDULES] + [f"constraint:{name}" for name in CONSTRAINTS]

def start(protocol):
    refuse_if(protocol != 1, "protocol")
    return {"protocol": 1, "name": "adamw.py", "version": "1.0", "language": f"Python {sys.version.split()[0]}",
            "dtypes": list(DTYPES), "features": FEATURES}  # fmt: skip

def run(seq, case, trace=False):
    return {"seq": seq, **follow(trace, **case)}

def answer(line):
    request = {}
    try:
        request = dict(json.loads(line))
        kind = request.pop("request")
        return {"reply": kind, **{"start": start, "run": run, "stop": dict}[kind](**request)}
    except Refused as refused:
        problem = refused.reason
    except Exception as error:
        problem = {"category": "internal", "message": repr(error)}
    return {"reply": "error", **({"seq": request["seq"]} if "seq" in request else {}), **problem}

def speak():
    for line in sys.stdin:
        reply = answer(line)
        print(json.dumps(reply, default=Array.hex), flush=True)
        if reply["reply"] == "stop":
            break

# ---- Vector files ----------------------------------------------------------------------------------------------------
def cases(path):
    document, answers = json.loads(path.read_text()), path.parent / "graph" / path.name
    if document.get("format") != "adamw-vectors/1":
        return
    others = json.loads(answers.read_text())["cases"] if IN_GRAPH and answers.exists() else []
    others = {case["id"]: {"expect": case["expect"]} for case in others}
    for case in document["cases"]:
        yield {**case, **document.get("inputs", {}).get(case.get("inputs"), {}), **others.get(case["id"], {})}

def check(case):  # the first place where the answer is not Keras', or None
    expected, given = case["expect"], {k: case[k] for k in case if k not in ("inputs", "expect", "keras", "note")}
    reply = answer(json.dumps({"request": "run", "seq": 0, "case": given, "trace": True}))
    if IN_GRAPH:
        expected.pop("trace", None)  # eager mode's
    if "kept" in expected and "steps" in reply:
        reply["steps"] = [reply["steps"][k] for k in expected.pop("kept")]
    return difference(expected, {"error": reply, **reply}, case["id"])

def difference(expected, actual, where):
    if isinstance(actual, Array) and isinstance(expected, str):
        expected, actual = read(actual.dtype, expected).hex(), actual.hex()  # NaN equals NaN
    if isinstance(actual, dict) and isinstance(expected, dict):
        pairs = [(expected[key], actual.get(key), f"{where}.{key}") for key in expected]
    elif isinstance(actual, list) and isinstance(expected, list) and len(actual) == len(expected):
        pairs = [(*pair, f"{where}[{i}]") for i, pair in enumerate(zip(expected, actual))]
    else:
        return None if actual == expected else f"{where}: {actual}, and not {expected}"[:500]
    return next(filter(None, (difference(*pair) for pair in pairs)), None)

def check_all(names):
    pattern = "**/*.json" if IN_GRAPH else "*.json"
    paths = [path for name in map(Path, names) for path in (sorted(name.glob(pattern)) if name.is_dir() else [name])]
    results = []
    with multiprocessing.Pool() as pool:
        for path in paths:
            try:
                given = list(cases(path))
            except (OSError, ValueError) as error:
                sys.exit(f"{path} cannot be read: {error}")
            some = pool.map(check, given, chunksize=4)
            results += some
            if some:
                print(f"{path}: {some.count(None)} of {len(some)}", flush=True)
    differences = list(filter(None, results))
    print(f"{results.count(None)} of {len(results)} cases are equal", *differences[:10], sep="\n")
    return bool(differences or not results)

# ---- Powers, cosines and logarithms with the bits of glibc 2.36 (Appendix B) -----------------------------------------
# powf, cosf and logf give the double of which the C library has the float32; `Dtype.result` rounds and flushes it
# (R-FLUSH-1). Nothing is fused but what is written as `fma`. The figures are ARM's (LICENSE-figures).

def bits(x):
    return struct.unpack("<Q", struct.pack("<d", x))[0]

def double(pattern):
    return struct.unpack("<d", struct.pack("<Q", pattern))[0]

def figure(written):
    if isinstance(written, list):
        return [figure(x) for x in written]
    return double(int(written, 16)) if re.fullmatch("[0-9a-f]{16}", written) else written

FIGURES = json.loads(Path(__file__).with_name("powers.json").read_text())
F = SimpleNamespace(**{name: figure(written) for name, written in FIGURES.items()})

def two_sum(a, b):  # the sum and its rounding error
    s = a + b
    t = s - a
    return s, (a - (s - t)) + (b - t)

def halves(a):
    t = a * 134217729.0
    high = t - (t - a)
    return high, a - high

def fma(a, b, c):  # a * b + c, rounded once
    p, (ah, al), (bh, bl) = a * b, halves(a), halves(b)
    u, v = two_sum(c, ((ah * bh - p) + ah * bl + al * bh) + al * bl)
    h, m = two_sum(p, u)
    low, lost = two_sum(v, m)
    if lost and not bits(low) & 1:  # rounded to odd, so that the last addition is the only one that rounds
        low = double(bits(low) + (1 if (lost > 0) == (low > 0) else -1))
    return h + low

def split(x, start, width):  # x = 2^k * z, and z is in interval i of 2^width
    t = bits(x) - start
    return t >> 52, t >> 52 - width & (1 << width) - 1, double(bits(x) - (t >> 52 << 52))

def is_whole(y):
    return abs(y) >= 2.0**52 or abs(y) + 2.0**52 - 2.0**52 == abs(y)

def known_power(x, y):  # the power or None where it must be computed, and its sign
    sign = -1.0 if is_whole(y) and not is_whole(y / 2) and math.copysign(1.0, x) < 0 else 1.0
    if y == 0 or x == 1:
        return 1.0, sign
    if math.isnan(x) or math.isnan(y) or x < 0 and math.isfinite(x) and math.isfinite(y) and not is_whole(y):
        return math.nan, sign
    if math.isinf(y):
        return 1.0 if abs(x) == 1 else 0.0 if (abs(x) < 1) == (y > 0) else math.inf, sign
    if x == 0 or math.isinf(x):
        return sign * (0.0 if (x == 0) == (y > 0) else math.inf), sign
    return None, sign

def powf(x, y):  # R-POWER-1, R-POWER-2
    known, sign = known_power(x, y)
    if known is not None:
        return known
    a = 2.0**-150 if abs(x) < 2.0**-126 else abs(x)  # glibc, under the switch of 2.4, sees this in a subnormal base
    k, i, z = split(a, 0x3FE6600000000000, 4)
    r = fma(z, F.inverse_16[i], -1.0)
    A, C, r2 = F.powf_log2, F.powf_exp2, r * r
    q = fma(r2, fma(A[2], r, A[3]), fma(r, A[4], F.log2_16[i] + k))
    e = y * fma(fma(A[0], r, A[1]), r2 * r2, q)
    if e > double(0x405FFFFFFFD1D571):
        return sign * math.inf
    if e < -149:
        return sign * (0.0 if e <= -150 else 2.0**-149)
    n = (e + 1.5 * 2.0**47) - 1.5 * 2.0**47
    f, j = e - n, int(32 * n)
    p = fma(fma(C[0], f, C[1]), f * f, fma(f, C[2], 1.0))
    return sign * (p * math.ldexp(F.exp2_128[4 * (j % 32)], j // 32))

def logf(x):
    if x <= 0 or not math.isfinite(x):
        return -math.inf if x == 0 else x if x > 0 else math.nan
    k, i, z = split(x, 0x3FE6600000000000, 4)
    r = fma(z, F.inverse_16[i], -1.0)
    B, r2 = F.logf_ln, r * r
    return fma(r2, fma(B[0], r2, fma(B[1], r, B[2])), fma(k, F.ln2, F.ln_16[i]) + r)

def reduced(x):  # the number of quarter turns, and what is left of the angle
    if abs(x) < 0.75:
        return 0, x
    if abs(x) < 120:
        n = int(x * F.quarter_turns) + 2**23 >> 24
        return n, fma(-n, F.half_pi, x)
    E, m = (bits(abs(x)) >> 52) - 896, bits(x) >> 29 & 0x7FFFFF | 0x800000  # as in float32
    window = int(F.four_over_pi, 16) >> 8 * (15 - (E >> 3) % 16) & 2**96 - 1
    turns = ((m << E % 8) * window >> 32) + 2**61
    return turns >> 62, float(turns % 2**62 - 2**61) * (F.half_pi * 2.0**-62)

def cosf(x):
    if abs(x) < 2.0**-12 or not math.isfinite(x):
        return 1.0 if math.isfinite(x) else math.nan
    n, r = reduced(x)
    c, s, r2 = F.cosf_cos, F.cosf_sin, r * r
    r4 = r2 * r2
    if n % 2 == 0:
        y = fma(fma(r2, c[4], c[3]), r2 * r4, fma(r4, c[2], fma(r2, c[1], c[0])))
        return -y if n % 4 == 2 else y
    r = -r if n % 4 == 1 else r
    r3 = r2 * r
    return fma(fma(r2, s[2], s[1]), r2 * r3, fma(r3, s[0], r))

def log_pair(x):  # the logarithm as the sum of two doubles
    k, i, z = split(x, 0x3FE6955500000000, 7)
    A, r = F.pow_ln, fma(z, F.inverse_128[i], -1.0)
    t1 = fma(k, F.ln2_high, F.ln_128[i])
    t2 = t1 + r
    low1, low2 = fma(k, F.ln2_low, F.ln_tail_128[i]), t1 - t2 + r
    h = -0.5 * r
    h2 = r * h
    high = t2 + h2
    low3, low4 = fma(h, r, -h2), t2 - high + h2
    p = fma(h2, fma(h2, fma(r, A[5], A[4]), fma(r, A[3], A[2])), fma(r, A[1], A[0]))
    low = fma(r * h2, p, low1 + low2 + low3 + low4)
    y = high + low
    return y, high - y + low

def exp_pair(x, tail):  # e^(x + tail)
    if abs(x) < 2.0**-54 or abs(x) >= 1024:
        return 1.0 if abs(x) < 1 else math.inf if x > 0 else 0.0
    C, n = F.pow_exp, fma(x, F.steps_per_e, 1.5 * 2.0**52) - 1.5 * 2.0**52
    r = fma(n, F.minus_step_low, fma(n, F.minus_step_high, x)) + tail
    i, k, r2 = int(n) % 128, int(n) // 128, r * r
    q = fma(fma(r, C[1], C[0]), r2, F.exp2_tail_128[i] + r)
    q = fma(fma(r, C[3], C[2]), r2 * r2, q)
    if abs(x) < 512:
        s = math.ldexp(F.exp2_128[i], k)
        return fma(q, s, s)
    if k >= 0:  # 2^k may be too large
        s = math.ldexp(F.exp2_128[i], k - 1009)
        return 2.0**1009 * fma(s, q, s)
    s = math.ldexp(F.exp2_128[i], k + 1022)
    t = s * q
    y = s + t
    if y < 1:  # the result may be subnormal: rounded once, at the place of its last bit
        low, high = s - y + t, 1.0 + y
        y = (1.0 - high + y + low + high) - 1.0
    return 2.0**-1022 * y

def pow64(x, y):  # R-POWER-3
    known, sign = known_power(x, y)
    if known is not None:
        return known
    if abs(x) == 1 or abs(y) < 2.0**-65:
        return sign
    if abs(y) >= 2.0**63:
        return math.inf if (abs(x) > 1) == (y > 0) else 0.0
    high, low = log_pair(abs(x))
    h = y * high
    return sign * exp_pair(h, fma(y, low, fma(y, high, -h)))

if __name__ == "__main__":
    files = sys.argv[3:] if IN_GRAPH else sys.argv[1:]
    sys.exit(check_all(files) if files else speak())
