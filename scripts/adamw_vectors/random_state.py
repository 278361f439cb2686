"""Random cases of Adam, and checkpoints at random places of a script."""


def draw_state(maker, case):
    """Turns a drawn case, now and then, into one of Adam or one that goes on from files."""
    arguments = case["arguments"]
    if maker.chance(0.1):
        case["optimizer"] = "Adam"
    if maker.chance(0.15) and not needs_the_same_optimizer(case):
        script = case["script"]
        for _ in range(maker.source.randint(1, 2)):
            script.insert(maker.source.randint(0, len(script)), {"checkpoint": True})
    if case.get("optimizer") == "Adam" and maker.chance(0.5):
        arguments.pop("weight_decay", None)


def needs_the_same_optimizer(case):
    """Callables are not part of a configuration, and replicas' accumulators not of a state."""
    callables = (case["arguments"].get(name) for name in ("learning_rate", "beta_1", "beta_2"))
    return any(isinstance(value, dict) and "callable" in value for value in callables) or any(
        "apply_replicas" in event for event in case["script"]
    )
