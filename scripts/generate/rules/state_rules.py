"""Which rules about Adam itself, configurations and saved states a case exercises."""

#: Every rule, in the order of the specification.
STATE_RULES = """
R-ADAM-1 R-CONFIG-1 R-CONFIG-2 R-CONFIG-3 R-STATE-3 R-CHECKPOINT-1
""".split()


def state_rules(case, happened, facts):
    found = {"R-ADAM-1"} if case.get("optimizer") == "Adam" else set()
    if not any("checkpoint" in event for event in case["script"]):
        return found
    found |= {"R-CONFIG-1", "R-STATE-3", "R-CHECKPOINT-1"}
    scheduled = isinstance(case["arguments"].get("learning_rate"), dict)
    return found | {"R-CONFIG-3" if scheduled else "R-CONFIG-2"}
