"""finalize: the weights overwritten by their averages, when a script says so."""

from scripts.keras import tensors
from scripts.generate.catalogue.common import DECAYING, EMA, identify, overwriting
from scripts.generate.catalogue.plan import Plan, VectorFile
from scripts.generate.catalogue.values import make_inputs

FILE = "finalize"
EVENTS = 9
SHAPES = (("bias", (3,)), ("kernel", (2, 3)), ("gate", ()))

#: Before which events the script finalizes.
PLACES = {
    "first": (0,),
    "middle": (4,),
    "end": (9,),
    "throughout": (0, 1, 5, 9),
}
FEATURES = {
    "without-ema": {},
    "ema": EMA,
    "ema2": overwriting(2),
    "ema+accumulate3": {**EMA, "gradient_accumulation_steps": 3},
}


def files():
    inputs, plans = {}, []
    for dtype in tensors.DTYPES:
        described = [(name, dtype, shape) for name, shape in SHAPES]
        whole = make_inputs(f"{FILE}/{dtype}", described, EVENTS)
        for place, positions in PLACES.items():
            name = f"{dtype}-{place}"
            inputs[name] = finalized(whole, positions)
            for feature, arguments in FEATURES.items():
                identifier = identify(FILE, name, feature)
                arguments = {**DECAYING, **arguments}
                case = {"id": identifier, "arguments": arguments, "inputs": name}
                if place == "first" and feature.startswith("ema"):
                    case["note"] = "Before the first step all averages are 0, and so the weights."
                plans.append(Plan(case))
    about = "finalize_variable_values before the first step, in the middle and at the end."
    yield VectorFile(FILE, about, plans, inputs)


def finalized(inputs, positions):
    script = []
    for event in range(EVENTS + 1):
        if event in positions:
            script.append({"finalize": True})
        script += inputs["script"][event : event + 1]
    return {"variables": inputs["variables"], "script": script}
