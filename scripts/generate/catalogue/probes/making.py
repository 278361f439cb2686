"""How a probe is made: one rule shows, and everything else is as harmless as it can be.

With gradients of about 1 and hardly an epsilon, implementations differ only in rounding, so that a
larger difference is the rule's. The probes about rounding itself have titles that begin with it.
"""

import math
import re

from scripts.keras import tensors
from scripts.generate.catalogue.plan import Plan
from scripts.generate.catalogue.values import Values

FILE = "probes"
EVENTS = 8
PLAIN = {"learning_rate": 0.05, "weight_decay": 0.0, "beta_1": 0.9, "beta_2": 0.99, "epsilon": 1e-12}
#: An epsilon beside which the size of the gradients is felt, not only their proportions.
FELT = {"epsilon": 0.01}
ACCUMULATE = {"gradient_accumulation_steps": 3}
AVERAGE = {"use_ema": True, "ema_momentum": 0.7}

#: Names and shapes of variables.
ONE = {"weight": (1,)}
TWO = {"kernel": (2, 2), "bias": (3,)}
TWINS = {"a/kernel": (3,), "b/kernel": (3,)}
ROWS = {"embedding": (4, 2), "bias": (2,)}


def probe(
    shows,
    note,
    arguments=None,
    variables=None,
    dtypes=None,
    events=EVENTS,
    gradient=None,
    weight=1.0,
    change=None,
    **fields,
):
    """The plan of a probe for the rule `shows`, which its note says in a few plain words.

    `gradient(event, variable, number)` makes of a number between 0.5 and 1.5, or now and then its
    negative, the one that is applied; `weight` is the size of the weights, one for each variable if it is a
    tuple; `change(case)` is what else is to be done to the case.
    """
    if len(note) > 40:
        raise ValueError(f"the title '{note}' is longer than 40 characters")
    identifier = f"{FILE}/{re.sub('[^A-Za-z0-9._]+', '-', note).strip('-')}"
    described = list((variables or TWO).items()) if isinstance(variables or TWO, dict) else variables
    dtypes = (dtypes,) * len(described) if isinstance(dtypes, str) else dtypes or ("float32",) * len(described)
    sizes = weight if isinstance(weight, tuple) else (weight,) * len(described)
    values = Values(identifier)
    case = {"id": identifier, "note": note, "arguments": {**PLAIN, **(arguments or {})}, **fields}
    case["variables"] = [
        {"name": name, "dtype": dtype, "shape": list(shape), "data": numbers(values, shape, dtype, size)}
        for (name, shape), dtype, size in zip(described, dtypes, sizes, strict=True)
    ]

    def made(event, place, shape, dtype):
        change = gradient and (lambda number: gradient(event, place, number))
        return numbers(values, shape, dtype, change=change)

    case["script"] = [
        {
            "apply": [
                made(event, place, shape, dtype) for place, ((_, shape), dtype) in enumerate(zip(described, dtypes))
            ]
        }
        for event in range(events)
    ]
    if change:
        change(case)
    case["arguments"] = {name: value for name, value in case["arguments"].items() if value is not ABSENT}
    return Plan(case, shows=shows)


#: An argument that is left to its default.
ABSENT = object()


def numbers(values, shape, dtype, size=1.0, change=None):
    """Numbers between 0.5 and 1.5, three of ten negative."""
    made = [size * (1 + values.source.uniform(-0.5, 0.5)) for _ in range(math.prod(shape))]
    made = [-number if values.source.random() < 0.3 else number for number in made]
    return tensors.from_numbers(map(change, made) if change else made, dtype)


def scaled(size):
    """Gradients of another size."""
    return lambda event, variable, number: number * size


def rising(event, variable, number):
    return number * 2.0**event


def falling(event, variable, number):
    return number * 0.5**event


def none(event, variable, number):
    return 0.0


def swelling(size=1.0, factors=(1, 8, 0.5, 4, 0.25, 2, 16, 1)):
    """Gradients whose size goes up and down."""
    return lambda event, variable, number: number * size * factors[event % len(factors)]


def inserted(*events):
    """A change that puts events, each with its place, into the script."""

    def change(case):
        for place, event in events:
            case["script"].insert(place, event)

    return change


def missing(*places):
    """A change that takes gradients out: of each place an event and a variable."""

    def change(case):
        for event, variable in places:
            case["script"][event]["apply"][variable] = None

    return change


def with_number(number, *places):
    """A change that sets an element of gradients: of each place the event, the variable and the element."""

    def change(case):
        for event, variable, element in places:
            gradients = case["script"][event]["apply"]
            array = tensors.decode(gradients[variable], case["variables"][variable]["dtype"]).copy()
            array[element] = number
            gradients[variable] = tensors.encode(array)

    return change


def with_weights(*numbers):
    """A change that gives the first variable these weights."""

    def change(case):
        first = case["variables"][0]
        first["data"] = tensors.from_numbers(numbers, first["dtype"])

    return change
