"""adam: the parent class, by which a wrong Adam can be told from a wrong decay."""

from scripts.generate.catalogue.common import COMMON, EMA, identify, overwriting
from scripts.generate.catalogue.covering import covering_rows
from scripts.generate.catalogue.plan import Plan, VectorFile
from scripts.generate.catalogue.values import make_inputs

FILE = "adam"
EVENTS = 7
SHAPES = (("bias", (3,)), ("kernel", (2, 3)), ("embedding", (19,)))
DTYPES = ("float32", "float64", "float16", "bfloat16")
FACTORS = {
    "dtype": dict.fromkeys(DTYPES),
    "amsgrad": {"": {}, "amsgrad": {"amsgrad": True}},
    "clipping": {
        "": {},
        "clipnorm": {"clipnorm": 0.45},
        "clipvalue": {"clipvalue": 0.35},
        "global_clipnorm": {"global_clipnorm": 2.1},
    },
    "ema": {"": {}, "ema": EMA, "ema2": overwriting(2)},
    "loss_scale_factor": {"": {}, "scale3.7": {"loss_scale_factor": 3.7}},
    "gradient_accumulation_steps": {"": {}, "accumulate3": {"gradient_accumulation_steps": 3}},
    "weight_decay": {"": {}, "none": {"weight_decay": None}, "decay": {"weight_decay": 0.3}},
}


def files():
    inputs = {}
    for dtype in DTYPES:
        described = [(name, dtype, shape) for name, shape in SHAPES]
        inputs[dtype] = make_inputs(f"{FILE}/{dtype}", described, EVENTS)
    rows = covering_rows(FACTORS, 3)
    plans = [Plan(case(row)) for row in rows]
    plans += [Plan(defaults(dtype)) for dtype in DTYPES]
    about = "Keras' Adam: what AdamW is without its weight decay, and Adam with one."
    yield VectorFile(FILE, about, plans, inputs, (FACTORS, rows))


def case(row):
    settings = dict(zip(FACTORS, row))
    arguments = dict(COMMON)
    for factor, setting in settings.items():
        arguments.update(FACTORS[factor][setting] or {})
    return {
        "id": identify(FILE, *row),
        "optimizer": "Adam",
        "arguments": arguments,
        "inputs": settings["dtype"],
    }


def defaults(dtype):
    """Keras' defaults, of which `weight_decay` is None."""
    identifier = identify(FILE, dtype, "defaults")
    return {"id": identifier, "optimizer": "Adam", "arguments": {}, "inputs": dtype}
