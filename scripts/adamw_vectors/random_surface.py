"""What random cases draw beyond the dense step on plain variables."""

import math

from adamw_vectors import tensors

CONSTRAINTS = ("MaxNorm", "NonNeg", "UnitNorm", "MinMaxNorm")


def draw_surface(maker, case):
    """Turns a drawn case, now and then, into one with more of the optimizer's surface."""
    if maker.chance(0.15):
        constrain(maker, case)
    if maker.chance(0.12):
        overwrite(maker, case)
    if maker.chance(0.2):
        make_sparse(maker, case)
    if maker.chance(0.12):
        wrap(maker, case)
    if maker.chance(0.02) and fits_replicas(case):
        replicate(maker, case)


def constrain(maker, case):
    for variable in case["variables"]:
        if maker.chance(0.3):
            continue
        name = maker.source.choice(CONSTRAINTS)
        config = {}
        if name != "NonNeg":
            config["axis"] = axis(maker, len(variable["shape"]))
        if name == "MaxNorm" and maker.chance(0.7):
            config["max_value"] = maker.source.choice([0.0, 2, maker.number(0.01, 10.0)])
        if name == "MinMaxNorm" and maker.chance(0.7):
            low, high = maker.number(0.01, 2.0), maker.number(0.01, 10.0)
            rate = maker.source.choice([0.0, 1, 0.5, 1.7])
            config.update(min_value=low, max_value=high, rate=rate)
        variable["constraint"] = {"name": name, "config": config}


def axis(maker, rank):
    if maker.chance(0.1) or rank == 0:
        return maker.source.choice([None, []])
    if maker.chance(0.02):
        return maker.source.choice([rank, -rank - 1, [0, -rank]])
    if maker.chance(0.6):
        return maker.source.randint(-rank, rank - 1)
    axes = maker.source.sample(range(rank), maker.source.randint(1, rank))
    return [a - rank if maker.chance(0.3) else a for a in axes]


def overwrite(maker, case):
    """Mostly without averages that overwrite weights, which Keras then fails at."""
    if not maker.chance(0.1):
        case["arguments"].pop("ema_overwrite_frequency", None)
        case["script"] = [event for event in case["script"] if "finalize" not in event]
    for index, variable in enumerate(case["variables"]):
        if maker.chance(0.5):
            variable["overwrite_with_gradient"] = True
            for slot, values in case.get("initial_state", {}).get("slots", {}).items():
                if slot != "gradient_accumulator":
                    values[index] = None


def make_sparse(maker, case):
    """Some gradients of some variables become rows, of the same dtype."""
    if not maker.chance(0.05):
        case["arguments"].pop("loss_scale_factor", None)
    chosen = [i for i, v in enumerate(case["variables"]) if v["shape"] and maker.chance(0.7)]
    for event in case["script"]:
        for index in chosen:
            gradient = event.get("apply", [None] * len(case["variables"]))[index]
            if gradient is not None and maker.chance(0.8):
                event["apply"][index] = rows(maker, case["variables"][index], gradient)


def rows(maker, variable, gradient):
    extent, width = variable["shape"][0], math.prod(variable["shape"][1:])
    low, high = (-1 if maker.chance(0.03) else 0), extent - (0 if maker.chance(0.01) else 1)
    count = maker.source.randint(0, min(2 * extent, 40)) if high >= low else 0
    indices = [maker.source.randint(low, high) for _ in range(count)]
    dtype = gradient["dtype"] if isinstance(gradient, dict) else variable["dtype"]
    numbers = maker.numbers(count * width, maker.magnitude(), 0.05)
    typed = {"dtype": dtype} if isinstance(gradient, dict) else {}
    return {**typed, "indices": indices, "data": tensors.from_numbers(numbers, dtype)}


def wrap(maker, case):
    scale = maker.source.choice([2.0, 1024.0, maker.number(1e-3, 1e5)])
    growth = maker.source.choice([0, 1, 2, 3, 2000])
    case["loss_scale_optimizer"] = {"initial_scale": scale, "dynamic_growth_steps": growth}
    if maker.chance(0.1):
        case["loss_scale_optimizer"] = {}
    if "initial_state" in case:
        case["initial_state"]["loss_scale"] = tensors.from_numbers([scale * 4], "float32")
        case["initial_state"]["step_counter"] = maker.source.randint(0, 3)


def fits_replicas(case):
    """Whether Keras is sure to refuse nothing: a replica that fails leaves the other waiting."""
    arguments = case["arguments"]
    gradients = [g for event in case["script"] for g in event.get("apply", ())]
    dtypes = {variable["dtype"] for variable in case["variables"]}
    return (
        all(g is None or isinstance(g, str) for g in gradients)
        and all(any(event.get("apply", (True,))) for event in case["script"])
        and all(g is not None for g in gradients)
        and len(dtypes) == 1
        and arguments.get("weight_decay", 0) is not None
        and not any("constraint" in v or "overwrite_with_gradient" in v for v in case["variables"])
        and ("loss_scale_optimizer" not in case or dtypes <= {"float32", "float64"})
        and not isinstance(arguments.get("learning_rate"), dict)
    )


def replicate(maker, case):
    for event in case["script"]:
        if "apply" not in event:
            continue
        first = event.pop("apply")
        second = [
            maker.gradient(variable, maker.magnitude(), 0.0, None) for variable in case["variables"]
        ]
        event["apply_replicas"] = [first, second]
