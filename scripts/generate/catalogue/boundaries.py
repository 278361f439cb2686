"""boundaries: operands at which a mistake shows that nearly all others hide."""

import math

from scripts.keras import tensors
from scripts.generate.catalogue.common import COMMON, DECAYING, EMA, identify, made_of
from scripts.generate.catalogue.plan import Plan
from scripts.generate.catalogue.values import Values, make_inputs

FILE = "boundaries"
#: The momentum is the gradient, and the velocity its square.
WITHOUT_MOMENTS = {"beta_1": 0.0, "beta_2": 0.0, "weight_decay": 0.0}
#: The numbers just below 1 and 2, and the smallest normal one, by dtype.
BELOW_ONE = {"float32": 1 - 2.0**-24, "float64": 1 - 2.0**-53}
SMALLEST = {"float32": 2.0**-126, "float64": 2.0**-1022}
SUBNORMAL = {"float32": 1e-40, "float64": 1e-310}
ACCUMULATION = {"gradient_accumulation_steps": 2}


def files():
    parts = (flushing, casting, stating, summing, scheduling, calling, counting, rating, accumulating, naming, keeping)
    about = "Operands at which a mistake shows that nearly all others hide: at the ends of ranges, and half way."
    yield made_of(parts, FILE, about)


def flushing():
    """Results just below the smallest normal number, which rounding alone would lift to it."""
    for dtype, smallest in SMALLEST.items():
        lifted, twice = BELOW_ONE[dtype], 2 * BELOW_ONE[dtype] * smallest
        # A subnormal among the weights says that a port is needed that flushes.
        weights = [0.0, 0.0, 0.0, SUBNORMAL[dtype]]
        moving = {**WITHOUT_MOMENTS, "epsilon": smallest * 2.0**122, "learning_rate": 2.0**120}
        yield one(dtype, "quotient", weights, [[twice, -twice, 2 * twice, 0.0]], {**moving, "loss_scale_factor": 2.0})
        product = {**moving, "clipnorm": smallest}
        yield one(dtype, "product", weights[:1] + weights[3:], [[lifted, 0.0], [-lifted, 0.0]], product)
        weights = [smallest, -smallest, 2 * smallest, SUBNORMAL[dtype]]
        average = {"use_ema": True, "ema_momentum": lifted, "ema_overwrite_frequency": 3}
        yield one(dtype, "average", weights, [[0.0] * 4] * 4, {**WITHOUT_MOMENTS, **average})
    weights = [BELOW_ONE["float32"], -BELOW_ONE["float32"], 1.0, SUBNORMAL["float32"]]
    decaying = {"weight_decay": SMALLEST["float32"], "learning_rate": 2.0**124}
    yield one("float32", "decay", weights, [[0.0] * 4] * 2, decaying)
    moving = {**WITHOUT_MOMENTS, "epsilon": 2.0**-4, "learning_rate": 2.0**120}
    gradient = [BELOW_ONE["float32"] * SMALLEST["float32"], SMALLEST["float32"], 0.0]
    inputs = inputs_of("float32", [0.0, 0.0, SUBNORMAL["float32"]], [gradient], of="float64")
    yield planned("float32-flushed-cast", inputs, moving)


def casting():
    """Doubles half way between two float16 or bfloat16 numbers, but for a bit that float32 loses."""
    for dtype, ties in (
        ("float16", (1 + 2.0**-11 + 2.0**-40, 2.5 * 2.0**-24 * (1 + 2.0**-30), -(1 + 2.0**-11 + 2.0**-40))),
        ("bfloat16", (1 + 2.0**-8 + 2.0**-40, 2.5 * 2.0**-24 * (1 + 2.0**-30), -(1 + 2.0**-8 + 2.0**-40))),
    ):
        inputs = inputs_of(dtype, [0.0, 0.0, 0.0], [ties, ties[::-1]], of="float64")
        arguments = {**WITHOUT_MOMENTS, "learning_rate": 1000.0, "epsilon": 64.0}
        yield planned(f"{dtype}-cast-of-doubles", inputs, arguments)


def stating():
    """Constants half way between two numbers of 16 bits, but for a bit that float32 loses."""
    for dtype, tie in (("float16", 1 + 2.0**-11 + 2.0**-40), ("bfloat16", 1 + 2.0**-8 + 2.0**-40)):
        inputs = make_inputs(f"{FILE}/{dtype}-constants", [("kernel", dtype, (3,))], 3, scale=3.0)
        yield planned(f"{dtype}-constants", inputs, {**DECAYING, "epsilon": tie, "clipvalue": tie})


def summing():
    """Rows longer than what is added at once: the halves are counted from the start of the whole array."""
    # Of these numbers the sum is another if the halves are those of the row.
    for dtype, shape, seed in (("float16", (3, 1701), 1), ("float16", (2, 3205), 4), ("float32", (2, 8197), 10)):
        name = f"{dtype}-rows-of-{shape[1]}"
        values = Values(f"{FILE}/{name}/{seed}")
        count = math.prod(shape)
        data = tensors.from_numbers((abs(x) / 16 for x in values.numbers(count)), dtype)
        constraint = {"name": "UnitNorm", "config": {"axis": 1}}
        variable = {"name": "kernel", "dtype": dtype, "shape": list(shape), "data": data, "constraint": constraint}
        script = [{"apply": [tensors.from_numbers([0.0] * count, dtype)]}]
        yield planned(name, {"variables": [variable], "script": script}, WITHOUT_MOMENTS, state=False)


def scheduling():
    piecewise = {"boundaries": [-0.5, 2.9999999999, 5], "values": [0.1, 0.3, 0.02, 0.2]}
    negative = {"boundaries": [-1.5, -0.5], "values": [0.1, 0.3, 0.02]}
    yield scheduled("boundaries-rounded", "PiecewiseConstantDecay", piecewise)
    yield scheduled("boundaries-below-zero", "PiecewiseConstantDecay", negative)
    # Between them two values hold, and are added.
    unordered = {"boundaries": [5, 2], "values": [0.1, 0.3, 0.02]}
    yield scheduled("boundaries-out-of-order", "PiecewiseConstantDecay", unordered)
    # A subnormal base of a power is not zero.
    tiny = {"initial_learning_rate": 1.0, "decay_steps": 10, "decay_rate": 1e-40}
    yield scheduled("power-of-a-subnormal", "ExponentialDecay", tiny, 10)
    # 1 - alpha is another number if it is subtracted in float32.
    for name, alpha in (("whole", 2.0**24 + 1), ("fraction", 0.53)):
        for schedule, steps in (("CosineDecay", "decay_steps"), ("CosineDecayRestarts", "first_decay_steps")):
            config = {"initial_learning_rate": 0.1, steps: 7, "alpha": alpha}
            yield scheduled(f"{schedule}-alpha-{name}", schedule, config, 2 if name == "whole" else 8)


def calling():
    """Where the C library's powf, cosf and logf are not the doubles' functions, rounded."""
    inputs = make_inputs(f"{FILE}/powf", [("kernel", "float32", (3,))], 6)
    # A callable, so that small ports that round the double power (B.12) are not asked.
    yield planned("powf", inputs, {**COMMON, "beta_1": {"callable": 0.90625}})
    cosine = {"initial_learning_rate": 0.1, "decay_steps": 35}
    yield scheduled("cosf", "CosineDecay", cosine, 2, iterations=23)
    # The quotient of the logarithms is just below a whole number, so that the restart comes a step late.
    restarts = {"initial_learning_rate": 0.1, "first_decay_steps": 1000, "t_mul": 1.401}
    yield scheduled("logf", "CosineDecayRestarts", restarts, 4, iterations=2399)
    restarts = {"initial_learning_rate": 0.1, "first_decay_steps": 5, "t_mul": 1.2}
    yield scheduled("restart-a-step-late", "CosineDecayRestarts", restarts, 14)


def scheduled(name, schedule, config, events=8, iterations=None):
    weights = 0.0 if iterations else 1.0
    inputs = make_inputs(f"{FILE}/{name}", [("kernel", "float32", (3,))], events, weights=weights)
    state = {"initial_state": after(iterations, inputs)} if iterations else {}
    return planned(name, inputs, {**COMMON, "learning_rate": {"schedule": schedule, "config": config}}, **state)


def after(iterations, inputs):
    """The state of an optimizer that has counted so far, without having moved."""
    zeros = ["0" * len(variable["data"]) for variable in inputs["variables"]]
    return {"iterations": iterations, "slots": {"momentum": zeros, "velocity": zeros}}


def counting():
    """Steps that the dtype cannot tell apart: one is added before they are rounded, not after."""
    steps = {
        "float32": (16777221, 1 - 2.0**-24),
        "float16": (2061, 1 - 2.0**-11),
        "bfloat16": (277, 1 - 2.0**-8),
    }
    for dtype, (iterations, beta) in steps.items():
        name = f"{dtype}-after-{iterations}-steps"
        inputs = make_inputs(f"{FILE}/{name}", [("kernel", dtype, (3,))], 4, weights=0.0)
        arguments = {**COMMON, "beta_1": beta, "learning_rate": 0.5}
        yield planned(name, inputs, arguments, initial_state=after(iterations, inputs))


def rating():
    """A learning rate or a scale that is subnormal counts as zero."""
    inputs = make_inputs(f"{FILE}/rate", [("kernel", "float32", (3,))], 3)
    inputs["script"].insert(1, {"learning_rate": 1e-40})
    yield planned("subnormal-rate-assigned", inputs, DECAYING)
    inputs = inputs_of("float32", [1.0, -3.0, SUBNORMAL["float32"]], [[0.0] * 3] * 2)
    inputs["script"].insert(1, {"learning_rate": 1e-40})
    yield planned("subnormal-rate-of-a-large-decay", inputs, {"weight_decay": 1e38, "learning_rate": 1e-39})
    inputs = make_inputs(f"{FILE}/scale", [("kernel", "float32", (3,))], 2)
    for scale in (1e-40, -1e-39):
        wrapped = {"initial_scale": scale, "dynamic_growth_steps": 50}
        yield planned(f"subnormal-scale{scale:g}", inputs, COMMON, loss_scale_optimizer=wrapped)


def accumulating():
    described = [("kernel", "float32", (3,)), ("bias", "float64", (2,))]
    inputs = make_inputs(f"{FILE}/micro-steps", described, 4)
    for event in (1, 3):
        inputs["script"][event]["apply"][event // 2] = None
    arguments = {**DECAYING, **ACCUMULATION, "global_clipnorm": 0.7}
    yield planned("global_clipnorm-of-two-dtypes-on-micro-steps", inputs, arguments)
    described = [("kernel", "float32", (3,)), ("empty", "float32", (0,)), ("bias", "float32", (2,))]
    inputs = make_inputs(f"{FILE}/empty", described, 5)
    for place in (1, 4):
        inputs["script"].insert(place, {"checkpoint": True})
    everything = {**DECAYING, **ACCUMULATION, **EMA, "amsgrad": True}
    yield planned("empty-variable-after-a-checkpoint", inputs, everything)


def naming():
    """State belongs to the variable, not to its name, its shape or its place among the gradients."""
    alike = [("kernel", "float32", (3,))] * 3
    inputs = make_inputs(f"{FILE}/alike", alike, 6)
    chosen = {"": {}, "accumulate2": ACCUMULATION, "ema": {**EMA, "ema_overwrite_frequency": 2}}
    for feature, arguments in chosen.items():
        yield planned("one-name" + (feature and f"+{feature}"), inputs, {**DECAYING, **arguments})
    absent = {0: (0,), 1: (1,), 3: (0, 1), 4: (2,)}
    script = [
        {"apply": [None if i in absent.get(event, ()) else g for i, g in enumerate(entry["apply"])]}
        for event, entry in enumerate(inputs["script"])
    ]
    missing = {"variables": inputs["variables"], "script": script}
    for feature, arguments in chosen.items():
        name = "one-name-and-shape-missing" + (feature and f"+{feature}")
        yield planned(name, missing, {**DECAYING, "amsgrad": True, **arguments})


def keeping():
    """A checkpoint in the middle of a cycle, of averages and accumulators that are alike, or empty."""
    everything = {**DECAYING, **ACCUMULATION, **EMA}
    inputs = make_inputs(f"{FILE}/alike-kept", [("kernel", "float32", (3,)), ("bias", "float32", (3,))], 4)
    inputs["script"].insert(3, {"checkpoint": True})
    yield planned("averages-and-accumulators-after-a-checkpoint", inputs, everything)
    inputs = make_inputs(f"{FILE}/empty-kept", [("kernel", "float32", (3,)), ("empty", "float32", (0,))], 1)
    inputs["script"].append({"checkpoint": True})
    yield planned("empty-variable-before-a-checkpoint", inputs, everything)


def one(dtype, name, weights, gradients, arguments):
    return planned(f"{dtype}-flushed-{name}", inputs_of(dtype, weights, gradients), arguments)


def inputs_of(dtype, weights, gradients, of=None):
    """One variable and its gradients, in another dtype if that is said."""
    data = tensors.from_numbers(weights, dtype)
    variable = {"name": "kernel", "dtype": dtype, "shape": [len(weights)], "data": data}
    written = [tensors.from_numbers(gradient, of or dtype) for gradient in gradients]
    script = [{"apply": [{"dtype": of, "data": text} if of else text]} for text in written]
    return {"variables": [variable], "script": script}


def planned(name, inputs, arguments, state=True, **fields):
    """The part of one case, which is whole in itself."""
    case = {"id": identify(FILE, name), "arguments": arguments, **inputs, **fields}
    return None, None, [Plan(case, state=state)]
