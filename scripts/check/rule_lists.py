#!/usr/bin/env python3
"""Checks that no case leaves out a rule that it exercises: what is on and reached implies its rule.

    scripts/check/rule_lists.py [--vectors Vectors]

What is on is read from the case, what is reached from its script, by no line that wrote the lists and without
Keras. The exit status is 0 if all that holds, and 1 if not.
"""

import argparse
import json
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SCHEDULES = {
    "ExponentialDecay": "R-SCHEDULE-EXPONENTIAL",
    "PiecewiseConstantDecay": "R-SCHEDULE-PIECEWISE",
    "PolynomialDecay": "R-SCHEDULE-POLYNOMIAL",
    "InverseTimeDecay": "R-SCHEDULE-INVERSE-TIME",
    "CosineDecay": "R-SCHEDULE-COSINE",
    "CosineDecayRestarts": "R-SCHEDULE-COSINE-RESTARTS",
}
POWERS = {"float32": "R-POWER-1", "float64": "R-POWER-3", "float16": "R-POWER-2", "bfloat16": "R-POWER-2"}
SUMS = {"float32": "R-SUM-1", "float64": "R-SUM-3", "float16": "R-SUM-5", "bfloat16": "R-SUM-4"}
DEFAULTS = {"learning_rate", "beta_1", "beta_2", "epsilon"}
STEP = "R-APPLY-1 R-CONST-1 R-CONST-2 R-CONST-3 R-BIAS-1 R-BIAS-2 R-MOMENTUM-1 R-VELOCITY-1 R-UPDATE-1".split()


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--vectors", type=Path, default=ROOT / "Vectors", help="the folder of the vectors")
    folder = parser.parse_args().vectors
    manifest = json.loads((folder / "manifest.json").read_text())
    wrong, implied, first = [], Counter(), set()
    for name in (entry["name"] for entry in manifest["files"]):
        document = json.loads((folder / name).read_text())
        for case in document["cases"]:
            whole = {**document.get("inputs", {}).get(case.get("inputs"), {}), **case}
            rules = set(implied_rules(whole))
            implied.update(rules)
            if missing := sorted(rules - set(case["rules"])):
                wrong.append(f"{case['id']} does not name {', '.join(missing)}")
            if name == "probes.json":
                first.add(case["rules"][0])
    print(*wrong[:20], sep="\n", end="\n" if wrong else "")
    print(f"{len(wrong)} lists wrong; {implied.total()} rules implied, {len(implied)} of them different")
    print(f"probes are made for {len(first)} rules")
    # Nothing to check is no success.
    return 1 if wrong or not implied or not first else 0


@dataclass
class Call:
    """One `apply` that trains something: its lists of gradients, and whether it updates."""

    lists: list
    updates: bool
    iterations: int


def calls_of(case):
    """The calls that train a variable, by the counts in the script."""
    cycle = case["arguments"].get("gradient_accumulation_steps") or 1
    raw = case.get("initial_state", {}).get("iterations", 0)
    last = case["expect"].get("state", {}).get("iterations")
    for event in case["script"]:
        lists = [event["apply"]] if "apply" in event else event.get("apply_replicas", [])
        if not any(lists):
            continue
        # A loss scale optimizer skips calls; how many is what the state says, and they are the last ones here.
        if "loss_scale_optimizer" in case and raw == last:
            return
        if any(trained for trained in trained_gradients(case, lists)):
            yield Call(lists, (raw + 1) % cycle == 0, raw // cycle)
        raw += 1


def trained_gradients(case, lists):
    """`(variable, gradient)` of what is there and not overwritten."""
    return [
        (variable, gradient)
        for gradients in lists
        for variable, gradient in zip(case["variables"], gradients)
        if gradient is not None and "overwrite_with_gradient" not in variable
    ]


def implied_rules(case):
    if "error" in case["expect"]:
        return
    calls = list(calls_of(case))
    updates = [call for call in calls if call.updates]
    yield from rules_of_script(case, calls)
    for aspect in (rules_of_averages, rules_of_gradients, rules_of_constraints):
        yield from aspect(case, calls)
    if updates:
        yield from rules_of_updates(case)
        yield from rules_of_clipping(case, updates)
        yield from rules_of_rate(case)
        yield from rules_of_decay(case, updates)


def rules_of_script(case, calls):
    arguments = case["arguments"]
    yield "R-STATE-2" if "initial_state" in case else "R-STATE-1"
    if case.get("optimizer") == "Adam":
        yield "R-ADAM-1"
    for name, rules in {
        "finalize": ["R-EMA-5"],
        "checkpoint": ["R-CHECKPOINT-1", "R-CONFIG-1", "R-STATE-3"],
        "apply_replicas": ["R-REPLICA-1"],
    }.items():
        if any(name in event for event in case["script"]):
            yield from rules
    if any(event.get("apply") == [] for event in case["script"]):
        yield "R-APPLY-4"
    if calls and arguments.get("gradient_accumulation_steps"):
        yield "R-ACCUMULATE-1"
        if any(not call.updates for call in calls):
            yield "R-ACCUMULATE-2"
    if calls and arguments.get("loss_scale_factor") is not None:
        yield "R-LOSS-SCALE-6" if "loss_scale_optimizer" in case else "R-SCALE-1"
    if calls and "loss_scale_optimizer" in case:
        yield "R-LOSS-SCALE-1"
        if len(case["loss_scale_optimizer"]) < 2:
            yield "R-DEFAULT-LOSS-SCALE"


def rules_of_updates(case):
    arguments = case["arguments"]
    yield from STEP
    dtypes = {variable["dtype"] for variable in case["variables"]}
    yield from (POWERS[dtype] for dtype in dtypes)
    yield from ({"R-ROUND-1"} if dtypes & {"float32", "float64"} else ())
    yield from ({"R-ROUND-2"} if dtypes & {"float16", "bfloat16"} else ())
    if arguments.get("amsgrad"):
        yield "R-AMSGRAD-1"
    if any(isinstance(arguments.get(name), dict) for name in ("beta_1", "beta_2")):
        yield "R-BETA-1"
    if arguments.get("gradient_accumulation_steps"):
        yield from ("R-ACCUMULATE-3", "R-ACCUMULATE-4", "R-ACCUMULATE-5")
    if any("apply_replicas" in event for event in case["script"]):
        yield "R-REPLICA-2"
    for name in DEFAULTS - arguments.keys():
        yield f"R-DEFAULT-{name.upper().replace('_', '-')}"


def rules_of_clipping(case, updates):
    arguments = case["arguments"]
    given = {name: arguments.get(name) for name in ("clipnorm", "clipvalue", "global_clipnorm")}
    for name, value in given.items():
        if value is None:
            continue
        if not value > 0:
            yield "R-CLIP-OFF-1"
            continue
        yield {"clipnorm": "R-CLIP-NORM-1", "clipvalue": "R-CLIP-VALUE-1", "global_clipnorm": "R-CLIP-GLOBAL-1"}[name]
        if name != "clipvalue" and "loss_scale_optimizer" not in case:
            for call in updates:
                for variable, gradient in trained_gradients(case, call.lists):
                    if isinstance(gradient, str) and count(gradient, variable["dtype"]) > 1:
                        yield SUMS[variable["dtype"]]


def rules_of_rate(case):
    rate = case["arguments"].get("learning_rate", 0.001)
    assigned = any("learning_rate" in event for event in case["script"])
    if not isinstance(rate, dict):
        yield "R-RATE-1"
    elif "callable" in rate:
        yield "R-RATE-2"
    else:
        yield from ("R-RATE-3", SCHEDULES[rate["schedule"]])
    if assigned:
        yield "R-RATE-4"


def rules_of_decay(case, updates):
    """Which variables are decayed is not looked at where they are excluded by expressions."""
    default = 0.004 if case.get("optimizer", "AdamW") == "AdamW" else None
    exclusion = case.get("exclude_from_weight_decay", {})
    if case["arguments"].get("weight_decay", default) is None:
        return
    trained = {id(v) for call in updates for v, _ in trained_gradients(case, call.lists)}
    present = {i for i, variable in enumerate(case["variables"]) if id(variable) in trained}
    if present & set(exclusion.get("variables", ())):
        yield "R-DECAY-3"
    if exclusion.get("var_names"):
        yield "R-DECAY-4"
    elif present - set(exclusion.get("variables", ())):
        yield from ("R-DECAY-1", "R-DECAY-2")
        if "weight_decay" not in case["arguments"]:
            yield "R-DEFAULT-WEIGHT-DECAY"


def rules_of_averages(case, calls):
    arguments = case["arguments"]
    if not arguments.get("use_ema"):
        if arguments.keys() & {"ema_momentum", "ema_overwrite_frequency"}:
            yield "R-EMA-6"
        return
    frequency = arguments.get("ema_overwrite_frequency")
    if not calls or all("overwrite_with_gradient" in variable for variable in case["variables"]):
        return
    yield from ("R-EMA-1", "R-EMA-3")
    if any(call.iterations == 0 for call in calls):
        yield "R-EMA-2"
    if frequency and any((call.iterations + 1) % frequency == 0 for call in calls):
        yield "R-EMA-4"


def rules_of_gradients(case, calls):
    """What is special about gradients: missing, of another dtype, by rows, or values themselves."""
    accumulates = case["arguments"].get("gradient_accumulation_steps")
    for call in calls:
        if any(gradient is None for gradients in call.lists for gradient in gradients):
            yield "R-APPLY-2"
        for variable, gradient in trained_gradients(case, call.lists):
            if isinstance(gradient, dict) and call.updates:
                if gradient.get("dtype", variable["dtype"]) != variable["dtype"]:
                    yield "R-CAST-1"
                if "indices" in gradient and not accumulates:
                    yield "R-SPARSE-1"
            if isinstance(gradient, dict) and "indices" in gradient and accumulates:
                yield "R-SPARSE-5"
    for event in case["script"]:
        for variable, gradient in zip(case["variables"], event.get("apply", ())):
            if gradient is not None and "overwrite_with_gradient" in variable:
                yield from ("R-OVERWRITE-1", "R-OVERWRITE-4")
                if accumulates:
                    yield "R-OVERWRITE-3"


def rules_of_constraints(case, calls):
    for call in calls:
        for variable, _ in trained_gradients(case, call.lists):
            if "constraint" in variable:
                yield from ("R-CONSTRAINT-1", f"R-CONSTRAINT-{variable['constraint']['name'].upper()}")


def count(tensor, dtype):
    return len(tensor) // {"float32": 8, "float64": 16, "float16": 4, "bfloat16": 4}[dtype]


if __name__ == "__main__":
    sys.exit(main())
