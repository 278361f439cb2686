"""core-mixed: the same arguments with variables of all four dtypes in one optimizer."""

from scripts.generate.catalogue.core import FACTORS, SCALES, core_case
from scripts.generate.catalogue.covering import covering_rows
from scripts.generate.catalogue.plan import Plan, VectorFile
from scripts.generate.catalogue.values import make_inputs

EVENTS = 16
DESCRIBED = (
    ("scale", "float16", (3,)),
    ("kernel", "float32", (2, 3)),
    ("bias", "float64", ()),
    ("gate", "bfloat16", (7,)),
    ("embedding", "float32", (17,)),
)
DTYPES = ("float32", "float64", "float16", "bfloat16")


def files():
    inputs = {}
    for name, scale in SCALES.items():
        whole = make_inputs(f"core-mixed/{name}", DESCRIBED, EVENTS, scale)
        inputs[name or "unscaled"] = whole
        inputs[f"{name or 'unscaled'}-in-turn"] = one_dtype_at_a_time(whole)
    rows = covering_rows(FACTORS, 3)
    about = (
        "The arguments that interact, every combination of any three of their settings, on "
        "variables of all four dtypes in one optimizer. Keras computes a global norm only of "
        "gradients of one dtype: with global_clipnorm the dtypes have gradients in turn."
    )
    yield VectorFile("core-mixed", about, [plan(row) for row in rows], inputs, (FACTORS, rows))


def plan(row):
    case = core_case("core-mixed", row)
    if "global_clipnorm" in row:
        case["inputs"] += "-in-turn"
    return Plan(case)


def one_dtype_at_a_time(inputs):
    """Four events with gradients for the variables of one dtype, then four for the next."""
    script = []
    for event, gradients in enumerate(inputs["script"]):
        dtype = DTYPES[event // 4]
        pairs = zip(inputs["variables"], gradients["apply"])
        script.append({"apply": [g if v["dtype"] == dtype else None for v, g in pairs]})
    return {"variables": inputs["variables"], "script": script}
