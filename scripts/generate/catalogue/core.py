"""core-*: the cross product of the arguments that interact, whole for float32."""

import itertools

from scripts.generate.catalogue.common import COMMON, EMA, identify, overwriting
from scripts.generate.catalogue.covering import covering_rows
from scripts.generate.catalogue.plan import Plan, VectorFile
from scripts.generate.catalogue.values import make_inputs

#: One more than a multiple of 2, 3 and 4: every accumulation ends in the middle of a cycle.
EVENTS = 13

#: What is kept of the many cases of core-float32: each kind of micro-step, and every update but
#: a few of those without accumulation.
KEPT = (0, 1, 2, 3, 5, 7, 8, 11, 12)

SCALES = {"": 1.0, "scale128": 128, "scale3.7": 3.7}

#: Each argument with its settings: the part of the id, and what it does to the case.
FACTORS = {
    "amsgrad": {"": {}, "amsgrad": {"amsgrad": True}},
    "clipping": {
        "": {},
        "clipnorm": {"clipnorm": 0.45},
        "clipvalue": {"clipvalue": 0.35},
        "global_clipnorm": {"global_clipnorm": 2.1},
    },
    "ema": {"": {}, "ema": EMA, **{f"ema{n}": overwriting(n) for n in (1, 2, 3)}},
    "loss_scale_factor": {
        name: {"loss_scale_factor": scale} if name else {} for name, scale in SCALES.items()
    },
    "gradient_accumulation_steps": {
        "": {},
        **{f"accumulate{n}": {"gradient_accumulation_steps": n} for n in (2, 3, 4)},
    },
    "weight_decay": {
        "": {"weight_decay": 0.3},
        "exclude": {"weight_decay": 0.3},
        "nodecay": {"weight_decay": 0.0},
    },
}

SHAPES = {
    "float32": ((), (2, 3), (43,)),
    "float64": ((3,), (2, 3), (23,)),
    "float16": ((3,), (2, 3), (43,)),
    "bfloat16": ((), (2, 3), (43,)),
}
NAMES = ("bias", "kernel", "embedding")


def files():
    every = list(itertools.product(*FACTORS.values()))
    yield core_file("float32", every, "every combination", kept=KEPT)
    for dtype in ("float64", "float16", "bfloat16"):
        yield core_file(dtype, covering_rows(FACTORS, 3), "every combination of any three")


def core_file(dtype, rows, extent, kept=None):
    described = list(zip(NAMES, [dtype] * 3, SHAPES[dtype]))
    inputs = {
        name or "unscaled": make_inputs(f"core-{dtype}/{name}", described, EVENTS, scale)
        for name, scale in SCALES.items()
    }
    plans = [
        Plan(core_case(f"core-{dtype}", row), kept=kept, changes_only=kept is not None)
        for row in rows
    ]
    about = f"The arguments that interact, {extent} of their settings, on {dtype} variables."
    return VectorFile(f"core-{dtype}", about, plans, inputs, (FACTORS, rows))


def core_case(prefix, row):
    settings = dict(zip(FACTORS, row))
    arguments = dict(COMMON)
    for factor, setting in settings.items():
        arguments.update(FACTORS[factor][setting])
    case = {"id": identify(prefix, *row), "arguments": arguments}
    if settings["weight_decay"] == "exclude":
        case["exclude_from_weight_decay"] = {"variables": [1]}
    case["inputs"] = settings["loss_scale_factor"] or "unscaled"
    return case
