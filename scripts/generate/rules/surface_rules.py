"""Which rules beyond the dense step on plain variables a case exercises."""

from scripts.keras.cases import gradient_rows, replicas_are_used

#: Every rule, in the order of the specification.
SURFACE_RULES = """
R-SPARSE-1 R-SPARSE-2 R-SPARSE-3 R-SPARSE-4 R-SPARSE-5 R-SPARSE-6
R-LOSS-SCALE-1 R-LOSS-SCALE-2 R-LOSS-SCALE-3 R-LOSS-SCALE-4 R-LOSS-SCALE-5 R-LOSS-SCALE-6
R-OVERWRITE-1 R-OVERWRITE-2 R-OVERWRITE-3 R-OVERWRITE-4
R-CONSTRAINT-1 R-CONSTRAINT-2
R-CONSTRAINT-MAXNORM R-CONSTRAINT-NONNEG R-CONSTRAINT-UNITNORM R-CONSTRAINT-MINMAXNORM
R-SUM-AXIS-1 R-SUM-AXIS-2 R-SUM-AXIS-3 R-SUM-AXIS-4 R-SUM-AXIS-5
R-REPLICA-1 R-REPLICA-2 R-REPLICA-3 R-REPLICA-4 R-REPLICA-5 R-REPLICA-6
R-ERROR-SPARSE R-ERROR-LOSS-SCALE R-ERROR-OVERWRITE R-ERROR-CONSTRAINT
""".split()


def surface_rules(case, happened, facts):
    found = set()
    for aspect in ASPECTS:
        found |= aspect(case, happened)
    return found


def surface_refusal(case, error):
    """The rule by which a case with something of these is refused, or `None`."""
    if error["argument"] == "axis":
        return "R-ERROR-CONSTRAINT"
    if error["argument"] == "grads" and "loss_scale_optimizer" in case:
        return "R-ERROR-LOSS-SCALE"
    if error["argument"] == "grads" and replicas_are_used(case):
        return "R-ERROR-GRADIENTS"
    if any("overwrite_with_gradient" in variable for variable in case["variables"]):
        return "R-ERROR-OVERWRITE"
    if error["argument"] == "grads" and has_rows(case):
        return "R-ERROR-SPARSE"
    return None


def has_rows(case):
    lists = [event.get("apply", ()) for event in case["script"]]
    for event in case["script"]:
        lists += event.get("apply_replicas", ())
    return any(gradient_rows(gradient) is not None for gradients in lists for gradient in gradients)


def sparse_rules(case, happened):
    arguments = case["arguments"]
    found = set()
    if arguments.get("gradient_accumulation_steps"):
        found |= {"R-SPARSE-5"} if happened & {"rows", "update by rows"} else set()
    elif "update by rows" in happened:
        found.add("R-SPARSE-1")
        if arguments.get("global_clipnorm"):
            found.add("R-SPARSE-4")
        else:
            found.add("R-SPARSE-2")
        if arguments.get("clipnorm") or arguments.get("clipvalue"):
            found.add("R-SPARSE-3")
    return found | {"R-SPARSE-6"} if "row below zero" in happened else found


LOSS_SCALE_FACTS = {
    "scaled step": "R-LOSS-SCALE-1",
    "skipped step": "R-LOSS-SCALE-2",
    "scale grew": "R-LOSS-SCALE-3",
    "scale out of range": "R-LOSS-SCALE-4",
}


def loss_scale_rules(case, happened):
    if "loss_scale_optimizer" not in case:
        return set()
    found = {rule for fact, rule in LOSS_SCALE_FACTS.items() if fact in happened}
    if has_rows(case):
        found.add("R-LOSS-SCALE-5")
    if case["arguments"].get("loss_scale_factor") is not None:
        found.add("R-LOSS-SCALE-6")
    if "update" in happened and {v["dtype"] for v in case["variables"]} & {"float16", "bfloat16"}:
        found.add("R-CAST-1")
    return found


def overwrite_rules(case, happened):
    found = {"R-OVERWRITE-1"} if "overwritten by gradient" in happened else set()
    if "no other gradient" in happened:
        found.add("R-OVERWRITE-2")
    if found and case["arguments"].get("gradient_accumulation_steps"):
        found.add("R-OVERWRITE-3")
    if found:
        found.add("R-OVERWRITE-4")
    return found


CONSTRAINT_FACTS = {
    "constraint after average": "R-CONSTRAINT-2",
    "MaxNorm": "R-CONSTRAINT-MAXNORM",
    "NonNeg": "R-CONSTRAINT-NONNEG",
    "UnitNorm": "R-CONSTRAINT-UNITNORM",
    "MinMaxNorm": "R-CONSTRAINT-MINMAXNORM",
    "sum of one": "R-SUM-AXIS-1",
    "sum of neighbours": "R-SUM-AXIS-2",
    "sum of neighbours in float32": "R-SUM-1",
    "sum of neighbours in float64": "R-SUM-3",
    "sum of neighbours in bfloat16": "R-SUM-4",
    "sum of neighbours in float16": "R-SUM-5",
    "split sum of neighbours": "R-SUM-2",
    "sum of columns": "R-SUM-AXIS-3",
    "sum around the middle": "R-SUM-AXIS-4",
    "sum of the shuffled": "R-SUM-AXIS-5",
}


def constraint_rules(case, happened):
    found = {rule for fact, rule in CONSTRAINT_FACTS.items() if fact in happened}
    return found | {"R-CONSTRAINT-1"} if found else found


def replica_rules(case, happened):
    if "replicas" not in happened:
        return set()
    found = {"R-REPLICA-1"}
    if "update" in happened:
        found.add("R-REPLICA-2")
    if case["arguments"].get("gradient_accumulation_steps"):
        found.add("R-REPLICA-3")
    if "update by rows" in happened:
        found.add("R-REPLICA-4")
    if "overwritten by gradient" in happened:
        found.add("R-REPLICA-5")
    if "loss_scale_optimizer" in case:
        found |= {"R-REPLICA-6", "R-LOSS-SCALE-1"}
    return found


ASPECTS = (sparse_rules, loss_scale_rules, overwrite_rules, constraint_rules, replica_rules)
