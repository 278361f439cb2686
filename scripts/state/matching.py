"""Which variable of a file of this package goes to which place of a file of Keras."""

from scripts.state.layout import SCALING
from scripts.state.safetensors import StateError


def by_name(variables, state):
    """The arrays by place, of one name in their order; or a sentence about the first variable that does not fit.

    The names of the optimizers in the paths need not be the same, only their parts.
    """
    saved = {}
    for is_scaling, name, array in split(variables):
        saved.setdefault((is_scaling, name), []).append(array)
    found = {}
    for place in state.arrays:
        name = place.name(state.names)
        arrays = saved.get((place.is_scaling, name))
        if not arrays:
            return f"the optimizer in {state.where} has {name}, but the state does not"
        found[place] = checked(arrays.pop(0), place, name, state)
    left = [name for (_, name), arrays in saved.items() if arrays]
    return f"the state has {left[0]}, but the optimizer in {state.where} does not" if left else found


def by_order(variables, state):
    """The same where names say nothing: a slot's variables in their order."""
    found, left = {}, list(split(variables))
    for place in state.arrays:
        ending = place.slot if place.index is None else f"_{place.slot}"
        fitting = [item for item in left if item[0] == place.is_scaling and item[1].endswith(ending)]
        if not fitting:
            raise StateError(
                f"the optimizer in {state.where} has {place.name(state.names)}, but the state has no more {place.slot}"
            )
        left.remove(fitting[0])
        found[place] = checked(fitting[0][2], place, fitting[0][1], state)
    if left:
        raise StateError(f"the state has {left[0][1]}, but the optimizer in {state.where} has nothing of that kind")
    return found


def split(variables):
    """`(is one of the loss scaling, name, array)`: its own are the first of their names with its part of the path."""
    owners = [path.rpartition("/")[0] for path, _ in variables if path.rpartition("/")[2] == "step_counter"]
    left = set(SCALING)
    for path, array in variables:
        owner, _, name = path.rpartition("/")
        is_scaling = bool(owners) and owner == owners[0] and name in left
        if is_scaling:
            left.remove(name)
        yield is_scaling, name, array


def checked(array, place, name, state):
    """The array as the file has it, where a count may be of another width."""
    like = state.arrays[place]
    if like.dtype.kind == array.dtype.kind == "i" and like.shape == array.shape:
        return array.astype(like.dtype)
    if (array.shape, array.dtype) != (like.shape, like.dtype):
        raise StateError(
            f"{name} is {array.dtype} of shape {array.shape} in the state,"
            f" but {like.dtype} of shape {like.shape} in {state.where}"
        )
    return array
