"""The case object: what it may hold, its whole form, and one spelling of it as JSON."""

import hashlib
import json

#: What a port is sent; the rest of a case in a file describes or judges it.
REQUEST_FIELDS = (
    "id",
    "rules",
    "arguments",
    "exclude_from_weight_decay",
    "variables",
    "initial_state",
    "script",
)


def expand(case, inputs):
    """The whole case: variables and script taken from the file's inputs where it names them."""
    if "inputs" not in case:
        return dict(case)
    whole = {**inputs[case["inputs"]], **case}
    del whole["inputs"]
    return whole


def request(case):
    """The part of a whole case that a port is sent."""
    return {field: case[field] for field in REQUEST_FIELDS if field in case}


def canonical(value):
    """Compact ASCII JSON; floats as Python prints them, which reads back to the same double."""
    return json.dumps(value, separators=(",", ":"), ensure_ascii=True, allow_nan=False)


def digest(value):
    text = json.dumps(value, separators=(",", ":"), sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()


def gradient_parts(gradient, variable):
    """Dtype and TENSOR of a gradient that is not null."""
    if isinstance(gradient, str):
        return variable["dtype"], gradient
    return gradient["dtype"], gradient["data"]
