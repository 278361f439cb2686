"""replicas: gradients of two replicas, as under MirroredStrategy."""

from scripts.keras import tensors
from scripts.generate.catalogue.common import DECAYING, EMA, identify, made_of, overwriting, settings_of
from scripts.generate.catalogue.covering import covering_rows
from scripts.generate.catalogue.plan import Plan
from scripts.generate.catalogue.values import Values, make_inputs

FILE = "replicas"
DTYPES = ("float32", "float64", "float16", "bfloat16")
SHAPES = (("bias", (2,)), ("kernel", (2, 3)))
EVENTS = 4
FACTORS = {
    "clipping": {
        "": {},
        "clipnorm": {"clipnorm": 0.9},
        "clipvalue": {"clipvalue": 0.35},
        "global_clipnorm": {"global_clipnorm": 1.1},
    },
    "gradient_accumulation_steps": {
        "": {},
        "accumulate2": {"gradient_accumulation_steps": 2},
        "accumulate3": {"gradient_accumulation_steps": 3},
    },
    "ema": {"": {}, "ema": EMA, "ema2": overwriting(2)},
    "loss_scale_factor": {"": {}, "factor": {"loss_scale_factor": 3.7}},
    "amsgrad": {"": {}, "amsgrad": {"amsgrad": True}},
}
CLIPPING = FACTORS["clipping"]
ACCUMULATION = {"gradient_accumulation_steps": 2}
WRAPPER = {"loss_scale_optimizer": {"initial_scale": 4.0, "dynamic_growth_steps": 2}}
SCHEDULE = {
    "learning_rate": {
        "schedule": "InverseTimeDecay",
        "config": {"initial_learning_rate": 0.1, "decay_steps": 2, "decay_rate": 0.7},
    }
}


def files():
    parts = (combinations, numbers, features, sparse, wrapped, unlike, refusals)
    about = (
        "Two replicas: each takes out the loss scale, accumulates and clips by itself, then the "
        "gradients are added and followed once."
    )
    yield made_of(parts, FILE, about)


def combinations():
    for dtype in DTYPES:
        rows = covering_rows(FACTORS, 2 if dtype == "float32" else 1)
        plans = [plan([dtype, *row], settings_of(FACTORS, row), dtype) for row in rows]
        yield dtype, made(dtype, dtype), plans


def numbers():
    """Gradients that cancel, overflow, underflow or are not finite on one of the replicas."""
    infinity, nan = float("inf"), float("nan")
    kinds = {
        "cancelling": ((1.5, -1.5), (0.1, -0.1)),
        "special": ((infinity, 1.0), (1.0, nan), (infinity, -infinity), (-0.0, -0.0)),
        "overflowing": ((3e38, 3e38), (-2e38, -3e38)),
        "subnormal": ((1e-38, 1e-38), (1e-38, 2e-38), (3e-38, -2.5e-38)),
    }
    for name, pairs in kinds.items():
        inputs = made(name, "float32", 2)
        for event in inputs["script"]:
            for replica, gradients in enumerate(event["apply_replicas"]):
                values = [pairs[i % len(pairs)][replica] for i in range(6)]
                gradients[1] = tensors.from_numbers(values, "float32")
        chosen = {"": {"beta_1": 0.0}, "clipnorm": CLIPPING["clipnorm"]}
        yield name, inputs, [plan([name, f], a, name) for f, a in chosen.items()]


def features():
    name = "features"
    inputs = made(name, "float32")
    script = inputs["script"]
    events = [*script[:2], {"learning_rate": 0.03}, script[2], {"finalize": True}, script[3]]
    plans = [plan([name, "schedule+accumulate2"], {**SCHEDULE, **ACCUMULATION}, name)]
    exclusion = {"exclude_from_weight_decay": {"variables": [1]}}
    plans.append(plan([name, "exclude"], {}, name, **exclusion))
    arguments = {**overwriting(2), **ACCUMULATION}
    plans.append(plan([name, "resumed"], arguments, name, initial_state=resumed()))
    yield name, inputs, plans
    name = "events"
    yield name, {**inputs, "script": events}, [plan([name, "ema2"], overwriting(2), name)]
    name = "missing"
    inputs = made(name, "float32")
    for event, variable in ((0, 1), (1, 0), (3, 1)):
        for gradients in inputs["script"][event]["apply_replicas"]:
            gradients[variable] = None
    chosen = {"ema": EMA, "accumulate2": ACCUMULATION}
    yield name, inputs, [plan([name, f], a, name) for f, a in chosen.items()]
    for constraint in ("UnitNorm", "NonNeg"):
        name = f"constraint-{constraint.lower()}"
        inputs = made(name, "float32")
        inputs["variables"][1]["constraint"] = {"name": constraint, "config": {}}
        everything = {**overwriting(2), **ACCUMULATION}
        yield name, inputs, [plan([name, "ema2+accumulate2"], everything, name)]
    name = "overwrite"
    inputs = made(name, "float32")
    inputs["variables"][0]["overwrite_with_gradient"] = True
    chosen = {"ema+factor": {**EMA, "loss_scale_factor": 3.7}, "accumulate2": ACCUMULATION}
    yield name, inputs, [plan([name, f], a, name) for f, a in chosen.items()]
    for own, other in (("float32", "float16"), ("float16", "float32"), ("float64", "bfloat16")):
        name = f"{other}-on-{own}"
        inputs = made(name, own, 2)
        values = Values(f"{FILE}/{name}")
        for event in inputs["script"]:
            for gradients in event["apply_replicas"]:
                gradients[0] = {"dtype": other, "data": values.tensor(2, other)}
        yield name, inputs, [plan([name, "clipnorm"], CLIPPING["clipnorm"], name)]


def sparse():
    patterns = {
        "sparse": (((1, 3, 1), (2, 0)), ((0,), (0, 0, 0)), ((), (3, 2)), ((2, -1), (1, 2))),
        "sparse-alike": (((1, 3), (3, 1)), ((0, 2), (0, 2)), ((3, 3), (3, 3)), ((2, 1), (1, 2))),
    }
    chosen = {**CLIPPING, "accumulate2": ACCUMULATION}
    for name, pattern in patterns.items():
        described = [("embedding", "float32", (4, 2)), ("bias", "float32", (2,))]
        inputs = replicated(f"{FILE}/{name}", described, len(pattern))
        values = Values(f"{FILE}/{name}/rows")
        for event, lists in enumerate(pattern):
            for replica, rows in enumerate(lists):
                data = values.tensor(2 * len(rows), "float32")
                gradient = {"indices": list(rows), "data": data}
                inputs["script"][event]["apply_replicas"][replica][0] = gradient
        yield name, inputs, [plan([name, f], a, name) for f, a in chosen.items()]


def wrapped():
    """Only the first replica's gradients are looked at for infinities."""
    wrapper = {"loss_scale_optimizer": {"initial_scale": 64.0, "dynamic_growth_steps": 2}}
    for name, replica in (("wrapped", None), ("wrapped-first", 0), ("wrapped-second", 1)):
        inputs = made(name, "float32", EVENTS, 64.0)
        if replica is not None:
            inputs["script"][1]["apply_replicas"][replica][0] = "7f8000003f800000"
        chosen = {"clipnorm": CLIPPING["clipnorm"], "ema+accumulate2": {**EMA, **ACCUMULATION}}
        yield name, inputs, [plan([name, f], a, name, **wrapper) for f, a in chosen.items()]
    name = "wrapped-half"
    inputs = made(name, "float16", EVENTS, 8.0)
    wrapper = {"loss_scale_optimizer": {"initial_scale": 8.0, "dynamic_growth_steps": 2}}
    yield name, inputs, [plan([name], CLIPPING["global_clipnorm"], name, **wrapper)]


def unlike():
    """Replicas whose gradients of a variable differ in kind or dtype, and are taken all the same."""
    chosen = {"global_clipnorm": CLIPPING["global_clipnorm"], "accumulate2": ACCUMULATION}
    for name, kinds in (("rows-beside-dense", (rows, dense)), ("dense-beside-rows", (dense, rows))):
        inputs = with_first(name, *kinds)
        plans = [plan([name, f], a, name) for f, a in chosen.items()]
        yield name, inputs, [*plans, plan([name, "wrapped+accumulate2"], ACCUMULATION, name, **WRAPPER)]
    name = "rows-of-two-dtypes"
    inputs = with_first(name, rows, half_rows, events=range(1, EVENTS, 2))
    yield name, inputs, [plan([name, "accumulate2"], ACCUMULATION, name)]
    name = "two-dtypes"
    yield name, with_first(name, dense, half), [plan([name, "wrapped"], {}, name, **WRAPPER)]
    kinds = {"missing": missing, "half": half, "rows": rows}
    for name, kind in kinds.items():
        for first, second in ((dense, kind), (kind, dense)):
            key = f"overwrite-{name}-on-{'second' if second is kind else 'first'}"
            inputs = with_first(key, first, second)
            inputs["variables"][0]["overwrite_with_gradient"] = True
            chosen = {"": {}, "accumulate2": ACCUMULATION}
            yield key, inputs, [plan([key, f], a, key) for f, a in chosen.items()]


def refusals():
    """What every replica refuses by itself, before they meet, and what cannot be added."""
    for name in ("refused-no-gradients", "refused-too-few"):
        inputs = made(name, "float32", 1)
        short = [gradients[:1] for gradients in inputs["script"][0]["apply_replicas"]]
        if name == "refused-no-gradients":
            short = [[None, None], [None, None]]
        inputs["script"] = [{"apply_replicas": short}]
        yield name, inputs, [plan([name], {}, name, refused=True)]
    kinds = {
        "missing-on-first": (missing, dense),
        "missing-on-second": (dense, missing),
        "two-dtypes": (dense, half),
        "rows-beside-dense": (rows, dense),
        "dense-beside-rows": (dense, rows),
        "rows-of-two-dtypes": (rows, half_rows),
    }
    for kind, (first, second) in kinds.items():
        name = f"refused-{kind}"
        # With accumulation this call only accumulates.
        inputs = with_first(name, first, second, events=(2,))
        chosen = {"": {}, "clipnorm": CLIPPING["clipnorm"]}
        if kind.startswith("missing"):
            chosen["accumulate2"] = ACCUMULATION
        yield name, inputs, [plan([name, f], a, name, refused=True) for f, a in chosen.items()]
    name = "refused-empty-list-on-second"
    inputs = made(name, "float32", 1)
    inputs["script"][0]["apply_replicas"][1] = []
    yield name, inputs, [plan([name], {}, name, refused=True)]
    name = "refused-no-gradients-on-second"
    inputs = made(name, "float32", 1)
    inputs["variables"][0]["overwrite_with_gradient"] = True
    first = inputs["script"][0]["apply_replicas"][0]
    inputs["script"][0]["apply_replicas"] = [[first[0], None], [None, None]]
    yield name, inputs, [plan([name], {}, name, refused=True)]
    name = "refused-double-beside-float"
    inputs = with_first(name, dense, double)
    yield name, inputs, [plan([name, "wrapped"], {}, name, refused=True, **WRAPPER)]


def with_first(name, *kinds, events=range(EVENTS)):
    """Inputs with another gradient of the first variable on each replica, at these events."""
    inputs = made(name, "float32")
    values = Values(f"{FILE}/{name}/kinds")
    for event in events:
        for gradients, kind in zip(inputs["script"][event]["apply_replicas"], kinds):
            gradients[0] = kind(values)
    return inputs


def missing(values):
    return None


def dense(values):
    return values.tensor(2, "float32")


def half(values):
    return {"dtype": "float16", "data": values.tensor(2, "float16")}


def double(values):
    return {"dtype": "float64", "data": values.tensor(2, "float64")}


def rows(values):
    return {"indices": [1, 0, 1], "data": values.tensor(3, "float32")}


def half_rows(values):
    return {"dtype": "float16", "indices": [1, 1], "data": values.tensor(2, "float16")}


def resumed():
    values = Values(f"{FILE}/resumed")
    slots = {
        slot: [tensors.from_numbers(map(abs, values.numbers(n, 0.3)), "float32") for n in (2, 6)]
        for slot in ("momentum", "velocity", "average", "gradient_accumulator")
    }
    rate = tensors.from_numbers([0.07], "float32")
    return {"iterations": 3, "learning_rate": rate, "slots": slots}


def made(name, dtype, events=EVENTS, scale=1.0):
    described = [(n, dtype, shape) for n, shape in SHAPES]
    return replicated(f"{FILE}/{name}", described, events, scale)


def replicated(name, described, events, scale=1.0):
    first = make_inputs(name, described, events, scale)
    second = make_inputs(f"{name}/second", described, events, 1.3 * scale)
    script = [
        {"apply_replicas": [one["apply"], other["apply"]]}
        for one, other in zip(first["script"], second["script"])
    ]
    return {"variables": first["variables"], "script": script}


def plan(parts, arguments, inputs, refused=False, **fields):
    case = {
        "id": identify(FILE, *parts),
        "arguments": {**DECAYING, **arguments},
        "inputs": inputs,
        **fields,
    }
    return Plan(case, refused=refused)
