"""The cases on which surroundings are tried: recorded trainings, cut short, and some of what these do not have."""

import json

import numpy as np

from scripts.keras import environment, tensors
from scripts.keras.cases import REQUEST_FIELDS

RECORDED = (
    "plain",
    "global-clipnorm",
    "accumulation-clipped-ema",
    "loss-scale-factor-accumulation",
    "schedule+polynomial-cube",
    "policy+mixed-bfloat16",
    "policy+float64",
    "policy+float64-schedule",
    "policy+float16-schedule",
    "policy+bfloat16",
)
EVENTS = 6
#: Enough elements for TensorFlow to cut a sum among its threads.
MANY = 150_007
#: Above the middle of two numbers in float16 by less than float32 shows.
TWICE_ROUNDED = 1 + 2**-11 + 2**-30


def probes():
    document = json.loads((environment.VECTORS / "graph" / "fits.json").read_text())
    recorded = {case["id"].removeprefix("fits/"): case for case in document["cases"]}
    for name in RECORDED:
        case = {field: recorded[name][field] for field in REQUEST_FIELDS if field in recorded[name]}
        yield {**case, "script": case["script"][:EVENTS]}
    for dtype in ("float32", "float64"):
        yield drawn(dtype, MANY, {"learning_rate": 0.1, "clipnorm": 0.7})
    yield drawn("float16", 64, {"learning_rate": 0.1, "epsilon": TWICE_ROUNDED})


def drawn(dtype, count, arguments):
    numbers = np.random.default_rng(count)
    variable, *gradients = (tensors.from_numbers(numbers.normal(size=count), dtype) for _ in range(5))
    variables = [{"name": "v", "dtype": dtype, "shape": [count], "data": variable}]
    script = [{"apply": [gradient]} for gradient in gradients]
    return {"id": f"drawn/{dtype}-{count}", "arguments": arguments, "variables": variables, "script": script}
