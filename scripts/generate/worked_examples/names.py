"""What the expressions of an example may name: the case's own numbers, and the specification's operations."""

import math
from fractions import Fraction
from types import SimpleNamespace

from scripts.generate.worked_examples.golden import adamw, asked, eager_mode, followed, golden_case
from scripts.generate.worked_examples.quantities import SCALARS, SLOTS, answer, part_of, place_of

FLOAT32, Array = adamw.FLOAT32, adamw.Array
SIGNIFICANT = {"float32": 24, "float64": 53, "float16": 11, "bfloat16": 8}

# A Python number on the left of an operator is a constant beside a tensor, which all of the formulas' are there.
Array.__radd__ = lambda x, c: x.dtype.const(c) + x
Array.__rsub__ = lambda x, c: x.dtype.const(c) - x
Array.__rmul__ = lambda x, c: x.dtype.const(c) * x
Array.__rtruediv__ = lambda x, c: x.dtype.const(c) / x


def rounded(x, dtype):
    """An exact number rounded once, to nearest, ties to even; of a double as the dtype takes it."""
    if isinstance(x, Array):
        return x
    if isinstance(x, Fraction) and x:
        exponent = math.frexp(float(abs(x)))[1]
        unit = Fraction(2) ** (exponent - SIGNIFICANT[dtype.name])
        x = float(round(x / unit) * unit)
    return Array(dtype, [dtype.result(float(x))])


def join(*arrays):
    """Arrays one behind the other, of sparse gradients their rows."""
    rows = [row for x in arrays for row in x.rows or ()] if arrays[0].rows is not None else None
    return Array(arrays[0].dtype, [value for x in arrays for value in x.values], rows)


class Eager:
    """What Keras answers in eager mode at a place, by the names of the quantities."""

    def __init__(self, place):
        self.place = place

    def __getattr__(self, name):
        with eager_mode():
            value = answer(self.place, name)
        if value is None and name != "refused":
            raise AttributeError(name)
        return value


class Names(dict):
    """The names of one place, as `eval` looks them up; what lines of the example have named comes first."""

    def __init__(self, place, own):
        super().__init__()
        self.place, self.own = place, own
        self.case, self.variable, self.part = golden_case(place.case), place_of(place), part_of(place)
        given = self.case["variables"][self.variable]
        self.dtype, self.shape = adamw.DTYPES[given["dtype"]], given["shape"]
        self.update(self.operations())
        self.update(adamw.DTYPES)
        self.update(self.arguments(given))
        self.refused = "error" in self.case["expect"]

    def __missing__(self, name):
        if name in self.own:
            return self.own[name]
        if name == "before":
            return self.before()
        if name == "eager":
            return Eager(self.place)
        if name in ("gradient", "other_gradient", "gradients"):
            return self.gradients(name)
        if name == "raw":
            return followed(self.place.case, self.place.event)["state"]["iterations"]
        if name == "refusal":
            reply = adamw.answer(adamw.json.dumps({"request": "run", "seq": 0, "case": asked(self.case)}))
            return f"{reply['category']} {reply['argument']}"
        return self.computed(name)

    def __getitem__(self, name):
        return self.own[name] if name in self.own else super().__getitem__(name)

    def operations(self):
        dtype = self.dtype

        def dense(x):
            return x.dense(self.shape)[self.part]

        return {
            "r": lambda x, of=dtype: rounded(x, of),
            "s": lambda x: rounded(x, FLOAT32),
            "const": lambda c, of=dtype: of.const(c),
            "thru": lambda c, of=dtype: of.thru(c),
            "float32_of": FLOAT32.const,
            "cast": lambda x, to=dtype: x.cast(to),
            "exact": lambda x: Fraction(x.values[0]),
            "double": lambda x: x.values[0],
            "power": lambda b, t: b**t,
            "dense": dense,
            "total": adamw.total,
            "leaf": adamw.leaf_total,
            "one_by_one": lambda x: adamw.in_order(adamw.zeros(x.dtype, 1), x),
            "zeros": lambda n: adamw.zeros(dtype, n),
            "join": join,
            "max": adamw.maximum,
            "min": adamw.minimum,
            "exact_max": adamw.exact_maximum,
            "sqrt": adamw.sqrt,
            "floor": lambda x: adamw.whole(x, math.floor),
            "ceil": lambda x: adamw.whole(x, math.ceil),
            "powf": lambda b, t: b**t,
            "cosf": lambda x: x.map(adamw.cosf),
            "logf": lambda x: x.map(adamw.logf),
            "pi": FLOAT32.const(math.pi),
            "sums": lambda x, *axes: adamw.axis_totals(x, self.shape, set(axes)),
            "shape": self.shape,
            "bits": lambda text, of=dtype: adamw.read(of, text),
            "search": adamw.re.search,
            "len": len,
            "null": None,
            "inf": math.inf,
            "flushed": lambda x: Array(dtype, [adamw.flushed(v, 2.0**-14) for v in x.values]),
        }

    def arguments(self, variable):
        """The case's arguments and configurations, with Keras' defaults of the optimizer."""
        own = {"weight_decay": None} if self.case.get("optimizer") == "Adam" else {}
        found = dict(vars(adamw.keras_arguments(**own | self.case.get("arguments", {}))))
        del found["name"]
        if isinstance(found["learning_rate"], dict):
            config = found["learning_rate"].get("config", found["learning_rate"])
            numbers = {key: value for key, value in config.items() if type(value) in (int, float)}
            found |= {**config, **{key: FLOAT32.const(value) for key, value in numbers.items()}}
            found["config"] = SimpleNamespace(**config)
        found |= self.case.get("loss_scale_optimizer") or {}
        found |= variable.get("constraint", {}).get("config", {})
        found.pop("name", None)
        return found

    def gradients(self, name):
        ((kind, value),) = self.case["script"][self.place.event].items()
        replicas = [value] if kind == "apply" else value
        own = [v["dtype"] for v in self.case["variables"]]
        read = [[g and self.read(g, own[min(i, len(own) - 1)]) for i, g in enumerate(gs)] for gs in replicas]
        if name == "gradients":
            return read[0]
        g = read[1 if name == "other_gradient" else 0][self.variable]
        return g if g is None or g.rows else g[self.part]

    @staticmethod
    def read(g, own):
        g = {"data": g} if isinstance(g, str) else g
        return adamw.read(adamw.DTYPES[own], g["data"], g.get("dtype"), g.get("indices"))

    def before(self):
        """The weight and the state before the event."""
        done = followed(self.place.case, self.place.event)
        given = self.case["variables"][self.variable]
        weights = [step["variables"][self.variable] for step in done["steps"]]
        weight = weights[-1] if weights else adamw.read(self.dtype, given["data"])
        slots = done["state"]["slots"]
        found = {name: slots[name][self.variable] for name in SLOTS if slots.get(name)}
        arrays = {name: array and array[self.part] for name, array in {"weight": weight, **found}.items()}
        others = ("iterations", "learning_rate", "loss_scale", "step_counter")
        return SimpleNamespace(**arrays, **{name: done["state"].get(name) for name in others})

    def computed(self, name):
        """A quantity of the event's trace, or the weight after it."""
        done = followed(self.place.case, self.place.event + 1)
        if name == "weight":
            return done["steps"][-1]["variables"][self.variable][self.part]
        entry = next(e for e in done["trace"] if e["event"] == self.place.event)
        if name in SCALARS:
            return entry[SCALARS[name]][self.dtype.name]
        value = entry["variables"][self.variable][name]
        value = value["data"] if isinstance(value, dict) else value
        return value if name == "norm" or value.rows else value[self.part]
