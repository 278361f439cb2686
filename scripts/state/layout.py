"""The order and the names of an optimizer's variables."""

from scripts.state.safetensors import StateError

#: Since this version Keras has all averages before all accumulators, and before it in turn.
ORDERED_SINCE = (3, 10)


def paths_of(optimizer, version):
    """The paths of a built optimizer's variables in the order of a version of Keras."""
    paths = [variable.path for variable in optimizer.variables]
    if tuple(map(int, version.split(".")[:2])) >= ORDERED_SINCE:
        return paths
    averages = [path for path in paths if path.endswith("_average")]
    accumulators = [path for path in paths if path.endswith("_gradient_accumulator")]
    if not averages or not accumulators:
        return paths
    start = paths.index(averages[0])
    pairs = [path for pair in zip(averages, accumulators) for path in pair]
    return paths[:start] + pairs + paths[start + len(pairs) :]


def arranged(variables, optimizer, paths):
    """The arrays of a saved state in the order of `paths`, recognised by their names.

    The names of the optimizers in the paths need not be the same, only their parts.
    """
    counter = [path for path, _ in variables if name_of(path) == "step_counter"]
    outer = owner_of(counter[0]) if counter else None
    own = owner_of(paths[0]) if hasattr(optimizer, "inner_optimizer") else None
    saved = {}
    for path, array in variables:
        saved[(owner_of(path) == outer, name_of(path))] = array
    wanted = [(owner_of(path) == own, name_of(path)) for path in paths]
    for key in saved.keys() - set(wanted):
        raise StateError(f"the state has {key[1]}, but the model's optimizer does not")
    for key in wanted:
        if key not in saved:
            raise StateError(f"the model's optimizer has {key[1]}, but the state does not")
    return [saved[key] for key in wanted]


def owner_of(path):
    return path.rpartition("/")[0]


def name_of(path):
    return path.rpartition("/")[2]
