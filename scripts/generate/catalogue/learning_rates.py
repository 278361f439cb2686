"""learning-rates: numbers, callables and assignments in mid-run; callable betas."""

from scripts.generate.catalogue.common import DECAYING, identify, overwriting
from scripts.generate.catalogue.plan import Plan, VectorFile
from scripts.generate.catalogue.values import make_inputs

EVENTS = 12
DESCRIBED = (
    ("kernel", "float32", (2, 3)),
    ("bias", "float64", (3,)),
    ("scale", "float16", (2,)),
    ("gate", "bfloat16", (2,)),
)

#: For ports that have float32 only.
SINGLES = (("kernel", "float32", (2, 3)), ("bias", "float32", (3,)))

#: What the script sets, by the event before which it does so.
ASSIGNMENTS = {
    "once": {5: 0.03},
    "often": {1: 0.2, 2: 0.07, 6: 0.013, 7: 0.7, 11: 0.1},
    "twice-at-once": {4: 0.5, 4.5: 0.05},
    "zero-and-back": {3: 0.0, 8: 0.1},
    "negative": {6: -0.1},
    "at-the-end": {12: 0.01},
}
ASSIGNED_TO_SINGLES = ("once", "often")
FEATURES = {
    "": {},
    "accumulate3": {"gradient_accumulation_steps": 3},
    "ema2+amsgrad": {**overwriting(2), "amsgrad": True},
}

#: Numbers at the edges of float32, through which the learning rate goes on its way to any dtype.
NUMBERS = {
    "third": 0.3333333333333333,
    "large": 7.3,
    "zero": 0.0,
    "negative": -0.1,
    "just-below-float32-midpoint": 0.10000000521540642,
    "subnormal": 1e-40,
    "overflow": 1e39,
}


def files():
    inputs = {}
    for prefix, described in (("", DESCRIBED), ("float32-", SINGLES)):
        whole = make_inputs(f"learning-rates{prefix and '/float32'}", described, EVENTS)
        inputs[f"{prefix}steady"] = whole
        for name in ASSIGNED_TO_SINGLES if prefix else ASSIGNMENTS:
            script = assigned(whole, ASSIGNMENTS[name])
            inputs[f"{prefix}{name}"] = {"variables": whole["variables"], "script": script}
    about = "The learning rate as a number, assigned in mid-run, or called; and callable betas."
    both = [*plans("", ASSIGNMENTS), *plans("float32-", ASSIGNED_TO_SINGLES)]
    yield VectorFile("learning-rates", about, both, inputs)


def assigned(inputs, assignments):
    """The script with learning rates set between its events."""
    events = [(position, {"learning_rate": rate}) for position, rate in assignments.items()]
    applies = [(index + 0.9, event) for index, event in enumerate(inputs["script"])]
    return [event for _, event in sorted(events + applies, key=lambda pair: pair[0])]


def plans(prefix, assignments):
    def plan(parts, arguments, inputs):
        case = {
            "id": identify("learning-rates", *parts, prefix.rstrip("-")),
            "arguments": {**DECAYING, **arguments},
            "inputs": prefix + inputs,
        }
        return Plan(case)

    for name, number in NUMBERS.items():
        yield plan([f"number-{name}"], {"learning_rate": number}, "steady")
    called = {"learning_rate": {"callable": 0.1}}
    first, second = {"beta_1": {"callable": 0.8}}, {"beta_2": {"callable": 0.95}}
    for feature, arguments in FEATURES.items():
        yield plan(["callable", feature], {**called, **arguments}, "steady")
        for name in assignments:
            yield plan([f"assign-{name}", feature], arguments, name)
            yield plan([f"callable-{name}", feature], {**called, **arguments}, name)
        yield plan(["callable-beta_1", feature], {**first, **arguments}, "steady")
        yield plan(["callable-beta_2", feature], {**second, **arguments}, "steady")
        yield plan(["callable-betas", feature], {**first, **second, **arguments}, "steady")
