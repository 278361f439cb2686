"""The case object: what it may hold, its whole form, and one spelling of it as JSON."""

import hashlib
import json

#: What a port is sent; the rest of a case in a file describes or judges it.
REQUEST_FIELDS = (
    "id",
    "rules",
    "optimizer",
    "arguments",
    "exclude_from_weight_decay",
    "loss_scale_optimizer",
    "variables",
    "initial_state",
    "script",
)

#: The quantities of a trace that are computed from gradients before their cast.
GRADIENT_QUANTITIES = ("gradient_unscaled", "gradient_mean", "norm", "gradient_clipped")


def expand(case, inputs):
    """The whole case: variables and script taken from the file's inputs where it names them."""
    if "inputs" not in case:
        return dict(case)
    whole = {**inputs[case["inputs"]], **case}
    del whole["inputs"]
    return whole


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
    return gradient.get("dtype", variable["dtype"]), gradient["data"]


def quantity_dtype(name, variable, gradient):
    """The dtype that a traced quantity is in unless it says so: a gradient's is the gradient's."""
    if gradient is not None and name in GRADIENT_QUANTITIES:
        return gradient_parts(gradient, variable)[0]
    return variable["dtype"]


def gradient_rows(gradient):
    """The rows that a sparse gradient has elements for, or `None`."""
    return gradient.get("indices") if isinstance(gradient, dict) else None


def replicas_are_used(case):
    return any("apply_replicas" in event for event in case["script"])
