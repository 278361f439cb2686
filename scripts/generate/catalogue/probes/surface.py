"""Probes of constraints, overwritten variables, replicas and the loss scale optimizer."""

from scripts.keras import tensors
from scripts.generate.catalogue.probes.making import (
    ACCUMULATE,
    AVERAGE,
    FELT,
    inserted,
    missing,
    none,
    probe,
    rising,
    scaled,
    swelling,
    with_number,
)
from scripts.generate.catalogue.probes.presence import rows
from scripts.generate.catalogue.values import Values

INFINITY, NAN = float("inf"), float("nan")


def probes():
    yield from constraints()
    yield from overwritten()
    yield from replicas()
    yield from scaling()


#: By the title of a probe: the rule, the constraint and its configuration.
CONSTRAINTS = {
    "MaxNorm": ("R-CONSTRAINT-MAXNORM", "MaxNorm", {"max_value": 0.8}),
    "MaxNorm, a bound not reached": ("R-CONSTRAINT-MAXNORM", "MaxNorm", {"max_value": 50.0}),
    "MaxNorm along axis 1": ("R-CONSTRAINT-MAXNORM", "MaxNorm", {"max_value": 0.8, "axis": 1}),
    "MaxNorm, defaults": ("R-DEFAULT-CONSTRAINT", "MaxNorm", {}),
    "NonNeg": ("R-CONSTRAINT-NONNEG", "NonNeg", {}),
    "UnitNorm": ("R-CONSTRAINT-UNITNORM", "UnitNorm", {}),
    "UnitNorm along all axes": ("R-CONSTRAINT-UNITNORM", "UnitNorm", {"axis": [0, 1]}),
    "UnitNorm along the last axis": ("R-CONSTRAINT-UNITNORM", "UnitNorm", {"axis": -1}),
    "UnitNorm along no axis": ("R-SUM-AXIS-1", "UnitNorm", {"axis": []}),
    "MinMaxNorm": ("R-CONSTRAINT-MINMAXNORM", "MinMaxNorm", {"min_value": 0.7, "max_value": 0.9, "rate": 1.0}),
    "MinMaxNorm, rate 0.5": (
        "R-CONSTRAINT-MINMAXNORM",
        "MinMaxNorm",
        {"min_value": 0.7, "max_value": 0.9, "rate": 0.5},
    ),
    "MinMaxNorm, the lower bound": ("R-CONSTRAINT-MINMAXNORM", "MinMaxNorm", {"min_value": 5.0, "max_value": 9.0}),
    "MinMaxNorm, defaults": ("R-DEFAULT-CONSTRAINT", "MinMaxNorm", {}),
}


def constraints():
    for title, (rule, name, config) in CONSTRAINTS.items():
        yield probe(rule, title, {"learning_rate": 0.2}, change=constrained(name, config))
    for size, name in ((1e-5, "UnitNorm"), (1e-5, "MaxNorm"), (1e-5, "MinMaxNorm")):
        rule = f"R-CONSTRAINT-{name.upper()}"
        small = {"learning_rate": size / 10, "weight": size}
        yield probe(
            rule, f"{name}, tiny weights", {"learning_rate": size / 10}, weight=size, change=constrained(name, {})
        )
    falls = {"gradient": lambda e, v, g: abs(g), "weight": 0.2}
    yield probe("R-CONSTRAINT-NONNEG", "NonNeg, weights that fall", change=constrained("NonNeg", {}), **falls)
    averaged = {**AVERAGE, "ema_overwrite_frequency": 3}
    yield probe("R-CONSTRAINT-2", "averages and NonNeg", averaged, change=constrained("NonNeg", {}))
    within = constrained("MaxNorm", {"max_value": 0.8})
    yield probe("R-CONSTRAINT-2", "averages see unconstrained weights", averaged, change=within)
    yield probe("R-CONSTRAINT-1", "constraint and decay", {"weight_decay": 1.0}, change=within)
    yield probe("R-CONSTRAINT-1", "constraint on a call that accumulates", ACCUMULATE, events=7, change=within)
    ended = lambda case: (within(case), inserted((8, {"finalize": True}))(case))
    yield probe("R-EMA-5", "finalize with a constraint", AVERAGE, change=ended)
    yield probe(
        "R-CONSTRAINT-1",
        "constraint without a gradient",
        change=lambda c: (within(c), missing((0, 0), (1, 0), (4, 0))(c)),
    )


def constrained(name, config):
    def change(case):
        case["variables"][0]["constraint"] = {"name": name, "config": config}

    return change


def overwritten():
    small = {"gradient": lambda e, v, g: g * (1, 0.5)[v]}
    yield probe("R-OVERWRITE-1", "an overwritten variable", change=overwrite, **small)
    yield probe("R-OVERWRITE-1", "overwritten, decay", {"weight_decay": 1.0}, change=overwrite)
    yield probe("R-OVERWRITE-1", "overwritten, clipnorm", {"clipnorm": 0.3, **FELT}, change=overwrite, gradient=rising)
    clipped = {"global_clipnorm": 2.0, **FELT}
    apart = {"gradient": lambda e, v, g: g * (100, 1)[v] * (1, 4)[e % 2]}
    yield probe("R-OVERWRITE-1", "overwritten, global_clipnorm", clipped, change=overwrite, **apart)
    yield probe("R-OVERWRITE-1", "overwritten, loss scale", {"loss_scale_factor": 3.7, **FELT}, change=overwrite)
    others = lambda case: (overwrite(case), missing((1, 1), (2, 1), (5, 1))(case))
    yield probe("R-OVERWRITE-2", "overwritten, no other gradient", change=others)
    yield probe("R-OVERWRITE-3", "overwritten, accumulation", {**ACCUMULATE, **FELT}, events=9, change=overwrite)
    negative = {"gradient": lambda e, v, g: -abs(g)}
    yield probe(
        "R-OVERWRITE-3",
        "overwritten, negative, accumulation",
        {**ACCUMULATE, **FELT},
        events=9,
        change=overwrite,
        **negative,
    )


    wrapped = {"loss_scale_optimizer": {"initial_scale": 64.0, "dynamic_growth_steps": 50}}
    yield probe(
        "R-LOSS-SCALE-1", "overwritten, loss scale optimizer", FELT, change=overwrite, gradient=scaled(64.0), **wrapped
    )
    infinite = lambda case: (overwrite(case), with_number(INFINITY, (2, 0, 1), (5, 0, 0))(case))
    yield probe(
        "R-LOSS-SCALE-2", "overwritten by infinity, loss scale", FELT, change=infinite, gradient=scaled(64.0), **wrapped
    )
    absent = lambda case: (overwrite(case), missing((2, 0), (8, 0))(case))
    yield probe(
        "R-OVERWRITE-3", "overwritten, absent on an update", {**ACCUMULATE, **FELT}, events=9, change=absent
    )
    alone = lambda case: (overwrite(case), missing((1, 1), (2, 1), (5, 1))(case))
    averaged = {**AVERAGE, **FELT}
    yield probe("R-OVERWRITE-2", "overwritten alone, averages", averaged, change=alone)
    both = lambda case: (overwrite(case), on_replicas(3.0)(case))
    yield probe("R-REPLICA-5", "overwritten, replicas", FELT, change=both)


def overwrite(case):
    case["variables"][0]["overwrite_with_gradient"] = True


def replicas():
    yield probe("R-REPLICA-2", "replicas", FELT, change=on_replicas())
    yield probe("R-REPLICA-2", "replicas, opposite gradients", FELT, change=on_replicas(-0.9))
    yield probe("R-REPLICA-1", "replicas, clipnorm", {"clipnorm": 1.0, **FELT}, change=on_replicas(10.0))
    yield probe("R-REPLICA-1", "replicas, clipvalue", {"clipvalue": 0.6, **FELT}, change=on_replicas(10.0))
    yield probe("R-REPLICA-1", "replicas, global_clipnorm", {"global_clipnorm": 1.0, **FELT}, change=on_replicas(10.0))
    yield probe("R-REPLICA-1", "replicas, loss scale", {"loss_scale_factor": 3.7, **FELT}, change=on_replicas(2.0))
    yield probe("R-REPLICA-3", "replicas, accumulation", {**ACCUMULATE, **FELT}, events=9, change=on_replicas(-3.0))
    yield probe("R-REPLICA-2", "replicas, decay once", {"weight_decay": 1.0}, gradient=none, change=on_replicas())
    yield probe("R-REPLICA-4", "replicas, rows", {"beta_2": 0.9, **FELT}, change=rows_on_replicas)
    wrapped = {"loss_scale_optimizer": {"initial_scale": 64.0, "dynamic_growth_steps": 3}}
    yield probe(
        "R-REPLICA-6",
        "replicas, the second infinite, scaled",
        FELT,
        gradient=scaled(64.0),
        change=infinite_on_the_second,
        **wrapped,
    )


def on_replicas(factor=1.0):
    """A change that gives a second replica gradients of its own, so many times as large."""

    def change(case):
        values = Values(f"{case['id']}/second")
        for event in case["script"]:
            first = event.pop("apply")
            second = []
            for variable, data in zip(case["variables"], first):
                array = tensors.decode(data, variable["dtype"])
                numbers = (float(x) * factor * values.source.uniform(0.5, 1.5) for x in array)
                second.append(tensors.from_numbers(numbers, variable["dtype"]))
            event["apply_replicas"] = [first, second]

    return change


def rows_on_replicas(case):
    """The second replica has the rows of the next call."""
    rows((0, 2), (1, 1, 2), (3,))(case)
    calls = [event.pop("apply") for event in case["script"]]
    for event, first, second in zip(case["script"], calls, calls[1:] + calls[:1]):
        event["apply_replicas"] = [first, second]


def infinite_on_the_second(case):
    on_replicas()(case)
    for event in (2, 5):
        second = case["script"][event]["apply_replicas"][1]
        array = tensors.decode(second[0], case["variables"][0]["dtype"]).copy()
        array[1] = INFINITY
        second[0] = tensors.encode(array)


def scaling():
    def wrapped(initial, growth):
        return {"loss_scale_optimizer": {"initial_scale": initial, "dynamic_growth_steps": growth}}

    yield probe("R-LOSS-SCALE-1", "loss scale optimizer", FELT, gradient=swelling(256.0), **wrapped(256.0, 100))
    yield probe("R-LOSS-SCALE-3", "loss scale grows every 2 steps", FELT, gradient=scaled(64.0), **wrapped(64.0, 2))
    yield probe("R-LOSS-SCALE-3", "loss scale grows on every step", FELT, gradient=scaled(64.0), **wrapped(64.0, 1))
    infinite = with_number(INFINITY, (2, 0, 1), (5, 1, 0))
    yield probe(
        "R-LOSS-SCALE-2",
        "loss scale, infinite gradients",
        FELT,
        gradient=scaled(64.0),
        change=infinite,
        **wrapped(64.0, 3),
    )
    undefined = with_number(NAN, (1, 0, 0), (3, 1, 2))
    yield probe(
        "R-LOSS-SCALE-2", "loss scale, NaN gradients", FELT, gradient=scaled(64.0), change=undefined, **wrapped(64.0, 2)
    )
    decayed = {**FELT, "weight_decay": 1.0}
    yield probe(
        "R-LOSS-SCALE-2",
        "loss scale, skipped decay",
        decayed,
        gradient=scaled(64.0),
        change=infinite,
        **wrapped(64.0, 50),
    )
    clipped = {**FELT, "clipnorm": 1.0}
    yield probe(
        "R-LOSS-SCALE-1", "loss scale optimizer, clipnorm", clipped, gradient=swelling(64.0), **wrapped(64.0, 50)
    )
    both = {**FELT, **ACCUMULATE}
    yield probe(
        "R-LOSS-SCALE-3", "loss scale grows within a cycle", both, events=9, gradient=swelling(64.0), **wrapped(64.0, 2)
    )
    yield probe(
        "R-DEFAULT-LOSS-SCALE", "loss scale left out", FELT, gradient=swelling(32768.0), loss_scale_optimizer={}
    )
    yield probe("R-LOSS-SCALE-4", "a loss scale that becomes infinite", FELT, gradient=scaled(1e38), **wrapped(1e38, 1))
    yield probe(
        "R-LOSS-SCALE-2",
        "a loss scale below 1",
        FELT,
        change=with_number(INFINITY, (1, 0, 1), (3, 0, 1)),
        **wrapped(1.0, 50),
    )
    yield probe(
        "R-LOSS-SCALE-3",
        "loss scale, an empty list",
        FELT,
        change=inserted((1, {"apply": []})),
        gradient=scaled(64.0),
        **wrapped(64.0, 3),
    )
    saved = inserted((2, {"checkpoint": True}), (6, {"checkpoint": True}))
    yield probe(
        "R-STATE-3", "loss scale, checkpoints", FELT, change=saved, gradient=scaled(64.0), **wrapped(64.0, 3)
    )
    dropped = {**FELT, "loss_scale_factor": 16.0}
    yield probe(
        "R-LOSS-SCALE-6", "loss scale optimizer and factor", dropped, gradient=swelling(64.0), **wrapped(64.0, 50)
    )
