"""Two answers compared bit for bit; NaN equals NaN, whatever its payload and sign."""

from dataclasses import dataclass

import numpy as np

from scripts.keras import tensors
from scripts.keras.cases import quantity_dtype
from scripts.check.judge.port_client import PortBroken

SCALARS = ("learning_rate", "beta_1_power", "beta_2_power", "alpha")


@dataclass
class Mismatch:
    """Where a port's answer first differs from Keras', and how."""

    case: str
    place: str
    expected: str
    actual: str

    def __str__(self):
        return f"{self.case}: {self.place}: expected {self.expected}, got {self.actual}"


def compare(case, expected, reply):
    """The first mismatch of a reply with Keras' observation, or `None`.

    Raises `PortBroken` for a reply that does not have the protocol's form.
    """
    try:
        for place, dtype, wanted, given in pairs(case, expected, reply):
            difference = tensor_difference(dtype, wanted, given)
            if difference:
                element, bits, others = difference
                return Mismatch(case["id"], f"{place}{element}", bits, others)
    except Different as different:
        return Mismatch(case["id"], *different.args)
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        what = f"{type(error).__name__}: {error}"
        raise PortBroken(f"the port's reply to case {case['id']} is malformed ({what})") from error
    return None


class Different(Exception):
    """Something other than bits differs: place, expected, actual."""


def pairs(case, expected, reply):
    """Everything comparable, as `(place, dtype, expected TENSOR, actual TENSOR)`."""
    wanted_error = expected.get("error")
    if wanted_error or reply["reply"] == "error":
        given = {k: reply[k] for k in ("category", "argument") if k in reply}
        if wanted_error != given:
            raise Different("answer", wanted_error or "a run", given or "a run")
        return
    if len(reply["steps"]) != len(expected["steps"]):
        raise Different("number of steps", len(expected["steps"]), len(reply["steps"]))
    for index, (wanted, given) in enumerate(zip(expected["steps"], reply["steps"])):
        yield from columns(case, f"step {index}", wanted["variables"], given["variables"])
    if "state" in reply:
        yield from state_pairs(case, expected["state"], reply["state"])
    if "trace" in reply and "trace" in expected:
        yield from trace_pairs(case, expected["trace"], reply["trace"])


def columns(case, place, wanted, given):
    if len(wanted) != len(given):
        raise Different(f"{place}, number of variables", len(wanted), len(given))
    for variable, one, other in zip(case["variables"], wanted, given):
        if one is None or other is None:
            if one is not other:
                raise Different(f"{place}, variable {variable['name']}", one, other)
            continue
        yield f"{place}, variable {variable['name']}", variable["dtype"], one, other


def state_pairs(case, wanted, given):
    for key in ("iterations", "step_counter"):
        if wanted.get(key) != given.get(key):
            raise Different(f"state, {key}", wanted[key], given.get(key))
    if wanted.keys() != given.keys():
        raise Different("state, fields", sorted(wanted), sorted(given))
    if wanted["slots"].keys() != given["slots"].keys():
        raise Different("state, slots", sorted(wanted["slots"]), sorted(given["slots"]))
    for key in ("learning_rate", "loss_scale"):
        if key in wanted:
            yield f"state, {key}", "float32", wanted[key], given[key]
    for slot, tensor_list in wanted["slots"].items():
        yield from columns(case, f"state, {slot}", tensor_list, given["slots"][slot])


def trace_pairs(case, wanted, given):
    events = [entry["event"] for entry in wanted]
    if events != [entry["event"] for entry in given]:
        raise Different("trace, events", events, [entry["event"] for entry in given])
    for entry, other in zip(wanted, given):
        place = f"trace of event {entry['event']}"
        for name in SCALARS:
            for dtype, tensor in entry[name].items():
                if dtype in other.get(name, {}):
                    yield f"{place}, {name}", dtype, tensor, other[name][dtype]
        gradients = case["script"][entry["event"]]["apply"]
        for variable, gradient, ours, theirs in zip(
            case["variables"], gradients, entry["variables"], other["variables"]
        ):
            for name, tensor in (ours or {}).items():
                if name in (theirs or {}):
                    dtype = quantity_dtype(name, variable, gradient)
                    where = f"{place}, {name} of {variable['name']}"
                    yield where, *same_dtype(where, dtype, tensor, theirs[name])


def same_dtype(place, dtype, wanted, given):
    """The dtype that both tensors are in, and their bits."""
    wanted, given = (
        tensor if isinstance(tensor, dict) else {"dtype": dtype, "data": tensor}
        for tensor in (wanted, given)
    )
    if wanted["dtype"] != given["dtype"]:
        raise Different(f"{place}, dtype", wanted["dtype"], given["dtype"])
    return wanted["dtype"], wanted["data"], given["data"]


def tensor_difference(dtype, wanted, given):
    """The first element that differs: where, and both bit patterns."""
    if wanted == given:
        return None
    if len(wanted) != len(given):
        return " (length)", f"{len(wanted)} digits", f"{len(given)} digits"
    one, other = tensors.decode(wanted, dtype), tensors.decode(given, dtype)
    digits = 2 * one.dtype.itemsize
    bits = f"u{one.dtype.itemsize}"
    different = (one.view(bits) != other.view(bits)) & ~(np.isnan(one) & np.isnan(other))
    if not different.any():
        return None
    index = int(np.flatnonzero(different)[0])
    place = slice(index * digits, (index + 1) * digits)
    return f", element {index} ({dtype})", wanted[place], given[place]
