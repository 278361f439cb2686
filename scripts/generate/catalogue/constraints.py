"""constraints: variables that are projected after each step."""

from scripts.keras import tensors
from scripts.generate.catalogue.common import DECAYING, EMA, identify, made_of, overwriting
from scripts.generate.catalogue.covering import covering_rows
from scripts.generate.catalogue.plan import Plan
from scripts.generate.catalogue.values import Values, make_inputs

FILE = "constraints"
DTYPES = ("float32", "float64", "float16", "bfloat16")
SHAPES = (("kernel", (3, 4)), ("bias", (2,)))
EVENTS = 6
ACCUMULATION = {"gradient_accumulation_steps": 2}

CONSTRAINTS = {
    "maxnorm": ("MaxNorm", {"max_value": 0.8}),
    "nonneg": ("NonNeg", {}),
    "unitnorm": ("UnitNorm", {}),
    "minmaxnorm": ("MinMaxNorm", {"min_value": 0.7, "max_value": 0.9, "rate": 0.6}),
}
FACTORS = {
    "constraint": CONSTRAINTS,
    "ema": {"": {}, "ema": EMA, "ema2": overwriting(2)},
    "gradient_accumulation_steps": {
        "": {},
        "accumulate2": ACCUMULATION,
        "accumulate3": {"gradient_accumulation_steps": 3},
    },
}
#: Along which axes a norm is taken: every order of summation, by shape.
AXES = {
    (40,): (0, None, []),
    (1, 7, 1, 5): (1, [1, 3], -1),
    (15, 8): (0,),
    (16, 9): (0, None),
    (18, 9): (0,),
    (2, 3, 9): (0, 1, 2, [0, 2], [1, 2], [0, -2]),
    (3, 2, 5, 2): ([0, 2], [1, 3], [0, 1, 2], [1, 2], -1),
    (2, 3, 2, 3, 2): ([0, 2, 4], [1, 3], [0, 3, 4]),
    (1, 1): (0, None),
}
#: Shapes that are tried in every dtype.
ALL = ((40,), (16, 9), (2, 3, 9), (1, 1))
#: Columns of many terms, and packets of columns that would reach into the next row.
LARGE = {(2, 17, 9): (1,)}
SETTINGS = {
    "maxnorm-default": ("MaxNorm", {}),
    "maxnorm-whole": ("MaxNorm", {"max_value": 1, "axis": 1}),
    "maxnorm-zero": ("MaxNorm", {"max_value": 0.0}),
    "maxnorm-negative": ("MaxNorm", {"max_value": -1.0}),
    "unitnorm-all": ("UnitNorm", {"axis": None}),
    "minmaxnorm-default": ("MinMaxNorm", {}),
    "minmaxnorm-rate-zero": ("MinMaxNorm", {"min_value": 0.4, "max_value": 0.5, "rate": 0.0}),
    "minmaxnorm-rate-above-one": ("MinMaxNorm", {"min_value": 0.4, "max_value": 0.5, "rate": 1.3}),
    "minmaxnorm-crossed": ("MinMaxNorm", {"min_value": 1.5, "max_value": 0.5, "axis": [1]}),
}
INFINITY, NAN = float("inf"), float("nan")
#: Weights at which a projection could go wrong; a learning rate of 0 leaves them as they are.
WEIGHTS = {
    "zeros": (0.0, -0.0, 0.0, -0.0, -0.0),
    "special": (1.0, INFINITY, -2.0, NAN, -INFINITY, 0.5, -0.0),
    "tiny": (1e-30, -1e-25, 2e-21, 0.0, -3e-23),
    "huge": (3e38, -2e30, 1e25, 1.0),
}
SUBNORMAL = {"float32": 1e-40, "float64": 1e-310, "float16": 1e-7, "bfloat16": 1e-39}
REFUSED = {
    "axis-past-the-last": ("MaxNorm", {"axis": 2}),
    "axis-before-the-first": ("UnitNorm", {"axis": -3}),
    "axis-twice": ("MinMaxNorm", {"axis": [0, 0]}),
    "axis-twice-by-other-names": ("MaxNorm", {"axis": [1, -1]}),
}


def files():
    parts = (combinations, axes, settings, weights, variations, refusals)
    about = (
        "Variables with a constraint, which is met last of all, on every call, by the variables "
        "that have a gradient; the averages see the weights as they were before."
    )
    yield made_of(parts, FILE, about)


def combinations():
    for dtype in DTYPES:
        rows = covering_rows(FACTORS, 3 if dtype == "float32" else 2)
        for kind in CONSTRAINTS:
            name = f"{dtype}-{kind}"
            plans = []
            for row in (row for row in rows if row[0] == kind):
                arguments = {}
                for factor, setting in list(zip(FACTORS, row))[1:]:
                    arguments.update(FACTORS[factor][setting])
                plans.append(plan([name, *row[1:]], arguments, name))
            yield name, made(name, dtype, CONSTRAINTS[kind]), plans


def axes():
    kinds = [kind for kind in CONSTRAINTS if kind != "nonneg"]
    turn = 0
    for shape, choices in {**AXES, **LARGE}.items():
        for axis in choices:
            for dtype in dtypes_for(shape, turn):
                kind = kinds[turn % len(kinds)]
                turn += 1
                text = "all" if axis is None else str(axis).replace(" ", "")
                extents = "x".join(map(str, shape))
                name = f"axes-{extents}-{text}-{dtype}"
                constraint, config = CONSTRAINTS[kind]
                described = [("kernel", dtype, shape)]
                inputs = make_inputs(f"{FILE}/axes-{extents}-{dtype}", described, 1, 0.0)
                constrain(inputs, 0, (constraint, {**config, "axis": axis}))
                whole = plan([name, kind], {"learning_rate": 0.01}, None)
                case = {k: v for k, v in whole.case.items() if k != "inputs"}
                yield None, None, [Plan({**case, **inputs}, state=False)]
        turn += 1


def dtypes_for(shape, turn):
    """All four, or two of them in turn."""
    if shape in LARGE:
        return DTYPES[:1]
    return DTYPES if shape in ALL else DTYPES[turn % 2 :: 2]


def settings():
    for name, constraint in SETTINGS.items():
        for dtype in ("float32", "float16"):
            key = f"{name}-{dtype}"
            yield key, made(key, dtype, constraint, 3), [plan([key], {}, key)]


def weights():
    for kind, numbers in WEIGHTS.items():
        for dtype in DTYPES:
            chosen = ("NonNeg",) if kind in ("zeros", "special") else ()
            if dtype in ("float32", "float16") or kind == "zeros":
                chosen += ("MaxNorm", "UnitNorm", "MinMaxNorm")
            for constraint in chosen:
                name = f"{kind}-{dtype}-{constraint.lower()}"
                yield from still(name, dtype, numbers, (constraint, {}))
    for dtype, size in SUBNORMAL.items():
        name = f"subnormal-{dtype}-nonneg"
        numbers = [size * factor for factor in (1, -1, 3, 0.0, -2)]
        yield from still(name, dtype, numbers, ("NonNeg", {}))


def still(name, dtype, numbers, constraint):
    """Weights that a step does not move, or on a call that does not update."""
    described = [("kernel", dtype, (7, 3)), ("bias", dtype, (2,))]
    inputs = make_inputs(f"{FILE}/{name}", described, 1, 0.0)
    constrain(inputs, 0, constraint)
    data = tensors.from_numbers((numbers[i % len(numbers)] for i in range(21)), dtype)
    inputs["variables"][0]["data"] = data
    exclusion = {"exclude_from_weight_decay": {"variables": [0]}}
    plans = [
        plan([name], {"learning_rate": 0.0}, name, **exclusion),
        plan([name, "accumulate2"], ACCUMULATION, name),
    ]
    yield name, inputs, [Plan(p.case, state=False) for p in plans]


def variations():
    name = "each"
    described = [
        *(("kernel", "float32", (3, 4)), ("gate", "float64", (5,))),
        *(("scale", "float16", (2, 2)), ("bias", "bfloat16", (3,))),
    ]
    inputs = make_inputs(f"{FILE}/{name}", described, EVENTS)
    for index, constraint in enumerate(CONSTRAINTS.values()):
        constrain(inputs, index, constraint)
    everything = {**overwriting(2), **ACCUMULATION, "amsgrad": True, "loss_scale_factor": 3.7}
    chosen = {
        "": {},
        "clipnorm": {"clipnorm": 0.9},
        "clipvalue+everything": {"clipvalue": 0.4, **everything},
    }
    yield name, inputs, [plan([name, f], a, name, trace=not f) for f, a in chosen.items()]
    name = "missing"
    inputs = made(name, "float32", CONSTRAINTS["unitnorm"])
    for event in (0, 2, 3):
        inputs["script"][event]["apply"][0] = None
    chosen = {"": {}, "ema2": overwriting(2), "accumulate2": ACCUMULATION}
    yield name, inputs, [plan([name, f], a, name) for f, a in chosen.items()]
    name = "overwritten"
    inputs = made(name, "float32", CONSTRAINTS["unitnorm"])
    inputs["variables"][1]["overwrite_with_gradient"] = True
    constrain(inputs, 1, CONSTRAINTS["nonneg"])
    yield name, inputs, [plan([name, f], a, name) for f, a in (("", {}), ("ema", EMA))]
    name = "wrapped"
    inputs = made(name, "float32", CONSTRAINTS["maxnorm"])
    inputs["script"][0]["apply"][1] = "7f8000003f800000"
    wrapper = {"loss_scale_optimizer": {"initial_scale": 2.0, "dynamic_growth_steps": 2}}
    yield name, inputs, [plan([name, f], a, name, **wrapper) for f, a in (("", {}), ("ema", EMA))]
    name = "events"
    inputs = made(name, "float32", CONSTRAINTS["minmaxnorm"])
    script = [*inputs["script"][:3], {"finalize": True}, *inputs["script"][3:]]
    chosen = {"ema2": overwriting(2), "ema2+accumulate2": {**overwriting(2), **ACCUMULATION}}
    yield name, {**inputs, "script": script}, [plan([name, f], a, name) for f, a in chosen.items()]
    name = "sparse"
    inputs = made(name, "float32", CONSTRAINTS["unitnorm"])
    for event, rows in enumerate(((1, 1), (0, 2), (2,), (), (0, 1, 0), (2, 2))):
        data = Values(f"{FILE}/{name}/{event}").tensor(4 * len(rows), "float32")
        inputs["script"][event]["apply"][0] = {"indices": list(rows), "data": data}
    chosen = {"": {}, "clipnorm": {"clipnorm": 0.9}}
    yield name, inputs, [plan([name, f], a, name) for f, a in chosen.items()]
    name = "without-elements"
    described = [("kernel", "float32", (2, 0)), ("bias", "float32", (2,))]
    inputs = make_inputs(f"{FILE}/{name}", described, 2)
    constrain(inputs, 0, CONSTRAINTS["maxnorm"])
    yield name, inputs, [plan([name], {}, name)]


def refusals():
    for name, constraint in REFUSED.items():
        key = f"refused-{name}"
        yield key, made(key, "float32", constraint, 1), [plan([key], {}, key, refused=True)]
    key = "refused-axis-of-a-scalar"
    inputs = make_inputs(f"{FILE}/{key}", [("gate", "float32", ())], 1)
    constrain(inputs, 0, ("MaxNorm", {}))
    yield key, inputs, [plan([key], {}, key, refused=True)]
    key = "axis-unused"
    inputs = made(key, "float32", REFUSED["axis-past-the-last"], 2)
    for event in inputs["script"]:
        event["apply"][0] = None
    yield key, inputs, [plan([key], {}, key)]


def made(name, dtype, constraint, events=EVENTS):
    described = [(n, dtype, shape) for n, shape in SHAPES]
    inputs = make_inputs(f"{FILE}/{name}", described, events)
    constrain(inputs, 0, constraint)
    return inputs


def constrain(inputs, variable, constraint):
    name, config = constraint
    inputs["variables"][variable]["constraint"] = {"name": name, "config": config}


def plan(parts, arguments, inputs, refused=False, trace=False, **fields):
    case = {
        "id": identify(FILE, *parts),
        "arguments": {**DECAYING, **arguments},
        "inputs": inputs,
        **fields,
    }
    return Plan(case, refused=refused, trace=trace)
