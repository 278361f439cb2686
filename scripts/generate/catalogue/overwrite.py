"""overwrite: variables whose gradient is their new value."""

from itertools import product

from scripts.keras import tensors
from scripts.generate.catalogue.common import DECAYING, EMA, identify, made_of, overwriting, settings_of
from scripts.generate.catalogue.covering import covering_rows
from scripts.generate.catalogue.plan import Plan
from scripts.generate.catalogue.values import Values, make_inputs

FILE = "overwrite"
DTYPES = ("float32", "float64", "float16", "bfloat16")
#: The history has a whole packet of every dtype and elements beyond.
SHAPES = (("scale", (2,)), ("kernel", (2, 3)), ("history", (9,)))
OVERWRITTEN = (0, 2)
EVENTS = 6

FACTORS = {
    "clipping": {
        "": {},
        "clipnorm": {"clipnorm": 0.9},
        "clipvalue": {"clipvalue": 0.35},
        "global_clipnorm": {"global_clipnorm": 1.1},
    },
    "amsgrad": {"": {}, "amsgrad": {"amsgrad": True}},
    "ema": {"": {}, "ema": EMA},
    "loss_scale_factor": {"": {}, "factor": {"loss_scale_factor": 3.7}},
    "gradient_accumulation_steps": {
        "": {},
        "accumulate2": {"gradient_accumulation_steps": 2},
        "accumulate3": {"gradient_accumulation_steps": 3},
    },
}
ACCUMULATION = {"gradient_accumulation_steps": 2}

#: Pairs whose larger one depends on the rules for zeros, subnormals and NaN, by dtype's own sizes.
PAIRS = {
    "zeros": ((0.0, -0.0), (-0.0, 0.0), (-0.0, -0.0), (-1.0, -0.0), (-0.0, -1.0)),
    "special": (
        *((float("nan"), 1.0), (1.0, float("nan")), (float("inf"), float("nan"))),
        *((-float("inf"), -1.0), (float("inf"), 2.0), (float("nan"), -float("inf"))),
    ),
    "subnormal": ((1.0, 0.0), (0.0, 1.0), (-1.0, -0.0), (1.0, -1.0), (-1.0, 1.0), (2.0, 1.0)),
}
SMALL = {"float32": 1e-40, "float64": 1e-310, "float16": 1e-7, "bfloat16": 1e-39}
#: Which gradients are missing, by event.
MISSING = {
    "only-overwritten": {0: (1,), 2: (1,), 3: (1,)},
    "kernel-first-of-cycle": {0: (1,), 2: (1,), 4: (1,)},
    "kernel-last-of-cycle": {1: (1,), 3: (1,), 5: (1,)},
    "overwritten-first-of-cycle": {0: (0,), 2: (0, 2), 4: (2,)},
    "overwritten-last-of-cycle": {1: (0,), 3: (0, 2), 5: (2,)},
}


def files():
    parts = (combinations, comparisons, dtypes, casts, missing, variations, refusals)
    about = (
        "Variables whose gradient is their new value, as it is: neither unscaled nor clipped, "
        "decayed, averaged or constrained. Under accumulation the larger of the gradients is."
    )
    yield made_of(parts, FILE, about)


def combinations():
    for dtype in DTYPES:
        rows = covering_rows(FACTORS, 3 if dtype == "float32" else 1)
        plans = [plan([dtype, *row], settings_of(FACTORS, row), dtype) for row in rows]
        yield dtype, made(dtype, dtype), plans


def comparisons():
    """Two gradients of a cycle whose elements meet in pairs, over whole packets and beyond."""
    for kind, dtype in product(PAIRS, DTYPES):
        name = f"{kind}-{dtype}"
        size = SMALL[dtype] if kind == "subnormal" else 1.0
        pairs = [PAIRS[kind][i % len(PAIRS[kind])] for i in range(21)]
        described = [("history", dtype, (21,)), ("kernel", dtype, (2,))]
        inputs = overwritten(make_inputs(f"{FILE}/{name}", described, 3), (0,))
        for event in range(3):
            numbers = [size * pair[event % 2] for pair in pairs]
            inputs["script"][event]["apply"][0] = tensors.from_numbers(numbers, dtype)
        chosen = {f"accumulate{n}": {"gradient_accumulation_steps": n} for n in (2, 3)}
        yield name, inputs, [plan([name, f], a, name) for f, a in chosen.items()]


def dtypes():
    for own, other in product(DTYPES, DTYPES):
        if own == other:
            continue
        name = f"{other}-on-{own}"
        inputs = made(name, own, 3)
        values = Values(f"{FILE}/{name}")
        for entry in inputs["script"]:
            entry["apply"][2] = {"dtype": other, "data": values.tensor(9, other)}
        chosen = {"": {}, "accumulate2": ACCUMULATION}
        yield name, inputs, [plan([name, f], a, name) for f, a in chosen.items()]


def casts():
    """Subnormals are cast where nothing is computed: some of them arrive."""
    for own, other in product(DTYPES, DTYPES):
        name = f"{other}-subnormal-on-{own}"
        described = [("scale", own, (9,)), ("kernel", "float32", (2,))]
        inputs = overwritten(make_inputs(f"{FILE}/{name}", described, 1), (0,))
        numbers = [SMALL[other] * factor for factor in (1, -1, 2, -2, 0.5, 4, -0.0, 3, 1.5)]
        inputs["script"][0]["apply"][0] = {
            "dtype": other,
            "data": tensors.from_numbers(numbers, other),
        }
        yield name, inputs, [plan([name], {}, name)]


def missing():
    for pattern, events in MISSING.items():
        inputs = made(pattern, "float32")
        for event, variables in events.items():
            for variable in variables:
                inputs["script"][event]["apply"][variable] = None
        chosen = {"": {}, "accumulate2": ACCUMULATION, "ema+accumulate2": {**EMA, **ACCUMULATION}}
        yield pattern, inputs, [plan([pattern, f], a, pattern) for f, a in chosen.items()]
    name = "nothing-else"
    described = [("scale", "float32", (2,)), ("history", "float32", (9,))]
    inputs = overwritten(make_inputs(f"{FILE}/{name}", described, EVENTS), (0, 1))
    inputs["script"][2]["apply"][0] = None
    chosen = {"": {}, "accumulate3": {"gradient_accumulation_steps": 3}, "ema2": overwriting(2)}
    yield name, inputs, [plan([name, f], a, name) for f, a in chosen.items()]


def variations():
    name = "sparse"
    described = [("history", "float32", (5, 2)), ("kernel", "float32", (2, 3))]
    inputs = overwritten(make_inputs(f"{FILE}/{name}", described, 4), (0,))
    values = Values(f"{FILE}/{name}/rows")
    for event, rows in enumerate(((1, 3, 1), (0, 2), (4, -1, 4), (0, 0))):
        data = values.tensor(2 * len(rows), "float32")
        inputs["script"][event]["apply"][0] = {"indices": list(rows), "data": data}
    chosen = {"": {}, "accumulate2": ACCUMULATION, "factor": {"loss_scale_factor": 3.7}}
    yield name, inputs, [plan([name, f], a, name) for f, a in chosen.items()]
    for dtype, other in (("float16", "float64"), ("float32", "float16")):
        name = f"sparse-{other}-on-{dtype}"
        described = [("history", dtype, (3, 2)), ("kernel", dtype, (2,))]
        inputs = overwritten(make_inputs(f"{FILE}/{name}", described, 2), (0,))
        values = Values(f"{FILE}/{name}/rows")
        for event in inputs["script"]:
            rows = {"dtype": other, "indices": [1, 2, 1, 1], "data": values.tensor(8, other)}
            event["apply"][0] = rows
        chosen = {"": {}, "accumulate2": ACCUMULATION}
        yield name, inputs, [plan([name, f], a, name) for f, a in chosen.items()]
    name = "wrapped"
    inputs = made(name, "float32", scale=64.0)
    for event, variable in ((1, 2), (4, 1)):
        gradients = inputs["script"][event]["apply"]
        broken = tensors.decode(gradients[variable], "float32").copy()
        broken[1] = float("inf")
        gradients[variable] = tensors.encode(broken)
    wrapper = {"loss_scale_optimizer": {"initial_scale": 64.0, "dynamic_growth_steps": 2}}
    chosen = {"": {}, "ema": EMA, "accumulate2": ACCUMULATION, "clipnorm": {"clipnorm": 0.9}}
    yield name, inputs, [plan([name, f], a, name, **wrapper) for f, a in chosen.items()]
    name = "mixed"
    described = [
        ("scale", "float32", (2,)),
        ("kernel", "bfloat16", (2, 3)),
        ("history", "float16", (9,)),
    ]
    inputs = overwritten(make_inputs(f"{FILE}/{name}", described, EVENTS), OVERWRITTEN)
    chosen = {"": {}, "clipnorm+accumulate2": {"clipnorm": 0.9, **ACCUMULATION}}
    plans = [plan([name, f], a, name, trace=True) for f, a in chosen.items()]
    # The global norm is that of the other gradients alone.
    plans.append(plan([name, "global_clipnorm"], {"global_clipnorm": 1.1}, name, trace=True))
    yield name, inputs, plans
    name = "resumed"
    trained = ("momentum", "velocity", "average")
    state = {
        "iterations": 3,
        "learning_rate": tensors.from_numbers([0.05], "float32"),
        "slots": {
            **{slot: [None, resumed(slot, 6), None] for slot in trained},
            "gradient_accumulator": [resumed(f"accumulator-{n}", n) for n in (2, 6, 9)],
        },
    }
    arguments = {**EMA, **ACCUMULATION}
    yield name, made(name, "float32"), [plan([name], arguments, name, initial_state=state)]


def refusals():
    # Several things are wrong with one call: the one that is met first is named.
    for name, gradient in (("refused-before-axis", None), ("refused-before-average", "3f8000003f800000")):
        inputs = made(name, "float32", 1)
        inputs["variables"][1]["constraint"] = {"name": "UnitNorm", "config": {"axis": 5}}
        inputs["script"][0]["apply"][1] = gradient or inputs["script"][0]["apply"][1]
        yield name, inputs, [plan([name, "ema1"], overwriting(1), name, refused=True)]
    for name, arguments in {
        "ema1": overwriting(1),
        "ema2": overwriting(2),
        "ema2+accumulate2": {**overwriting(2), **ACCUMULATION},
    }.items():
        inputs = f"refused-{name}"
        plans = [plan(["refused", name], arguments, inputs, refused=True)]
        yield inputs, made(inputs, "float32", 4), plans
    name = "refused-finalize"
    inputs = made(name, "float32", 2)
    script = [*inputs["script"], {"finalize": True}]
    yield name, {**inputs, "script": script}, [plan([name, "ema"], EMA, name, refused=True)]
    name = "finalize"
    yield name, {**made(name, "float32", 2), "script": script}, [plan([name], {}, name)]
    name = "refused-short-gradient"
    inputs = made(name, "float32", 1)
    inputs["script"][0]["apply"][2] = "3f8000003f800000"
    chosen = {"": {}, "accumulate2": ACCUMULATION}
    yield name, inputs, [plan([name, f], a, name, refused=True) for f, a in chosen.items()]


def resumed(name, count):
    numbers = Values(f"{FILE}/resumed/{name}").numbers(count, 0.3)
    return tensors.from_numbers(map(abs, numbers), "float32")


def made(name, dtype, events=EVENTS, scale=1.0):
    described = [(n, dtype, shape) for n, shape in SHAPES]
    return overwritten(make_inputs(f"{FILE}/{name}", described, events, scale), OVERWRITTEN)


def overwritten(inputs, variables):
    for variable in variables:
        inputs["variables"][variable]["overwrite_with_gradient"] = True
    return inputs


def plan(parts, arguments, inputs, refused=False, trace=False, **fields):
    case = {
        "id": identify(FILE, *parts),
        "arguments": {**DECAYING, **arguments},
        "inputs": inputs,
        **fields,
    }
    return Plan(case, refused=refused, trace=trace)
