"""schedules: every schedule with each of its options, alone and under accumulation."""

from scripts.generate.catalogue.common import DECAYING, EMA, identify
from scripts.generate.catalogue.plan import Plan, VectorFile
from scripts.generate.catalogue.values import make_inputs

#: Enough raw steps to pass every boundary, restart and cycle below.
EVENTS = 40

#: By schedule: the required options, and the others one by one.
SCHEDULES = {
    "ExponentialDecay": (
        {"initial_learning_rate": 0.1, "decay_steps": 7, "decay_rate": 0.83},
        {
            "staircase": {"staircase": True},
            "growing": {"decay_rate": 1.07},
            "fractional-steps": {"decay_steps": 3.7},
            "rate-zero": {"decay_rate": 0.0},
        },
    ),
    "PiecewiseConstantDecay": (
        {"boundaries": [5, 11, 29], "values": [0.1, 0.07, 0.3, 0.013]},
        {
            "one-boundary": {"boundaries": [9], "values": [0.1, 0.03]},
            "boundary-zero": {"boundaries": [0, 1], "values": [0.1, 0.2, 0.03]},
            "fractional-boundaries": {"boundaries": [4.7, 9.2], "values": [0.1, 0.2, 0.03]},
        },
    ),
    "PolynomialDecay": (
        {"initial_learning_rate": 0.1, "decay_steps": 13},
        {
            "end": {"end_learning_rate": 0.03},
            "rising": {"end_learning_rate": 0.3},
            "power2": {"power": 2.0},
            "power0.5": {"power": 0.5},
            "power1.7+end": {"power": 1.7, "end_learning_rate": 0.01},
            "cycle": {"cycle": True},
            "cycle+power0.5": {"cycle": True, "power": 0.5, "end_learning_rate": 0.02},
        },
    ),
    "InverseTimeDecay": (
        {"initial_learning_rate": 0.1, "decay_steps": 3, "decay_rate": 0.7},
        {
            "staircase": {"staircase": True},
            "fractional-steps": {"decay_steps": 2.3},
        },
    ),
    "CosineDecay": (
        {"initial_learning_rate": 0.1, "decay_steps": 23},
        {
            "alpha": {"alpha": 0.3},
            "warmup": {"warmup_target": 0.3, "warmup_steps": 7},
            "warmup+alpha": {"warmup_target": 0.3, "warmup_steps": 7, "alpha": 0.2},
            "warmup-from-zero": {
                "initial_learning_rate": 0.0,
                "warmup_target": 0.1,
                "warmup_steps": 9,
            },
            "warmup-of-no-steps": {"warmup_target": 0.3},
            "warmup-without-target": {"warmup_steps": 7},
        },
    ),
    "CosineDecayRestarts": (
        {"initial_learning_rate": 0.1, "first_decay_steps": 5},
        {
            "t_mul1": {"t_mul": 1.0},
            "t_mul1.5": {"t_mul": 1.5},
            "t_mul3": {"t_mul": 3.0},
            "m_mul": {"m_mul": 0.8},
            "alpha": {"alpha": 0.1},
            "t_mul1+m_mul+alpha": {"t_mul": 1.0, "m_mul": 0.9, "alpha": 0.2},
        },
    ),
}

#: One variable for each route of the learning rate into a dtype.
DESCRIBED = (("kernel", "float32", (3,)), ("bias", "float64", ()))
#: For ports that have float32 only.
SINGLES = (("kernel", "float32", (3,)),)
HALVES = (("kernel", "float16", (3,)), ("bias", "bfloat16", (2,)))


def files():
    inputs = {
        "singles": make_inputs("schedules", DESCRIBED, EVENTS),
        "float32": make_inputs("schedules/float32", SINGLES, EVENTS),
        "halves": make_inputs("schedules/halves", HALVES, EVENTS),
    }
    about = (
        "Learning rate schedules: each option, alone and under gradient accumulation, where a "
        "schedule still sees raw iterations."
    )
    yield VectorFile("schedules", about, list(plans()), inputs)


def plans():
    for schedule, (required, options) in SCHEDULES.items():
        for name, config in {"": {}, **options}.items():
            rate = {"schedule": schedule, "config": {**required, **config}}
            yield plan([schedule, name], rate, {}, "singles")
            accumulating = {"gradient_accumulation_steps": 3}
            yield plan([schedule, name, "accumulate3"], rate, accumulating, "singles")
            yield plan([schedule, name, "float32"], rate, {}, "float32")
            if not name:
                yield plan([schedule, "accumulate3", "float32"], rate, accumulating, "float32")
        rate = {"schedule": schedule, "config": required}
        yield plan([schedule, "halves"], rate, EMA, "halves")


def plan(parts, rate, others, inputs):
    arguments = {**DECAYING, "learning_rate": rate, **others}
    return Plan({"id": identify("schedules", *parts), "arguments": arguments, "inputs": inputs})
