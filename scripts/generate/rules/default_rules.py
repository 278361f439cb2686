"""Which defaults a case rests on: arguments that it leaves out, where what they say was reached."""

#: Every rule, in the order of the specification.
DEFAULT_RULES = """
R-DEFAULT-LEARNING-RATE R-DEFAULT-WEIGHT-DECAY R-DEFAULT-BETA-1 R-DEFAULT-BETA-2 R-DEFAULT-EPSILON
R-DEFAULT-EMA-MOMENTUM R-DEFAULT-OFF R-DEFAULT-SCHEDULE R-DEFAULT-CONSTRAINT R-DEFAULT-LOSS-SCALE
""".split()

#: By rule: the argument, and what must have happened for it to count.
ARGUMENTS = {
    "R-DEFAULT-LEARNING-RATE": ("learning_rate", "update"),
    "R-DEFAULT-BETA-1": ("beta_1", "update"),
    "R-DEFAULT-BETA-2": ("beta_2", "update"),
    "R-DEFAULT-EPSILON": ("epsilon", "update"),
}
#: What is off unless it is given, beside averages, which the one rule on their momentum turns on.
OFF = {
    *("amsgrad", "clipnorm", "clipvalue", "global_clipnorm"),
    *("ema_overwrite_frequency", "loss_scale_factor", "gradient_accumulation_steps"),
}
#: The options of schedules and of constraints that may be left out.
SCHEDULES = {
    "ExponentialDecay": {"staircase"},
    "PiecewiseConstantDecay": set(),
    "PolynomialDecay": {"end_learning_rate", "power", "cycle"},
    "InverseTimeDecay": {"staircase"},
    "CosineDecay": {"alpha", "warmup_target", "warmup_steps"},
    "CosineDecayRestarts": {"t_mul", "m_mul", "alpha"},
}
CONSTRAINTS = {
    "MaxNorm": {"max_value", "axis"},
    "NonNeg": set(),
    "UnitNorm": {"axis"},
    "MinMaxNorm": {"min_value", "max_value", "rate", "axis"},
}
SCALING = {"initial_scale", "dynamic_growth_steps"}


def default_rules(case, happened, facts):
    arguments = case["arguments"]
    found = {rule for rule, (name, fact) in ARGUMENTS.items() if name not in arguments and fact in happened}
    # Adam has another default: none, which is R-ADAM-1.
    if "decay" in happened and "weight_decay" not in arguments:
        found.add("R-DEFAULT-WEIGHT-DECAY")
    if "average" in happened and "ema_momentum" not in arguments:
        found.add("R-DEFAULT-EMA-MOMENTUM")
    if "update" in happened and not OFF & arguments.keys():
        found.add("R-DEFAULT-OFF")
    rate = arguments.get("learning_rate")
    if isinstance(rate, dict) and "schedule" in rate and "update" in happened:
        if SCHEDULES[rate["schedule"]] - rate["config"].keys():
            found.add("R-DEFAULT-SCHEDULE")
    for constraint in (variable.get("constraint") for variable in case["variables"]):
        if (
            constraint
            and constraint["name"] in happened
            and CONSTRAINTS[constraint["name"]] - constraint["config"].keys()
        ):
            found.add("R-DEFAULT-CONSTRAINT")
    if "loss_scale_optimizer" in case and SCALING - case["loss_scale_optimizer"].keys():
        found.add("R-DEFAULT-LOSS-SCALE")
    return found
