"""What happened in a run beyond the dense step on plain variables."""

import math
from itertools import groupby

import numpy as np

from scripts.keras import tensors
from scripts.keras.cases import gradient_parts, gradient_rows

#: A sum of more elements than this is split in halves. Half sums split sooner.
SPLIT = {"float32": 8192, "bfloat16": 8192, "float64": 4096, "float16": 1600}


def facts_of_surface(case, recording):
    facts = set()
    for entry in recording.entries:
        for gradient in case["script"][entry.event]["apply"]:
            facts |= facts_of_rows(gradient_rows(gradient), entry.updates)
    facts |= facts_of_overwriting(case)
    facts |= facts_of_constraints(case, recording)
    facts |= facts_of_replicas(case)
    if recording.scales:
        facts |= facts_of_scales(case, recording)
    return facts


def facts_of_overwriting(case):
    facts = set()
    overwritten = ["overwrite_with_gradient" in variable for variable in case["variables"]]
    for event in case["script"]:
        given = [o for o, g in zip(overwritten, event.get("apply", ())) if g is not None]
        if any(given):
            facts.add("overwritten by gradient")
        if given and all(given):
            facts.add("no other gradient")
        facts |= facts_of_new_values(case, event.get("apply", ()))
    return facts


def facts_of_new_values(case, gradients):
    """A cast where a gradient becomes the value of a variable of another dtype."""
    for variable, gradient in zip(case["variables"], gradients):
        if gradient is not None and "overwrite_with_gradient" in variable:
            if gradient_parts(gradient, variable)[0] != variable["dtype"]:
                return {"cast"}
    return set()


def facts_of_constraints(case, recording):
    """Which constraints were met, and in which ways squares were added for them."""
    facts = set()
    for entry in recording.entries:
        for variable, quantities in zip(case["variables"], entry.variables):
            if "constrained" in quantities:
                facts |= facts_of_constraint(variable)
                if "average" in quantities:
                    facts.add("constraint after average")
    return facts


def facts_of_constraint(variable):
    constraint = variable["constraint"]
    if constraint["name"] == "NonNeg":
        return {"NonNeg"}
    axes = constraint["config"].get("axis", 0)
    return {constraint["name"], *facts_of_axes(variable["shape"], axes, variable["dtype"])}


def facts_of_axes(shape, axes, dtype):
    """The order of summation: runs of kept and of reduced axes alternate."""
    rank = len(shape)
    axes = range(rank) if axes is None else [axes] if isinstance(axes, int) else axes
    reduced = {axis % rank for axis in axes}
    runs = [key for key, _ in groupby(i in reduced for i in range(rank) if shape[i] != 1)]
    if not any(runs):
        return {"sum of one"}
    if runs in ([True], [False, True]):
        terms = math.prod(shape[axis] for axis in reduced)
        split = {"split sum of neighbours"} if terms > SPLIT[dtype] else set()
        return {"sum of neighbours", f"sum of neighbours in {dtype}", *split}
    if runs in ([True, False], [False, True, False]):
        return {"sum of columns"}
    return {"sum around the middle"} if runs == [True, False, True] else {"sum of the shuffled"}


def facts_of_replicas(case):
    """What must have happened on replicas, whose steps are not recorded."""
    facts = set()
    arguments = case["arguments"]
    excluded = case.get("exclude_from_weight_decay", {}).get("variables")
    steps = arguments.get("gradient_accumulation_steps") or 1
    frequency = arguments.get("ema_overwrite_frequency") if arguments.get("use_ema") else None
    raw = case.get("initial_state", {}).get("iterations", 0)
    for event in case["script"]:
        if "apply_replicas" not in event:
            continue
        facts.add("replicas")
        updates = (raw + 1) % steps == 0
        facts.add("update" if updates else "accumulation")
        if updates and arguments.get("weight_decay", 0.004) is not None:
            facts.add("decay")
        if updates and excluded:
            facts.add("exclusion")
        if arguments.get("use_ema"):
            facts.add("average" if raw // steps else "first average")
        if frequency and (raw // steps + 1) % frequency == 0:
            facts.add("overwrite")
        for variable, gradients in zip(case["variables"], zip(*event["apply_replicas"])):
            if None in gradients:
                facts.add("missing gradient")
            # What overwrites a variable is the first replica's.
            followed = gradients[:1] if "overwrite_with_gradient" in variable else gradients
            for gradient in filter(None, followed):
                facts |= facts_of_rows(gradient_rows(gradient), updates)
                if gradient_parts(gradient, variable)[0] != variable["dtype"] and updates:
                    facts.add("cast")
            if gradients[0] is None:
                continue
            if "overwrite_with_gradient" in variable:
                facts.add("overwritten by gradient")
            elif "constraint" in variable:
                facts |= facts_of_constraint(variable)
                if arguments.get("use_ema"):
                    facts.add("constraint after average")
        raw += 1
    return facts


def facts_of_scales(case, recording):
    initial = float(np.float32(case["loss_scale_optimizer"].get("initial_scale", 2.0**15)))
    if "initial_state" in case:
        initial = float(tensors.decode(case["initial_state"]["loss_scale"], "float32")[0])
    facts = set()
    stepped = {entry.event for entry in recording.entries}
    for event, (before, after) in enumerate(zip([initial, *recording.scales], recording.scales)):
        if "apply" not in case["script"][event]:
            continue
        facts.add("scaled step" if event in stepped else "skipped step")
        if event in stepped and after != before:
            facts.add("scale grew")
        if not math.isfinite(after) or abs(after) < 2.0**-126:
            facts.add("scale out of range")
    return facts


def facts_of_rows(rows, updates):
    if rows is None:
        return set()
    facts = {"update by rows" if updates else "rows"}
    if any(row < 0 for row in rows):
        facts.add("row below zero")
    return facts
