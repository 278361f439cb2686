"""Which rules of the specification a case exercises: from its arguments, script and facts."""

from scripts.keras.refusals import CLIP_ARGUMENTS
from scripts.generate.rules.default_rules import DEFAULT_RULES, default_rules
from scripts.generate.rules.state_rules import STATE_RULES, state_rules
from scripts.generate.rules.surface_facts import SPLIT
from scripts.generate.rules.surface_rules import SURFACE_RULES, surface_refusal, surface_rules

#: Every rule, in the order of the specification.
RULES = """
R-ROUND-1 R-ROUND-2 R-FLUSH-1 R-FLUSH-2 R-CONST-1 R-CONST-2 R-CONST-3 R-POWER-1 R-POWER-2
R-POWER-3 R-SUM-1 R-SUM-2 R-SUM-3 R-SUM-4 R-SUM-5
R-APPLY-1 R-APPLY-2 R-APPLY-3 R-APPLY-4 R-CAST-1 R-SCALE-1
R-ACCUMULATE-1 R-ACCUMULATE-2 R-ACCUMULATE-3 R-ACCUMULATE-4 R-ACCUMULATE-5 R-ACCUMULATE-6
R-CLIP-NORM-1 R-CLIP-NORM-2 R-CLIP-GLOBAL-1 R-CLIP-GLOBAL-2 R-CLIP-GLOBAL-3
R-CLIP-VALUE-1 R-CLIP-VALUE-2 R-CLIP-OFF-1
R-RATE-1 R-RATE-2 R-RATE-3 R-RATE-4
R-SCHEDULE-EXPONENTIAL R-SCHEDULE-PIECEWISE R-SCHEDULE-POLYNOMIAL R-SCHEDULE-INVERSE-TIME
R-SCHEDULE-COSINE R-SCHEDULE-COSINE-RESTARTS
R-DECAY-1 R-DECAY-2 R-DECAY-3 R-DECAY-4
R-BIAS-1 R-BIAS-2 R-MOMENTUM-1 R-VELOCITY-1 R-AMSGRAD-1 R-UPDATE-1 R-BETA-1
R-EMA-1 R-EMA-2 R-EMA-3 R-EMA-4 R-EMA-5 R-EMA-6 R-STATE-1 R-STATE-2
""".split() + DEFAULT_RULES + """
R-ERROR-CLIP R-ERROR-ACCUMULATION R-ERROR-EMA-MOMENTUM R-ERROR-EMA-FREQUENCY R-ERROR-DECAY
R-ERROR-RATE R-ERROR-SCHEDULE R-ERROR-GRADIENTS
""".split() + SURFACE_RULES + STATE_RULES

SCHEDULES = {
    "ExponentialDecay": "R-SCHEDULE-EXPONENTIAL",
    "PiecewiseConstantDecay": "R-SCHEDULE-PIECEWISE",
    "PolynomialDecay": "R-SCHEDULE-POLYNOMIAL",
    "InverseTimeDecay": "R-SCHEDULE-INVERSE-TIME",
    "CosineDecay": "R-SCHEDULE-COSINE",
    "CosineDecayRestarts": "R-SCHEDULE-COSINE-RESTARTS",
}
REFUSALS = {
    "clipnorm": "R-ERROR-CLIP",
    "clipvalue": "R-ERROR-CLIP",
    "global_clipnorm": "R-ERROR-CLIP",
    "gradient_accumulation_steps": "R-ERROR-ACCUMULATION",
    "ema_momentum": "R-ERROR-EMA-MOMENTUM",
    "ema_overwrite_frequency": "R-ERROR-EMA-FREQUENCY",
    "weight_decay": "R-ERROR-DECAY",
    "learning_rate": "R-ERROR-RATE",
    "grads": "R-ERROR-GRADIENTS",
}
POWERS = {
    "float32": "R-POWER-1",
    "float16": "R-POWER-2",
    "bfloat16": "R-POWER-2",
    "float64": "R-POWER-3",
}
SUMS = {"float32": "R-SUM-1", "float64": "R-SUM-3", "bfloat16": "R-SUM-4", "float16": "R-SUM-5"}


def rules_of(case, answer):
    """The case's rules in the specification's order."""
    error = answer["observation"].get("error")
    if error:
        rule = surface_refusal(case, error)
        found = {rule or REFUSALS.get(error["argument"], "R-ERROR-SCHEDULE")}
    else:
        happened = set(answer["facts"]["happened"])
        found = set()
        for aspect in ASPECTS:
            found |= aspect(case, happened, answer["facts"])
        found |= {"R-STATE-2"} if "initial_state" in case else {"R-STATE-1"}
    return [rule for rule in RULES if rule in found]


def updated_dtypes(case, happened):
    return {v["dtype"] for v in case["variables"]} if "update" in happened else set()


def arithmetic(case, happened, facts):
    found = set()
    dtypes = updated_dtypes(case, happened)
    if dtypes & {"float32", "float64"}:
        found.add("R-ROUND-1")
    if dtypes & {"float16", "bfloat16"}:
        found.add("R-ROUND-2")
    if dtypes:
        found |= {"R-CONST-1", "R-CONST-2", "R-CONST-3"}
    found |= {POWERS[dtype] for dtype in dtypes}
    if "flush" in happened:
        found.add("R-FLUSH-1")
    if "half subnormal" in happened:
        found.add("R-FLUSH-2")
    for dtype, count in facts["sums"]:
        if count > 1:
            found.add(SUMS[dtype])
        if count > SPLIT[dtype]:
            found.add("R-SUM-2")
    return found


def applying(case, happened, facts):
    found = {"R-APPLY-3"} if happened else set()
    if any(event.get("apply") == [] for event in case["script"]):
        found.add("R-APPLY-4")
    if "update" in happened:
        found.add("R-APPLY-1")
    if "missing gradient" in happened:
        found.add("R-APPLY-2")
    if "cast" in happened:
        found.add("R-CAST-1")
    factor = case["arguments"].get("loss_scale_factor")
    if factor is not None and happened and "loss_scale_optimizer" not in case:
        found.add("R-SCALE-1")
    return found


def accumulating(case, happened, facts):
    steps = case["arguments"].get("gradient_accumulation_steps", "absent")
    if steps == "absent" or not happened:
        return set()
    if not steps:
        return {"R-ACCUMULATE-6"}
    found = {"R-ACCUMULATE-1"}
    if "accumulation" in happened:
        found.add("R-ACCUMULATE-2")
    if "update" in happened:
        found |= {"R-ACCUMULATE-3", "R-ACCUMULATE-4", "R-ACCUMULATE-5"}
    return found


def clipping(case, happened, facts):
    found = set()
    arguments = case["arguments"]
    if "update" not in happened:
        return found
    value = next((arguments[a] for a in CLIP_ARGUMENTS if arguments.get(a) is not None), None)
    if value is not None and value <= 0:
        return {"R-CLIP-OFF-1"}
    if arguments.get("clipnorm"):
        found.add("R-CLIP-NORM-1")
        if happened & {"zero norm", "infinite norm", "NaN norm"}:
            found.add("R-CLIP-NORM-2")
    if arguments.get("global_clipnorm"):
        found.add("R-CLIP-GLOBAL-1")
        if happened & {"infinite norm", "NaN norm"}:
            found.add("R-CLIP-GLOBAL-2")
        if "zero norm" in happened:
            found.add("R-CLIP-GLOBAL-3")
    if arguments.get("clipvalue"):
        found.add("R-CLIP-VALUE-1")
        if "non-finite gradient" in happened:
            found.add("R-CLIP-VALUE-2")
    return found


def rating(case, happened, facts):
    if "update" not in happened:
        return set()
    rate = case["arguments"].get("learning_rate")
    assigned = any("learning_rate" in event for event in case["script"])
    if not isinstance(rate, dict):
        return {"R-RATE-1", "R-RATE-4"} if assigned else {"R-RATE-1"}
    if "callable" in rate:
        return {"R-RATE-2", "R-RATE-4"} if assigned else {"R-RATE-2"}
    return {"R-RATE-3", SCHEDULES[rate["schedule"]]}


def stepping(case, happened, facts):
    if "update" not in happened:
        return set()
    arguments = case["arguments"]
    found = {"R-BIAS-1", "R-BIAS-2", "R-MOMENTUM-1", "R-VELOCITY-1", "R-UPDATE-1"}
    if "decay" in happened:
        found |= {"R-DECAY-1", "R-DECAY-2"}
    if arguments.get("amsgrad"):
        found.add("R-AMSGRAD-1")
    if any(isinstance(arguments.get(beta), dict) for beta in ("beta_1", "beta_2")):
        found.add("R-BETA-1")
    exclusion = case.get("exclude_from_weight_decay", {})
    if exclusion.get("variables") and "exclusion" in happened:
        found.add("R-DECAY-3")
    # A pattern that excludes nothing shows the rule too: where it would have excluded something.
    if exclusion.get("var_names") and {"decay", "exclusion"} & set(happened):
        found.add("R-DECAY-4")
    return found


def averaging(case, happened, facts):
    arguments = case["arguments"]
    off = not arguments.get("use_ema") or not arguments.get("ema_overwrite_frequency", True)
    found = set()
    if off and arguments.keys() & {"ema_momentum", "ema_overwrite_frequency"}:
        found.add("R-EMA-6")
    if any("finalize" in event for event in case["script"]):
        found.add("R-EMA-5")
    if not arguments.get("use_ema"):
        return found
    if happened & {"average", "first average"}:
        found |= {"R-EMA-1", "R-EMA-3"}
    if "first average" in happened:
        found.add("R-EMA-2")
    if "overwrite" in happened:
        found.add("R-EMA-4")
    return found


ASPECTS = (
    *(arithmetic, applying, accumulating, clipping, rating, stepping, averaging),
    default_rules,
    surface_rules,
    state_rules,
)
