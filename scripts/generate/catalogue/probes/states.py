"""Probes of runs that go on from a state or a file, of Adam, and of numbers at the ends of their range."""

from scripts.keras import tensors
from scripts.generate.catalogue.probes.making import (
    ABSENT,
    ACCUMULATE,
    AVERAGE,
    FELT,
    PLAIN,
    TWINS,
    inserted,
    none,
    probe,
    rising,
    scaled,
    swelling,
    with_number,
    with_weights,
)
from scripts.generate.catalogue.values import Values

INFINITY, NAN = float("inf"), float("nan")
CHECKPOINT = {"checkpoint": True}
#: With 2,000 steps behind them the powers of these are 0 in float32, and so is the bias correction.
LATE = {"beta_1": 0.5, "beta_2": 0.9}


def probes():
    yield from late()
    yield from resumed()
    yield from checkpoints()
    yield from adam()
    yield from specials()
    yield from subnormals()


def late():
    """Where bias correction has died away: for optimizers that have none."""
    steps = starting(2000)
    yield probe("R-STATE-2", "late, the plain step", LATE, change=steps)
    yield probe(
        "R-MOMENTUM-1", "late, signs that alternate", LATE, change=steps, gradient=lambda e, v, g: abs(g) * (-1) ** e
    )
    yield probe("R-VELOCITY-1", "late, rising gradients", LATE, change=steps, gradient=rising)
    yield probe("R-VELOCITY-1", "late, up and down", LATE, change=steps, gradient=swelling())
    for epsilon, size in ((1e-3, 1e-2), (1e-5, 1e-5), (1e-7, 1e-6), (0.1, 1.0)):
        arguments = {**LATE, "epsilon": epsilon}
        title = f"late, epsilon {epsilon:g}, gradients of {size:g}"
        yield probe("R-UPDATE-1", title, arguments, change=starting(2000, size), gradient=swelling(size))
    strong = {**LATE, "weight_decay": 0.5, "learning_rate": 0.5}
    yield probe("R-DECAY-2", "late, strong decay", strong, change=steps)
    yield probe("R-DECAY-1", "late, decay alone", strong, change=starting(2000, 0.0), gradient=none)
    yield probe("R-DECAY-1", "late, decay of large weights", {**LATE, "weight_decay": 0.05}, change=steps, weight=30.0)
    opposite = {"variables": TWINS, "gradient": lambda e, v, g: abs(g) * (-1) ** v}
    yield probe("R-STATE-2", "late, two variables", LATE, change=steps, **opposite)
    quick = {"beta_1": 0.0, "beta_2": 0.5}
    yield probe("R-STATE-2", "late, velocity alone", quick, change=steps, gradient=swelling())


def resumed():
    yield probe("R-STATE-2", "going on after 5 steps", change=starting(5))
    yield probe("R-BIAS-1", "going on after 1 step", {"beta_2": 0.99}, change=starting(1), gradient=swelling())
    yield probe("R-STATE-2", "going on with another rate", change=starting(5, rate=0.5))
    decayed = {"weight_decay": 0.5, "learning_rate": 0.05}
    yield probe("R-STATE-2", "going on with another rate, decay", decayed, change=starting(5, rate=0.5))
    late = starting(4, scale=(32768.0, 998))
    yield probe(
        "R-DEFAULT-LOSS-SCALE", "a loss scale after 998 steps", FELT, gradient=swelling(32768.0), change=late,
        loss_scale_optimizer={},
    )
    yield probe("R-STATE-2", "a count without moments", {"beta_2": 0.99}, change=starting(7, 0.0), gradient=swelling())
    yield probe("R-STATE-2", "moments without a count", {"beta_2": 0.9}, change=starting(0), gradient=swelling())
    cycle = {**ACCUMULATE, **FELT}
    yield probe("R-ACCUMULATE-1", "going on within a cycle", cycle, change=starting(4, slots=("gradient_accumulator",)))
    averaged = {**AVERAGE, "ema_overwrite_frequency": 4}
    yield probe("R-EMA-1", "going on with averages", averaged, change=starting(5, slots=("average",)))
    quick = {"amsgrad": True, "beta_2": 0.9}
    yield probe("R-AMSGRAD-1", "going on with amsgrad", quick, change=starting(5, slots=("velocity_hat",)))
    exponential = {
        "schedule": "ExponentialDecay",
        "config": {"initial_learning_rate": 0.5, "decay_steps": 3, "decay_rate": 0.5},
    }
    yield probe("R-RATE-3", "going on with a schedule", {"learning_rate": exponential}, change=starting(4))
    scaled = {"loss_scale_optimizer": {"initial_scale": 64.0, "dynamic_growth_steps": 3}}
    yield probe(
        "R-STATE-2",
        "going on with a loss scale",
        FELT,
        gradient=swelling(256.0),
        change=starting(4, scale=(256.0, 1)),
        **scaled,
    )


def starting(iterations, size=1.0, slots=(), rate=None, scale=None):
    """A change after which the run starts from a state: moments as of gradients of this size, perhaps a rate, or a loss
    scale and its counter.
    """

    def change(case):
        values = Values(f"{case['id']}/state")
        shapes = [len(tensors.decode(v["data"], v["dtype"])) for v in case["variables"]]

        def slot(factor, signed):
            return [
                tensors.from_numbers(((x if signed else abs(x)) for x in values.numbers(n, factor)), "float32")
                for n in shapes
            ]

        made = {"momentum": slot(size / 2, True), "velocity": slot(size * size, False)}
        made.update((name, slot(size, name != "velocity_hat")) for name in slots)
        case["initial_state"] = {"iterations": iterations, "slots": made}
        if rate is not None:
            case["initial_state"]["learning_rate"] = tensors.from_numbers([rate], "float32")
        if scale is not None:
            case["initial_state"]["loss_scale"] = tensors.from_numbers([scale[0]], "float32")
            case["initial_state"]["step_counter"] = scale[1]

    return change


def checkpoints():
    yield probe(
        "R-CHECKPOINT-1", "a checkpoint", {"beta_2": 0.9}, gradient=swelling(), change=inserted((4, CHECKPOINT))
    )
    yield probe("R-CHECKPOINT-1", "a checkpoint before any step", change=inserted((0, CHECKPOINT)))
    within = inserted((4, CHECKPOINT), (8, CHECKPOINT))
    yield probe(
        "R-CHECKPOINT-1", "checkpoints within a cycle", {**ACCUMULATE, **FELT}, gradient=swelling(), change=within
    )
    averaged = {**AVERAGE, "ema_overwrite_frequency": 3}
    yield probe("R-STATE-3", "a checkpoint with averages", averaged, change=inserted((4, CHECKPOINT)))
    largest = {"amsgrad": True, "beta_2": 0.5}
    yield probe(
        "R-STATE-3", "a checkpoint with amsgrad", largest, gradient=swelling(), change=inserted((2, CHECKPOINT))
    )
    assigned = inserted((3, {"learning_rate": 0.5}), (5, CHECKPOINT))
    yield probe("R-CONFIG-2", "a checkpoint after an assigned rate", change=assigned)
    restarts = {"schedule": "CosineDecayRestarts", "config": {"initial_learning_rate": 0.1, "first_decay_steps": 3}}
    yield probe(
        "R-CONFIG-3", "a checkpoint with a schedule", {"learning_rate": restarts}, change=inserted((5, CHECKPOINT))
    )
    between = inserted((4, CHECKPOINT))
    averaged = {**AVERAGE, **ACCUMULATE, **FELT}
    yield probe("R-STATE-3", "a checkpoint, averages, accumulation", averaged, events=9, change=between)
    excluded = {"exclude_from_weight_decay": {"variables": [1]}}
    decayed = {"weight_decay": 1.0}
    yield probe(
        "R-CHECKPOINT-1",
        "a checkpoint with an exclusion",
        decayed,
        gradient=none,
        change=inserted((4, CHECKPOINT)),
        **excluded,
    )


def adam():
    own = {"optimizer": "Adam"}
    absent = {"weight_decay": ABSENT}
    yield probe("R-ADAM-1", "Adam", absent, gradient=swelling(), **own)
    yield probe("R-ADAM-1", "Adam, large weights", absent, weight=100.0, **own)
    yield probe("R-ADAM-1", "Adam, zeros throughout", {**absent, "learning_rate": 0.5}, gradient=none, **own)
    yield probe("R-ADAM-1", "Adam, weight_decay null", {"weight_decay": None}, weight=100.0, **own)
    yield probe("R-ADAM-1", "Adam with a decay", {"weight_decay": 0.5, "learning_rate": 0.5}, **own)
    nothing = dict.fromkeys(PLAIN, ABSENT)
    yield probe("R-ADAM-1", "Adam, no argument at all", nothing, gradient=scaled(1e-6), weight=0.01, **own)
    yield probe("R-ADAM-1", "Adam, epsilon", {**absent, "epsilon": 1e-3}, gradient=swelling(1e-2), **own)
    yield probe("R-ADAM-1", "Adam, amsgrad", {**absent, "amsgrad": True, "beta_2": 0.9}, gradient=swelling(), **own)


def specials():
    yield probe("R-MOMENTUM-1", "an infinite gradient", change=with_number(INFINITY, (3, 0, 1)))
    yield probe("R-MOMENTUM-1", "a NaN in a gradient", change=with_number(NAN, (3, 0, 1)))
    yield probe("R-VELOCITY-1", "a gradient whose square is infinite", change=with_number(1e20, (3, 0, 1)))
    yield probe("R-AMSGRAD-1", "a NaN, amsgrad", {"amsgrad": True}, change=with_number(NAN, (2, 1, 0)))
    yield probe(
        "R-EMA-1", "a NaN, averages", {**AVERAGE, "ema_overwrite_frequency": 4}, change=with_number(NAN, (2, 1, 0))
    )
    yield probe(
        "R-ACCUMULATE-4", "a NaN, accumulation", {**ACCUMULATE, **FELT}, events=9, change=with_number(NAN, (1, 1, 0))
    )
    yield probe("R-CLIP-NORM-2", "a NaN, clipnorm", {"clipnorm": 1.0}, change=with_number(NAN, (3, 1, 0)))
    yield probe("R-CLIP-VALUE-2", "a NaN, clipvalue", {"clipvalue": 1.0}, change=with_number(NAN, (3, 1, 0)))
    weights = with_weights(INFINITY, -INFINITY, NAN, -0.0)
    yield probe("R-DECAY-1", "infinite weights and NaN", {"weight_decay": 0.5}, change=weights)
    zeros = {"weight_decay": 0.5, "learning_rate": 0.5}
    yield probe("R-DECAY-1", "weights of -0", zeros, gradient=none, change=with_weights(-0.0, 0.0, -0.0, 1.0))
    yield probe(
        "R-UPDATE-1", "0 / 0 where epsilon is 0", {"epsilon": 0.0}, gradient=lambda e, v, g: 0.0 if v or e < 2 else g
    )


def subnormals():
    weights = with_weights(1e-40, -1e-40, 1e-38, -1e-45)
    yield probe("R-FLUSH-1", "subnormal weights", gradient=none, change=weights)
    yield probe("R-FLUSH-1", "subnormal weights, decay", {"weight_decay": 0.5}, gradient=none, change=weights)
    small = {"epsilon": 1e-30, "learning_rate": 0.1}
    yield probe("R-FLUSH-1", "gradients whose squares are subnormal", small, gradient=scaled(2e-20))
    yield probe("R-FLUSH-1", "subnormal gradients", {"epsilon": 1e-37}, gradient=scaled(5e-39))
