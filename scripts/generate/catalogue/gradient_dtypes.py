"""gradient-dtypes: gradients in another dtype than their variable, allowed and refused."""

import math

from scripts.generate.catalogue.common import DECAYING, identify
from scripts.generate.catalogue.core import FACTORS
from scripts.generate.catalogue.plan import Plan, VectorFile
from scripts.generate.catalogue.values import Values, make_inputs

DTYPES = ("float32", "float64", "float16", "bfloat16")
EVENTS = 4
SHAPES = (("bias", (3,)), ("kernel", (2, 3)))
CLIPPING = FACTORS["clipping"]
SCALING = {"": {}, "scale": {"loss_scale_factor": 3.7}}
ACCUMULATION = {"gradient_accumulation_steps": 2}
MIXED = tuple((f"{dtype}-weights", dtype, (3,)) for dtype in DTYPES)


def files():
    inputs, plans = {}, []
    for dtype in DTYPES:
        for other in DTYPES:
            if other == dtype:
                continue
            name = f"{other}-on-{dtype}"
            described = [(n, dtype, shape) for n, shape in SHAPES]
            inputs[name] = with_gradients_in(name, described, [other] * len(SHAPES))
            plans += plans_of_pair(name)
    inputs["one-on-each"] = with_gradients_in("one-on-each", MIXED, ["float32"] * 4)
    inputs["each-on-one"] = with_gradients_in(
        "each-on-one", [(n, "float32", s) for n, _, s in MIXED], DTYPES
    )
    for inputs_name in ("one-on-each", "each-on-one"):
        for clip, arguments in CLIPPING.items():
            mixed_norm = inputs_name == "each-on-one" and clip == "global_clipnorm"
            plans.append(plan(inputs_name, [clip], arguments, inputs_name, refused=mixed_norm))
    about = (
        "Gradients in another dtype than their variable keep it until the update casts them. "
        "Keras refuses them under gradient accumulation, and a global norm of several dtypes."
    )
    yield VectorFile("gradient-dtypes", about, plans, inputs)


def plans_of_pair(name):
    for clip, clipping in CLIPPING.items():
        for scale, scaling in SCALING.items():
            yield plan(name, [clip, scale], {**clipping, **scaling}, name)
            refused = {**clipping, **scaling, **ACCUMULATION}
            yield plan(name, [clip, scale, "accumulate2"], refused, name, refused=True)


def plan(name, parts, arguments, inputs, refused=False):
    case = {
        "id": identify("gradient-dtypes", name, *parts),
        "arguments": {**DECAYING, **arguments},
        "inputs": inputs,
    }
    return Plan(case, refused=refused)


def with_gradients_in(name, described, dtypes):
    """Inputs whose gradients are given in `dtypes`, tagged where that is not the variable's."""
    inputs = make_inputs(f"gradient-dtypes/{name}", described, EVENTS)
    values = Values(f"gradient-dtypes/{name}/gradients")
    columns = [
        list(values.swelling(math.prod(shape), dtype, EVENTS, sizes=(1.0, 0.1, 1.5, 0.3)))
        for (_, _, shape), dtype in zip(described, dtypes)
    ]
    script = [
        {
            "apply": [
                column[event] if dtype == own else {"dtype": dtype, "data": column[event]}
                for column, dtype, (_, own, _) in zip(columns, dtypes, described)
            ]
        }
        for event in range(EVENTS)
    ]
    return {"variables": inputs["variables"], "script": script}
