"""What Keras answered to a case, by the names that the lines of an example have."""

from scripts.generate.worked_examples.golden import adamw, golden_case

#: Short names of the formulas, and the quantities that they are in a trace (section 2.7).
SCALARS = {"lr": "learning_rate", "p1": "beta_1_power", "p2": "beta_2_power", "alpha": "alpha"}
#: A slot that the state has for other variables, and not for this one.
NO_SLOT = object()
SLOTS = ("momentum", "velocity", "velocity_hat", "average", "gradient_accumulator")
TRACED = (
    *("gradient_unscaled", "gradient_mean", "norm", "gradient_clipped", "decayed", "update", "updated"),
    *("overwritten", "constrained"),
)


def quantity(name):
    """The quantity that a line's name stands for, or None."""
    name = SCALARS.get(name, name)
    known = (*SCALARS.values(), *SLOTS, *TRACED, "weight", "refused")
    return name if name in known or name.startswith("state.") else None


def place_of(place):
    """The index of the place's variable."""
    names = [variable["name"] for variable in golden_case(place.case)["variables"]]
    return names.index(place.variable) if place.variable else 0


def part_of(place):
    """The place's elements."""
    if place.part is None:
        return slice(None)
    first, colon, end = place.part.partition(":")
    return slice(int(first), int(end) if colon else int(first) + 1)


def answer(place, name):
    """What Keras answered: an array, a number or a text; None where its answer does not have the quantity."""
    case, name = golden_case(place.case), quantity(name)
    expected, variable, last = case["expect"], place_of(place), len(case["script"]) - 1
    dtype = adamw.DTYPES[case["variables"][variable]["dtype"]]
    if name is None:
        return None
    if "error" in expected:
        return " ".join(expected["error"].values()) if name == "refused" else None
    state = expected.get("state", {})
    if name.startswith("state."):
        return of_state(state, name.removeprefix("state."), variable, dtype, place)
    if name == "weight":
        kept = expected.get("kept", range(last + 1))
        steps = {event: step["variables"][variable] for event, step in zip(kept, expected["steps"])}
        return elements(steps.get(place.event), dtype, place)
    entry = next((e for e in expected.get("trace", ()) if e["event"] == place.event), {})
    if name in SCALARS.values():
        return elements(entry.get(name, {}).get(dtype.name), dtype)
    traced = (entry.get("variables") or {variable: None})[variable] or {}
    if name in traced:
        own = gradient_dtype(case, place, variable, dtype) if name.startswith(("gradient", "norm")) else dtype
        return elements(traced[name], own, None if name == "norm" else place)
    return of_state(state, name, variable, dtype, place) if name in SLOTS and place.event == last else None


def gradient_dtype(case, place, variable, dtype):
    given = case["script"][place.event].get("apply", [None] * (variable + 1))[variable]
    return adamw.DTYPES[given.get("dtype", dtype.name)] if isinstance(given, dict) else dtype


def of_state(state, name, variable, dtype, place):
    if name in ("iterations", "step_counter"):
        return state.get(name)
    if name in ("learning_rate", "loss_scale"):
        return elements(state.get(name), adamw.FLOAT32)
    tensors = state.get("slots", {}).get(name)
    if tensors and tensors[variable] is None:
        return NO_SLOT
    return elements(tensors[variable], dtype, place) if tensors else None


def elements(given, dtype, place=None):
    """The place's elements of a tensor; all of it without a place."""
    if given is None:
        return None
    given = {"data": given} if isinstance(given, str) else given
    array = adamw.read(dtype, given["data"], given.get("dtype"))
    return array[part_of(place)] if place else array
