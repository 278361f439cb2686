"""Probes of what TensorFlow rewrites in a graph: in eager mode they show the rule that is rewritten."""

from scripts.keras import tensors
from scripts.generate.catalogue.probes.making import FELT, ONE, inserted, missing, probe, swelling, with_number
from scripts.generate.catalogue.probes.surface import on_replicas, overwrite

#: In float16 a float32 of it lies half way between 1 and the next number, and itself above.
ABOVE_HALF_WAY = 1.0004882812509095
CALLABLE = {"learning_rate": {"callable": 0.07}}
CYCLE = {"gradient_accumulation_steps": 2}
#: By schedule: its rule, and by the part of a title its options and after how many steps it shows them. Then a quotient
#: is a whole number, and the product with the reciprocal is just below; or a restart is counted by logarithms.
SCHEDULES = {
    "ExponentialDecay": (
        "R-SCHEDULE-EXPONENTIAL",
        {"stairs of 41": ({"decay_steps": 41, "decay_rate": 0.2, "staircase": True}, 39)},
    ),
    "InverseTimeDecay": (
        "R-SCHEDULE-INVERSE-TIME",
        {"stairs of 47": ({"decay_steps": 47, "decay_rate": 5.0, "staircase": True}, 45)},
    ),
    "PolynomialDecay": (
        "R-SCHEDULE-POLYNOMIAL",
        {
            "cycles of 7": ({"decay_steps": 7, "end_learning_rate": 0.01, "cycle": True}, 19),
            "power 3": ({"decay_steps": 15, "end_learning_rate": 0.02, "power": 3}, 0),
            "power -0.5": ({"decay_steps": 13, "end_learning_rate": 0.02, "power": -0.5}, 4),
        },
    ),
    "CosineDecay": ("R-SCHEDULE-COSINE", {"of 15 steps": ({"decay_steps": 15}, 5)}),
    "CosineDecayRestarts": (
        "R-SCHEDULE-COSINE-RESTARTS",
        {
            "t_mul 1.9": ({"first_decay_steps": 3, "t_mul": 1.9, "m_mul": 0.4}, 1),
            "t_mul 1.2": ({"first_decay_steps": 3, "t_mul": 1.2, "m_mul": 0.4}, 11),
            "a restart late": ({"first_decay_steps": 5, "t_mul": 1.2, "m_mul": 0.4}, 7),
            "restarts late": ({"first_decay_steps": 1000, "t_mul": 1.401, "m_mul": 0.4}, 2397),
            "of 47 steps": ({"first_decay_steps": 47, "t_mul": 1.0, "m_mul": 0.4}, 44),
            "a higher alpha": ({"first_decay_steps": 7, "t_mul": 1.0, "m_mul": 0.9, "alpha": 0.1}, 6),
        },
    ),
}


def probes():
    yield from schedules()
    yield from constants()
    yield from callables()
    yield from refusals()


def schedules():
    for name, (rule, variants) in SCHEDULES.items():
        for variant, (options, steps) in variants.items():
            schedule = {"schedule": name, "config": {"initial_learning_rate": 0.1, **options}}
            yield probe(rule, f"{name}, {variant}", {"learning_rate": schedule}, weight=0.01, change=resting(steps))


def resting(steps):
    """After so many steps that moved nothing."""

    def change(case):
        if steps:
            zeros = ["0" * len(variable["data"]) for variable in case["variables"]]
            case["initial_state"] = {"iterations": steps, "slots": {"momentum": zeros, "velocity": zeros}}

    return change


def constants():
    clipped = {"clipvalue": ABOVE_HALF_WAY, "beta_1": 0.0, "epsilon": 0.5}
    yield probe("R-CONST-2", "a float16 constant above half way", clipped, dtypes="float16", gradient=swelling(8.0))
    many, tiny = {"kernel": (11,)}, {"epsilon": 1e-8}
    yield probe("R-CONST-2", "a float16 epsilon that is 0", tiny, variables=many, dtypes="float16")
    yield probe("R-UPDATE-1", "epsilon of 0, tiny weights", {"epsilon": 0.0}, weight=1e-3)
    strong = {"learning_rate": 0.37, "weight_decay": 0.9}
    yield probe("R-DECAY-1", "decay of a scalar", strong, variables={"scale": ()})
    halving = {"initial_learning_rate": 0.57, "decay_steps": 5, "decay_rate": 0.7}
    scheduled = {**strong, "learning_rate": {"schedule": "ExponentialDecay", "config": halving}}
    yield probe("R-DECAY-1", "decay of one element under a schedule", scheduled, variables=ONE)


def callables():
    early = inserted((0, {"learning_rate": 0.5}))
    yield probe("R-RATE-2", "a callable rate that changes early", CALLABLE, change=early)
    changing = inserted((1, {"learning_rate": 0.5}), (5, {"learning_rate": 0.01}))
    kinds = lambda case: (missing((1, 1), (4, 1), (6, 1))(case), changing(case))
    yield probe("R-RATE-2", "a callable rate, gradients of two kinds", CALLABLE, change=kinds)


def refusals():
    """What a graph is refused for: what some other step than the one that is taken would be refused for."""
    mixed, norm = ("float32", "float64"), {"global_clipnorm": 1.0}
    yield probe("R-ACCUMULATE-2", "accumulation alone, norm of two dtypes", {**CYCLE, **norm}, dtypes=mixed, events=1)
    clipped = {**CYCLE, "clipnorm": 0.9, **FELT}
    yield probe("R-SPARSE-5", "rows of float64 on an update", clipped, events=2, change=rows_of_float64)
    yield probe("R-OVERWRITE-3", "overwritten by rows, accumulation", CYCLE, events=2, change=rows_overwrite)
    averaged = {"use_ema": True, "ema_momentum": 0.7, "ema_overwrite_frequency": 9}
    yield probe("R-OVERWRITE-1", "overwritten, averages that are not due", averaged, change=overwrite, events=2)
    wrapped = {"loss_scale_optimizer": {"initial_scale": 4.0}}
    skipped = with_number(float("inf"), (0, 0, 0), (1, 0, 0))
    yield probe("R-LOSS-SCALE-2", "skipped norms of two dtypes", norm, dtypes=mixed, events=2, change=skipped, **wrapped)
    yield probe("R-REPLICA-2", "replicas, two dtypes", FELT, dtypes=mixed, change=on_replicas(), events=2)
    often = {**averaged, "ema_overwrite_frequency": 2, **FELT}
    yield probe("R-REPLICA-2", "replicas, averages that overwrite", often, change=on_replicas(2.0), events=5)


def rows_of_float64(case):
    """On the second call, which updates."""
    gradients = case["script"][1]["apply"]
    gradients[0] = {"indices": [0, 1], **wide(gradients[0])}


def wide(gradient):
    """A float32 gradient as float64."""
    return {"dtype": "float64", "data": tensors.from_numbers(tensors.decode(gradient, "float32"), "float64")}


def rows_overwrite(case):
    overwrite(case)
    for event in case["script"]:
        event["apply"][0] = {"indices": [0, 1], "data": event["apply"][0]}
