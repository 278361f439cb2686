"""special-gradients: zero, tiny, huge and non-finite gradients under each clipping mode."""

from scripts.keras import tensors
from scripts.generate.catalogue.common import identify, overwriting
from scripts.generate.catalogue.core import FACTORS
from scripts.generate.catalogue.plan import Plan, VectorFile
from scripts.generate.catalogue.values import make_inputs

EVENTS = 6
SHAPES = (("bias", (3,)), ("kernel", (2, 3)))
CLIPPING = FACTORS["clipping"]
#: The defaults' epsilon, against which a tiny gradient still counts.
OPTIMIZER = {"learning_rate": 0.1, "weight_decay": 0.3, "beta_1": 0.8, "beta_2": 0.95}
ACCUMULATION = {"gradient_accumulation_steps": 2, "amsgrad": True}

#: By dtype: numbers around the edges of its range, given to the first variable and the second.
TINY = {
    "float32": (1e-22, -1e-20, 1e-19, 1e-12, -1e-8, 1e-6, 3e-5, -1e-4, 1e-40),
    "float64": (1e-180, -1e-160, 1e-155, 1e-22, -1e-8, 1e-6, 3e-5, -1e-4, 1e-310),
    "float16": (6e-8, -1e-7, 1e-6, 1e-5, -3e-5, 1e-4, 2e-4, -1e-3, 6e-5),
    "bfloat16": (1e-22, -1e-20, 1e-19, 1e-12, -1e-8, 1e-6, 3e-5, -1e-4, 1e-40),
}
HUGE = {
    "float32": (1e18, -3e19, 3e38, 1e10, -1e15, 2e19, 1e5, -3e38, 1e20),
    "float64": (1e150, -3e160, 1e308, 1e10, -1e15, 2e155, 1e5, -1e308, 1e170),
    "float16": (200.0, -300.0, 65504.0, 100.0, -1000.0, 250.0, 30000.0, -65504.0, 255.0),
    "bfloat16": (1e18, -3e19, 3e38, 1e10, -1e15, 2e19, 1e5, -3e38, 1e20),
}
#: By dtype: gradients that are subnormal, and weights so small that it shows whether they count.
VANISHING = {
    "float32": (1e-40, 1e-33),
    "float64": (1e-310, 1e-303),
    "float16": (6e-7, 1e-5),
    "bfloat16": (1e-40, 1e-33),
}
#: In these sizes: the gradients of both variables, and their weights; the second of these is -0.
VANISHING_GRADIENTS = (0.0, 0.0, 1.0, 1.0, -3.0, 30.0, 0.0, -0.0, -7.0)
VANISHING_WEIGHTS = (1e-7, -0.0, 1.0, 1.0, -1.0, -2e-5, 1e-7, 0.0, -0.0)
FEATURES = {
    **CLIPPING,
    "accumulate2": ACCUMULATION,
    "ema2": overwriting(2),
    "scale": {"loss_scale_factor": 4.0},
}
INFINITY, NAN = float("inf"), float("nan")
KINDS = {
    "zero": [0.0] * 9,
    "negative-zero": [-0.0] * 9,
    "infinite": [INFINITY, 0.5, -0.25, 0.5, -INFINITY, 0.25, 1.5, 0.0, -0.5],
    "nan": [0.5, NAN, -0.25, 0.5, -0.5, 0.25, 1.5, NAN, -0.5],
    "infinite-and-nan": [INFINITY, NAN, -INFINITY, NAN, -0.0, INFINITY, 1.5, -INFINITY, 0.0],
}


def files():
    inputs, plans = {}, []
    for dtype in tensors.DTYPES:
        for kind, numbers in {**KINDS, "tiny": TINY[dtype], "huge": HUGE[dtype]}.items():
            name = f"{dtype}+{kind}"
            inputs[name] = special_inputs(dtype, kind, numbers)
            for clip, clipping in CLIPPING.items():
                for accumulation, others in {"": {}, "accumulate2": ACCUMULATION}.items():
                    plans.append(plan(name, [clip, accumulation], {**clipping, **others}))
        inputs[f"{dtype}+vanishing"] = vanishing_inputs(dtype)
        for feature, arguments in FEATURES.items():
            plans.append(plan(f"{dtype}+vanishing", [feature], arguments, [0]))
    about = (
        "Zero, negative-zero, tiny, huge, infinite and NaN gradients between ordinary ones, "
        "under each clipping mode, with and without gradient accumulation; and nothing but tiny "
        "gradients of tiny weights."
    )
    yield VectorFile("special-gradients", about, plans, inputs)


def plan(name, parts, arguments, excluded=()):
    case = {
        "id": identify("special-gradients", name, *parts),
        "arguments": {**OPTIMIZER, **arguments},
    }
    if excluded:
        case["exclude_from_weight_decay"] = {"variables": list(excluded)}
    return Plan({**case, "inputs": name})


def special_inputs(dtype, kind, numbers):
    """Ordinary, special for both variables, special for one, ordinary, special for the other."""
    described = [(name, dtype, shape) for name, shape in SHAPES]
    inputs = make_inputs(f"special-gradients/{dtype}/{kind}", described, EVENTS)
    first = tensors.from_numbers(numbers[:3], dtype)
    second = tensors.from_numbers(numbers[3:], dtype)
    script = inputs["script"]
    for event, variable, tensor in (
        (1, 0, first),
        (1, 1, second),
        (2, 0, first),
        (4, 1, second),
    ):
        script[event]["apply"][variable] = tensor
    return inputs


def vanishing_inputs(dtype):
    """The same gradients at each event: nothing else covers what becomes of them."""
    gradient, weight = VANISHING[dtype]
    parts = (("bias", [3], slice(0, 3)), ("kernel", [2, 3], slice(3, 9)))

    def tensor(numbers, size):
        return tensors.from_numbers([size * number for number in numbers], dtype)

    variables = [
        {"name": n, "dtype": dtype, "shape": s, "data": tensor(VANISHING_WEIGHTS[part], weight)}
        for n, s, part in parts
    ]
    gradients = [tensor(VANISHING_GRADIENTS[part], gradient) for _, _, part in parts]
    return {"variables": variables, "script": [{"apply": gradients}] * 3}
