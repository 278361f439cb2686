"""loss-scale: the optimizer within a LossScaleOptimizer."""

import math

from scripts.keras import tensors
from scripts.generate.catalogue.common import DECAYING, EMA, identify, made_of, overwriting, settings_of
from scripts.generate.catalogue.covering import covering_rows
from scripts.generate.catalogue.plan import Plan
from scripts.generate.catalogue.values import Values, make_inputs

FILE = "loss-scale"
DTYPES = ("float32", "float64", "float16", "bfloat16")
SHAPES = (("bias", (2,)), ("kernel", (2, 3)))
EVENTS = 7
SCALE = 256.0
INFINITY, NAN = float("inf"), float("nan")

#: The element of a gradient that is not finite, by event: variable, place, number.
BAD = {
    "finite": {},
    "skipping": {1: (0, 1, INFINITY), 4: (1, 5, NAN)},
}
FACTORS = {
    "gradients": {"": {}, "skipping": {}},
    "growth": {"": {}, "growth2": {}, "growth3": {}},
    "amsgrad": {"": {}, "amsgrad": {"amsgrad": True}},
    "clipping": {
        "": {},
        "clipnorm": {"clipnorm": 0.9},
        "clipvalue": {"clipvalue": 0.35},
        "global_clipnorm": {"global_clipnorm": 1.1},
    },
    "ema": {"": {}, "ema": EMA, "ema2": overwriting(2)},
    "loss_scale_factor": {"": {}, "factor": {"loss_scale_factor": 3.7}},
    "gradient_accumulation_steps": {
        "": {},
        "accumulate2": {"gradient_accumulation_steps": 2},
        "accumulate3": {"gradient_accumulation_steps": 3},
    },
}
GROWTH = {"": 2000, "growth2": 2, "growth3": 3}
ACCUMULATION = {"gradient_accumulation_steps": 2}
SCHEDULE = {
    "learning_rate": {
        "schedule": "InverseTimeDecay",
        "config": {"initial_learning_rate": 0.1, "decay_steps": 2, "decay_rate": 0.7},
    }
}

#: Scales far from the gradients' own: how the loss is scaled, and which events are not finite.
SCALES = {
    "default": ({}, {2}),
    "halved-below-one": ({"initial_scale": 2.0, "dynamic_growth_steps": 2}, {0, 1, 2, 3}),
    "growing-always": ({"initial_scale": 2.0, "dynamic_growth_steps": 1}, {3}),
    "growth-zero": ({"initial_scale": 64.0, "dynamic_growth_steps": 0}, {3}),
    "growth-negative": ({"initial_scale": 64.0, "dynamic_growth_steps": -1}, {1}),
    "fraction": ({"initial_scale": 0.3, "dynamic_growth_steps": 2}, {5}),
    "down-to-zero": ({"initial_scale": 3e-38, "dynamic_growth_steps": 4}, {0, 1, 2}),
    "subnormal": ({"initial_scale": 1e-38, "dynamic_growth_steps": 1}, set()),
    "up-to-infinity": ({"initial_scale": 1e38, "dynamic_growth_steps": 1}, set()),
    "zero": ({"initial_scale": 0.0, "dynamic_growth_steps": 2}, set()),
    "negative": ({"initial_scale": -8.0, "dynamic_growth_steps": 2}, {3}),
    "never-finite": ({"initial_scale": 1024.0}, set(range(EVENTS))),
}


def files():
    parts = (combinations, scales, variations, refusals)
    about = (
        "The optimizer within a LossScaleOptimizer: gradients are divided by a scale that doubles "
        "after steps with finite gradients and is halved, and the step skipped, by any other."
    )
    yield made_of(parts, FILE, about)


def combinations():
    for dtype in DTYPES:
        factors = dict(FACTORS)
        if dtype in ("float16", "bfloat16"):
            # The divided gradients are float32, which an accumulator in half precision refuses.
            del factors["gradient_accumulation_steps"]
        rows = covering_rows(factors, 3 if dtype == "float32" else 1)
        for kind in BAD:
            name = f"{dtype}-{kind}"
            chosen = [row for row in rows if (row[0] or "finite") == kind]
            plans = [
                plan([name, *row[1:]], settings_of(factors, row), name, scaling(GROWTH[row[1]]))
                for row in chosen
            ]
            yield name, made(name, dtype, BAD[kind]), plans


def scales():
    for name, (wrapped, events) in SCALES.items():
        bad = {event: (event % 2, 0, (INFINITY, -INFINITY, NAN)[event % 3]) for event in events}
        in_half = name in ("default", "halved-below-one")
        for dtype in ("float32", "float16") if in_half else ("float32",):
            scale = wrapped.get("initial_scale", 32768.0) or 1.0
            key = f"{name}-{dtype}"
            plans = [plan([key, f], a, key, wrapped) for f, a in (("", {}), ("ema", EMA))]
            yield key, made(key, dtype, bad, min(scale, 64.0)), plans


def variations():
    name = "features"
    inputs = made(name, "float32", {1: (0, 1, INFINITY), 4: (1, 5, NAN)})
    growing = scaling(2)
    exclusion = {"exclude_from_weight_decay": {"var_names": ["bias"]}}
    plans = [
        plan([name, "schedule"], SCHEDULE, name, growing),
        plan([name, "schedule+accumulate2"], {**SCHEDULE, **ACCUMULATION}, name, growing),
        plan([name, "callable"], {"learning_rate": {"callable": 0.05}}, name, growing),
        plan([name, "exclude"], {}, name, growing, **exclusion),
        plan([name, "trace+clipnorm"], {"clipnorm": 0.9}, name, growing, trace=True),
        plan([name, "trace+ema2"], overwriting(2), name, growing, trace=True),
        plan([name, "resumed"], overwriting(2), name, growing, initial_state=resumed()),
    ]
    yield name, inputs, plans
    name = "events"
    inputs = made(name, "float32", {1: (0, 1, NAN)})
    script = inputs["script"]
    script = [*script[:2], {"learning_rate": 0.03}, *script[2:4], {"finalize": True}, *script[4:]]
    plans = [plan([name, "ema2"], overwriting(2), name, growing)]
    yield name, {**inputs, "script": script}, plans
    name = "missing"
    inputs = made(name, "float32", {2: (1, 0, INFINITY)})
    for event, missing in ((0, 0), (2, 0), (3, 1), (4, 0)):
        inputs["script"][event]["apply"][missing] = None
    chosen = {"": {}, "accumulate2": ACCUMULATION, "ema": EMA}
    yield name, inputs, [plan([name, f], a, name, growing) for f, a in chosen.items()]
    name = "empty-list"
    inputs = made(name, "float32", {1: (0, 1, INFINITY)})
    script = [event for entry in inputs["script"][:4] for event in ({"apply": []}, entry)]
    chosen = {"": {}, "accumulate2": ACCUMULATION}
    plans = [plan([name, f], a, name, scaling(3)) for f, a in chosen.items()]
    yield name, {**inputs, "script": script}, plans
    yield from dtypes()
    yield from sparse()
    yield from skipped()


def dtypes():
    for own, other in (("float32", "float16"), ("float16", "float32"), ("float64", "bfloat16")):
        name = f"{other}-on-{own}"
        inputs = made(name, own, {2: (0, 0, INFINITY)})
        values = Values(f"{FILE}/{name}")
        for event, entry in enumerate(inputs["script"]):
            data = values.tensor(6, other, SCALE)
            entry["apply"][1] = {"dtype": other, "data": data}
        yield name, inputs, [
            plan([name, f], a, name, scaling(2), trace=f == "clipnorm")
            for f, a in FACTORS["clipping"].items()
            if own != "float64" or f != "global_clipnorm"
        ]
    name = "mixed"
    described = [("bias", "float64", (2,)), ("kernel", "float16", (2, 3)), ("gate", "float32", ())]
    inputs = make_inputs(f"{FILE}/{name}", described, EVENTS, SCALE)
    yield name, inputs, [plan([name], {"clipnorm": 0.9}, name, scaling(2))]
    name = "half-on-float32"
    inputs = make_inputs(f"{FILE}/{name}", [("bias", "float32", (2,))], EVENTS, SCALE)
    for event, entry in enumerate(inputs["script"]):
        entry["apply"][0] = {
            "dtype": "float16",
            "data": Values(f"{FILE}/{name}/{event}").tensor(2, "float16", SCALE),
        }
    yield name, inputs, [plan([name, "accumulate2"], ACCUMULATION, name, scaling(2), trace=True)]


def sparse():
    """Of several rows for one row of the variable, Keras looks only at the last for infinities."""
    numbers = {"first-of-three": (0, INFINITY), "last-of-three": (2, NAN), "alone": (3, INFINITY)}
    for kind, (place, number) in {"finite": (None, None), **numbers}.items():
        name = f"sparse-{kind}"
        inputs = make_inputs(f"{FILE}/{name}", [("embedding", "float32", (4, 2))], 4, SCALE)
        for event, entry in enumerate(inputs["script"]):
            rows = [1, 1, 1, 3]
            values = Values(f"{FILE}/{name}/{event}").numbers(8, SCALE)
            if event == 1 and place is not None:
                values[2 * place] = number
            entry["apply"][0] = {"indices": rows, "data": tensors.from_numbers(values, "float32")}
        chosen = {"": {}, "clipnorm": {"clipnorm": 0.9}, "accumulate2": ACCUMULATION}
        if kind == "first-of-three":
            chosen["global_clipnorm"] = {"global_clipnorm": 1.1}
        yield name, inputs, [plan([name, f], a, name, scaling(2)) for f, a in chosen.items()]
    name = "sparse-half"
    inputs = make_inputs(f"{FILE}/{name}", [("embedding", "float16", (4, 2))], 3, 8.0)
    for event, entry in enumerate(inputs["script"]):
        data = Values(f"{FILE}/{name}/{event}").tensor(6, "float16", 8.0)
        entry["apply"][0] = {"indices": [2, 0, 2], "data": data}
    wrapped = scaling(2, 8.0)
    yield name, inputs, [plan([name, f], a, name, wrapped) for f, a in FACTORS["clipping"].items()]


def skipped():
    """Gradients that do not fit, but are not finite either: the step is skipped, and nothing refused."""
    unfit = {
        "too-few": lambda bad, good: [bad],
        "too-many": lambda bad, good: [bad, good, good],
        "short": lambda bad, good: [bad[:8], good[:16]],
        "of-another-dtype": lambda bad, good: [{"dtype": "float16", "data": "7c003c00"}, good],
        "alone": lambda bad, good: [bad, None],
    }
    for kind, change in unfit.items():
        name = f"skipped-{kind}"
        inputs = made(name, "float32", {})
        event = inputs["script"][-1]
        event["apply"] = change("7f8000003f800000", event["apply"][1])
        plans = [plan([name, "accumulate2"], ACCUMULATION, name, scaling(2))]
        yield name, inputs, plans


#: Rows that do not fit a variable of this shape; refused although none of their elements is finite.
UNFIT_ROWS = {
    "below-zero": ((4, 2), [1, -1], 4),
    "past-the-last": ((4, 2), [1, 4], 4),
    "short": ((4, 2), [1, 2], 3),
    "of-a-scalar": ((), [0], 1),
}


def refusals():
    for name, (shape, rows, count) in UNFIT_ROWS.items():
        name = f"refused-rows-{name}-not-finite"
        inputs = make_inputs(f"{FILE}/{name}", [("embedding", "float32", shape)], 1)
        data = tensors.from_numbers([INFINITY] * count, "float32")
        inputs["script"][0]["apply"][0] = {"indices": rows, "data": data}
        yield name, inputs, [plan([name], {}, name, scaling(2), refused=True)]
    for dtype in ("float16", "bfloat16"):
        name = f"refused-{dtype}"
        chosen = [plan([name, "accumulate2"], ACCUMULATION, name, scaling(2), refused=True)]
        yield name, made(name, dtype, {}), chosen
    name = "refused-no-gradients"
    inputs = made(name, "float32", {})
    inputs["script"] = [{"apply": [None, None]}]
    yield name, inputs, [plan([name], {}, name, scaling(2), refused=True)]
    name = "refused-short-gradient"
    inputs = made(name, "float32", {})
    inputs["script"] = [{"apply": [inputs["script"][0]["apply"][0], "3f8000003f800000"]}]
    yield name, inputs, [plan([name], {}, name, scaling(2), refused=True)]
    name = "refused-row-below-zero"
    inputs = make_inputs(f"{FILE}/{name}", [("embedding", "float32", (4, 2))], 1)
    data = Values(f"{FILE}/{name}").tensor(4, "float32", SCALE)
    inputs["script"][0]["apply"][0] = {"indices": [1, -1], "data": data}
    yield name, inputs, [plan([name], {}, name, scaling(2), refused=True)]
    name = "refused-rows-without-elements"
    inputs = make_inputs(f"{FILE}/{name}", [("embedding", "float32", (2, 0))], 1)
    inputs["script"][0]["apply"][0] = {"indices": [1], "data": ""}
    yield name, inputs, [plan([name], {}, name, scaling(2), refused=True)]
    name = "refused-assignment"
    inputs = made(name, "float32", {})
    inputs["script"] = [{"learning_rate": 0.05}, *inputs["script"][:1]]
    yield name, inputs, [plan([name], SCHEDULE, name, scaling(2), refused=True)]


def resumed():
    values = Values(f"{FILE}/resumed")

    def slot(shape):
        return tensors.from_numbers(map(abs, values.numbers(math.prod(shape), 0.3)), "float32")

    names = ("momentum", "velocity", "average")
    slots = {name: [slot(shape) for _, shape in SHAPES] for name in names}
    return {
        "iterations": 5,
        "learning_rate": tensors.from_numbers([0.07], "float32"),
        "slots": slots,
        "loss_scale": tensors.from_numbers([512.0], "float32"),
        "step_counter": 1,
    }


def made(name, dtype, bad, scale=SCALE):
    """Inputs whose gradients are scaled, with numbers that are not finite where `bad` says."""
    described = [(n, dtype, shape) for n, shape in SHAPES]
    inputs = make_inputs(f"{FILE}/{name}", described, EVENTS, scale)
    for event, (variable, place, number) in bad.items():
        gradients = inputs["script"][event]["apply"]
        values = tensors.decode(gradients[variable], dtype).copy()
        values[place] = number
        gradients[variable] = tensors.encode(values)
    return inputs


def scaling(growth, scale=SCALE):
    return {"initial_scale": scale, "dynamic_growth_steps": growth}


def plan(parts, arguments, inputs, wrapped, refused=False, trace=False, **fields):
    case = {
        "id": identify(FILE, *parts),
        "arguments": {**DECAYING, **arguments},
        "loss_scale_optimizer": wrapped,
        "inputs": inputs,
        **fields,
    }
    return Plan(case, refused=refused, trace=trace)
