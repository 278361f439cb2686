"""sparse: gradients that have elements for some rows of a variable only."""

import math
from itertools import product

from scripts.keras import tensors
from scripts.generate.catalogue.common import DECAYING, EMA, identify, made_of, overwriting
from scripts.generate.catalogue.covering import covering_rows
from scripts.generate.catalogue.plan import Plan
from scripts.generate.catalogue.values import SWELL, Values, make_inputs

FILE = "sparse"
SHAPES = (("embedding", (5, 3)), ("bias", (2,)))
DTYPES = ("float32", "float64", "float16", "bfloat16")

#: The rows that have a gradient, event by event.
UNIQUE = ((0, 2), (4, 1, 3), (2,), (1, 0, 3), (4, 2), (3,))
REPEATED = ((1, 3, 1), (0, 0), (4, 2, 4, 4), (3,), (2, 1, 2), (0, 4, 0))

FACTORS = {
    "rows": {"": {}, "repeated": {}},
    "amsgrad": {"": {}, "amsgrad": {"amsgrad": True}},
    "clipping": {
        "": {},
        "clipnorm": {"clipnorm": 0.9},
        "clipvalue": {"clipvalue": 0.35},
        "global_clipnorm": {"global_clipnorm": 1.1},
    },
    "ema": {"": {}, "ema": EMA, "ema2": overwriting(2)},
    "gradient_accumulation_steps": {
        "": {},
        "accumulate2": {"gradient_accumulation_steps": 2},
        "accumulate3": {"gradient_accumulation_steps": 3},
    },
}
CLIPPING = FACTORS["clipping"]
ACCUMULATION = {"gradient_accumulation_steps": 2}

#: Where a row's place, its absence or its repetition could go wrong: shape, and rows by event.
EDGES = {
    "every-row": ((4, 2), ((0, 1, 2, 3), (3, 2, 1, 0), (2, 0, 3, 1))),
    "one-row-often": ((4, 2), ((2,) * 7, (0,), (2,) * 5)),
    "no-rows": ((4, 2), ((), (1,), ())),
    "below-zero": ((4, 2), ((-1, 2, -3, 2), (1, -1), (-4, -1))),
    "single-row": ((1, 3), ((0,), (0, 0), ())),
    "vector": ((6,), ((5, 0), (1, 1, 1), (3, 2, 4))),
    "cube": ((3, 2, 2), ((2,), (1, 1), (0, 2, 0))),
    "rows-without-elements": ((3, 0), ((0, 2), (1,), ())),
    "variable-without-rows": ((0, 2), ((), (), ())),
}
#: Many elements, so that the order of summation counts.
WIDE = {"wide": ((30, 11), (tuple(range(0, 28, 3)) * 2, (29, 4, 29)))}
SPECIAL = {
    "infinite": (float("inf"), -float("inf")),
    "nan": (float("nan"),),
    "zero": (0.0, -0.0),
    "subnormal": (1e-40, -1e-40, 3e-39),
    "square-underflows": (1e-20, -1e-22, 1e-19),
    "huge": (3e38, -3e38, 1e20),
}
REFUSED_ROWS = {
    "row-past-the-end": ([0, 5], 6),
    "row-far-past-the-end": ([2**40], 3),
    "short-rows": ([0, 1], 4),
    "long-rows": ([0, 1], 8),
    "too-few-rows": ([0, 1, 2], 6),
    "too-many-rows": ([0], 6),
}


def files():
    parts = (combinations, edges, special_values, gradient_dtypes, variations, refusals)
    about = (
        "Sparse gradients: TensorFlow's IndexedSlices. Rows of one index are added for the "
        "momentum and, squared first, for the velocity; clipping by norm or by value meets them "
        "unadded, the global norm makes the gradient dense, and so does accumulation."
    )
    yield made_of(parts, FILE, about)


def combinations():
    for dtype in DTYPES:
        rows = covering_rows(FACTORS, 3 if dtype == "float32" else 1)
        for kind, pattern in (("", UNIQUE), ("repeated", REPEATED)):
            name = "-".join(filter(None, (dtype, kind or "unique")))
            described = [(n, dtype, s) for n, s in SHAPES]
            chosen = [row[1:] for row in rows if row[0] == kind]
            plans = [plan([name, *row], settings(row), name) for row in chosen]
            yield name, with_rows(name, described, pattern), plans


def settings(row):
    arguments = {}
    for factor, setting in zip(list(FACTORS)[1:], row):
        arguments.update(FACTORS[factor][setting])
    return arguments


def edges():
    for name, (shape, pattern) in {**EDGES, **WIDE}.items():
        described = [("embedding", "float32", shape), ("bias", "float32", (2,))]
        chosen = dict(CLIPPING)
        if math.prod(shape[:1]):
            # Keras' own addition fails on a variable of no rows, sparse or not.
            chosen.update({"accumulate2": ACCUMULATION, "ema": EMA})
        plans = [plan([name, feature], a, name) for feature, a in chosen.items()]
        if name in WIDE:
            plans = [Plan(p.case, state=False) for p in plans if "norm" in p.case["id"]]
        yield name, with_rows(name, described, pattern), plans
    for dtype in ("float64", "float16", "bfloat16"):
        name = f"below-zero-{dtype}"
        shape, pattern = EDGES["below-zero"]
        chosen = {"clipnorm": CLIPPING["clipnorm"], "accumulate2": ACCUMULATION}
        plans = [plan([name, feature], a, name) for feature, a in chosen.items()]
        yield name, with_rows(name, [("embedding", dtype, shape)], pattern), plans


def special_values():
    for kind, numbers in SPECIAL.items():
        for dtype in ("float32", "float16") if kind in ("zero", "subnormal") else ("float32",):
            name = f"{kind}-{dtype}"
            inputs = with_rows(name, [("embedding", dtype, (4, 2))], ((1, 3, 1), (0, 2), (3, 3)))
            for event, entry in enumerate(inputs["script"]):
                gradient = entry["apply"][0]
                values = tensors.decode(gradient["data"], dtype).copy()
                for place, index in enumerate(range(event, values.size, 2)):
                    values[index] = numbers[place % len(numbers)]
                gradient["data"] = tensors.encode(values)
            yield name, inputs, [plan([name, f], a, name) for f, a in CLIPPING.items()]


def gradient_dtypes():
    """Rows in another dtype; under accumulation Keras takes them on the updating call only."""
    for own, other in product(DTYPES, DTYPES):
        if own == other:
            continue
        name = f"{other}-on-{own}"
        described = [("embedding", own, (4, 2))]
        inputs = with_rows(name, described, ((1, 3, 1), (0, 2), (3, 3)), other)
        plans = [plan([name, f], a, name) for f, a in CLIPPING.items() if f != "clipvalue"]
        plans.append(plan([name, "accumulate2"], ACCUMULATION, name, refused=True))
        yield name, inputs, plans
        inputs = with_rows(
            name, [*described, ("bias", own, (2,))], (None, (1, 3, 1), None, (3, 3)), other
        )
        name = f"{other}-on-{own}-updating"
        arguments = {**ACCUMULATION, "clipnorm": 0.9}
        yield name, inputs, [plan([name, "clipnorm", "accumulate2"], arguments, name)]


def variations():
    two = [
        ("embedding", "float32", (4, 2)),
        ("bias", "float32", (2,)),
        ("table", "float32", (3, 3)),
    ]
    name = "two-sparse"
    inputs = with_rows(name, two, ((1, 3, 1), (0,), (3, 3), (2, 1)))
    for event, rows in enumerate(((2, 0), (1, 1), (0,), ())):
        dense = Values(f"{FILE}/{name}/{event}").tensor(3 * len(rows), "float32")
        inputs["script"][event]["apply"][2] = {"indices": list(rows), "data": dense}
    everything = {**overwriting(2), "amsgrad": True, "global_clipnorm": 1.1, **ACCUMULATION}
    plans = [
        *(plan([name, f], a, name, trace=True) for f, a in CLIPPING.items()),
        plan([name, "accumulate2"], ACCUMULATION, name, trace=True),
        plan([name, "everything"], everything, name, trace=True),
        plan([name, "exclude"], {}, name, exclude_from_weight_decay={"variables": [0]}),
        plan([name, "callable"], {"learning_rate": {"callable": 0.05}}, name),
    ]
    yield name, inputs, plans
    pattern = (None, (1, 1), (2, 0), None, None, (3, 1, 3))
    name = "missing"
    inputs = with_rows(name, two[:2], pattern)
    accumulating = {"gradient_accumulation_steps": 3}
    plans = [plan([name, f], a, name) for f, a in {**CLIPPING, "accumulate3": accumulating}.items()]
    yield name, inputs, plans
    name = "resumed"
    slots = ("momentum", "velocity", "velocity_hat", "average", "gradient_accumulator")
    values = Values(f"{FILE}/{name}/state")
    state = {
        "iterations": 7,
        "learning_rate": tensors.from_numbers([0.05], "float32"),
        "slots": {
            slot: [
                tensors.from_numbers(map(abs, values.numbers(math.prod(s), 0.3)), "float32")
                for _, _, s in two[:2]
            ]
            for slot in slots
        },
    }
    inputs = with_rows(name, two[:2], ((1, 3, 1), (0,), (3, 3)))
    yield name, inputs, [plan([name, "everything"], everything, name, initial_state=state)]


def refusals():
    described = [(n, "float32", s) for n, s in SHAPES]
    valid = with_rows("refused", described, UNIQUE[:1])
    scaled = {"loss_scale_factor": 3.7}
    refused = [
        plan(["loss_scale_factor", f], {**scaled, **a}, "refused", refused=True)
        for f, a in {**CLIPPING, "accumulate2": ACCUMULATION}.items()
    ]
    yield "refused", valid, refused
    for name, (rows, count) in REFUSED_ROWS.items():
        data = Values(f"{FILE}/{name}").tensor(count, "float32")
        gradients = [{"indices": rows, "data": data}, valid["script"][0]["apply"][1]]
        inputs = {"variables": valid["variables"], "script": [{"apply": gradients}]}
        chosen = {clip: CLIPPING[clip] for clip in ("", "global_clipnorm")}
        chosen["accumulate2"] = ACCUMULATION
        yield name, inputs, [plan([name, f], a, name, refused=True) for f, a in chosen.items()]
    name = "rows-of-a-scalar"
    inputs = make_inputs(f"{FILE}/{name}", [("gate", "float32", ())], 1)
    gradient = inputs["script"][0]["apply"][0]
    inputs["script"] = [{"apply": [{"indices": [0], "data": gradient}]}]
    yield name, inputs, [plan([name], {}, name, refused=True)]


def plan(parts, arguments, inputs, refused=False, trace=False, **fields):
    case = {
        "id": identify(FILE, *parts),
        "arguments": {**DECAYING, **arguments},
        "inputs": inputs,
        **fields,
    }
    return Plan(case, refused=refused, trace=trace)


def with_rows(name, described, pattern, dtype=None):
    """Inputs whose first variable has a gradient for these rows, in `dtype` if that is given."""
    inputs = make_inputs(f"{FILE}/{name}", described, len(pattern))
    values = Values(f"{FILE}/{name}/rows")
    _, own, shape = described[0]
    for event, rows in enumerate(pattern):
        gradient = None
        if rows is not None:
            count = len(rows) * math.prod(shape[1:])
            data = values.tensor(count, dtype or own, SWELL[event])
            gradient = {"indices": list(rows), "data": data}
            if dtype:
                gradient = {"dtype": dtype, **gradient}
        inputs["script"][event]["apply"][0] = gradient
    return inputs
