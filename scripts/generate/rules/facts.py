"""What really happened in a run, read off its recording: the grounds for naming rules."""

import math

import numpy as np

from scripts.keras import tensors
from scripts.keras.cases import gradient_parts
from scripts.generate.rules.surface_facts import facts_of_surface

#: The exponent of the smallest normal number, by dtype.
SMALLEST_NORMAL = {"float32": -126, "bfloat16": -126, "float64": -1022, "float16": -14}


def observe_facts(case, recording):
    """Names of what happened, how many elements were summed, and the greatest update number."""
    facts = set()
    sums = set()
    for variable in case["variables"]:
        dtype = variable["dtype"]
        if subnormal(tensors.decode(variable["data"], dtype), dtype):
            facts.add("half subnormal" if dtype == "float16" else "flush")
    for entry in recording.entries:
        gradients = case["script"][entry.event]["apply"]
        facts |= facts_of_apply(entry, gradients)
        for variable, gradient, quantities in zip(case["variables"], gradients, entry.variables):
            if gradient is None:
                continue
            dtype, data = gradient_parts(gradient, variable)
            facts |= facts_of_numbers(variable, dtype, tensors.decode(data, dtype), quantities)
            if "norm" in quantities:
                count = count_of_summed(case, variable, data, dtype)
                sums.add((quantities["norm"].dtype.name, count))
                facts.add(kind_of_norm(quantities["norm"]))
    facts |= facts_of_surface(case, recording)
    sums |= set(sums_on_replicas(case))
    updates = max((entry.iterations + 1 for entry in recording.entries), default=0)
    return {"happened": sorted(facts), "sums": sorted(sums), "updates": updates}


def count_of_summed(case, variable, data, dtype):
    """How many squares a norm adds up: the given rows' own only where nothing made them dense."""
    arguments = case["arguments"]
    if arguments.get("clipnorm") and not arguments.get("gradient_accumulation_steps"):
        return tensors.count(data, dtype)
    return math.prod(variable["shape"])


def sums_on_replicas(case):
    """What norms add up on replicas, whose steps are not recorded."""
    if not any((case["arguments"].get(name) or 0) > 0 for name in ("clipnorm", "global_clipnorm")):
        return
    for event in case["script"]:
        for gradients in event.get("apply_replicas", ()):
            for variable, gradient in zip(case["variables"], gradients):
                if gradient is not None and "overwrite_with_gradient" not in variable:
                    dtype, data = gradient_parts(gradient, variable)
                    wide = "loss_scale_optimizer" in case and dtype != "float64"
                    yield "float32" if wide else dtype, count_of_summed(case, variable, data, dtype)


def facts_of_apply(entry, gradients):
    facts = {"update" if entry.updates else "accumulation"}
    if any(gradient is None for gradient in gradients):
        facts.add("missing gradient")
    names = set().union(*(quantities.keys() for quantities in entry.variables))
    if "overwritten" in names:
        facts.add("overwrite")
    if "decayed" in names:
        facts.add("decay")
    if any("updated" in q and "decayed" not in q for q in entry.variables):
        facts.add("exclusion")
    if "average" in names:
        facts.add("average" if entry.iterations else "first average")
    return facts


def kind_of_norm(norm):
    value = float(norm.reshape(-1)[0])
    if np.isnan(value):
        return "NaN norm"
    if np.isinf(value):
        return "infinite norm"
    return "zero norm" if value == 0 else "finite norm"


def facts_of_numbers(variable, dtype, gradient, quantities):
    """A cast, special values, and subnormal ones: flushed, or kept by float16."""
    facts = set()
    if dtype != variable["dtype"] and "updated" in quantities:
        facts.add("cast")
    if not np.isfinite(gradient.astype(np.float64)).all():
        facts.add("non-finite gradient")
    if subnormal(gradient, dtype):
        facts.add("half subnormal" if dtype == "float16" else "flush")
    if variable["dtype"] == "float16" and any(
        subnormal(quantities[name], "float16")
        for name in ("momentum", "velocity", "update", "updated", "average")
        if name in quantities
    ):
        facts.add("half subnormal")
    if square_underflows(gradient, quantities, variable["dtype"]):
        facts.add("flush")
    return facts


def subnormal(array, dtype):
    magnitudes = np.abs(array.astype(np.float64))
    return bool(((magnitudes > 0) & (magnitudes < 2.0 ** SMALLEST_NORMAL[dtype])).any())


def square_underflows(gradient, quantities, dtype):
    """Whether an update squared a gradient whose exact square is not zero and below normal."""
    if dtype == "float16" or "velocity" not in quantities:
        return False
    for name in ("gradient_clipped", "gradient_mean", "gradient_unscaled"):
        if name in quantities:
            gradient = quantities[name]
            break
    magnitudes = np.abs(gradient.astype(np.float64))
    small = magnitudes < 2.0 ** (SMALLEST_NORMAL[dtype] / 2)
    return bool((small & (magnitudes > 0)).any())
