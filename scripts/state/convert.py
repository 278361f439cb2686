"""Converts an optimizer's state between this package's files and Keras' own.

    python scripts/state/convert.py to-safetensors model.keras adamw.safetensors
    python scripts/state/convert.py from-safetensors adamw.safetensors model.keras

The model's file may be `.keras`, the older `.h5`, or `.weights.h5` if `--model` names the model's `.keras` file:
weights alone have no configuration. `from-safetensors` replaces the state in a file that has one; weights and
everything else in it stay as they are. Both read the files alone, so classes of your own need not be there; what does
not fit is refused in a sentence, and the target stays as it was.
"""

import argparse
import json
import sys
import traceback
from pathlib import Path

sys.path[0] = str(Path(__file__).resolve().parents[2])

from scripts.state import descriptions, layout, matching, model_names, safetensors
from scripts.state.keras_files import KerasFile, weights_in
from scripts.state.safetensors import StateError


def main():
    options = parse_arguments()
    try:
        names = None if options.names is None else told_names(options.names)
        if options.direction == "to-safetensors":
            content, target = to_safetensors(options.source, options.model, options.written_by, names), options.target
        else:
            target = weights_in(options.target)
            content = from_safetensors(
                options.source, options.target, options.model, options.written_by, names, options.by_order
            )
        safetensors.replace(target, content)
    except Exception as error:
        if options.debug:
            traceback.print_exc()
        print(f"convert: {sentence(error)}", file=sys.stderr)
        return 1
    return 0


def sentence(error):
    if isinstance(error, OSError) and error.filename is not None:
        return f"{error.filename}: {error.strerror}"
    if isinstance(error, (OSError, StateError)):
        return str(error)
    return f"the files could not be understood ({type(error).__name__}: {error}); --debug shows where"


def told_names(path):
    """The list or the map of names in a file."""
    try:
        names = json.loads(Path(path).read_text())
    except ValueError as error:
        raise StateError(f"{path} is not JSON: {error}") from error
    texts = names.values() if isinstance(names, dict) else names
    if not isinstance(names, (dict, list)) or not all(isinstance(name, str) for name in texts):
        raise StateError(f"{path} is neither a JSON list of names nor a map from names to names")
    return names


def to_safetensors(source, model, written_by, names=None):
    """The bytes of the file for the state of a model's optimizer."""
    state = SavedState(source, model, written_by, names)
    if state.numbered:
        warn(f"{state.where} has no names for {words(state.numbered)}, numbered here; --names FILE tells them")
    return safetensors.encode(state.optimizer, state.variables())


def from_safetensors(source, target, model, written_by, names=None, by_order=False):
    """The bytes of the model's file with the state of a file of this package."""
    try:
        _, variables = safetensors.decode(Path(source).read_bytes())
    except StateError as error:
        raise StateError(f"{source} is no whole file of an optimizer: {error}") from error
    state = SavedState(target, model, written_by, names)
    found = matching.by_name(variables, state)
    if isinstance(found, str):
        by_place = matching.by_order(variables, state)
        if not by_order and not state.numbered:
            raise StateError(
                f"{found}: --names FILE tells other names, and --by-order takes the variables by their order"
            )
        warn(f"{found}; the variables are taken by their order")
        found = by_place
    return state.file.with_variables([found[place] for place in state.layout.places_in(state.version)])


class SavedState:
    """The state of an optimizer in a file of Keras, and what its variables are."""

    def __init__(self, path, model, written_by, names):
        self.where = str(path)
        described, version = descriptions.describe(model or path)
        self.version = written_by or version
        descriptions.require_keras_3(model or path, self.version)
        optimizer = descriptions.optimizer_of(model or path, described)
        self.file = KerasFile(path)
        arrays = self.file.variables()
        self.layout = layout.Layout(optimizer, arrays, path)
        if self.layout.has_scaling:
            optimizer = descriptions.scaled(optimizer, self.file.name() or "loss_scale_optimizer")
        self.optimizer = optimizer
        self.arrays = self.layout.placed(arrays, self.version)
        self.names, self.numbered = self.names_of(described, names)

    def names_of(self, described, told):
        """What the model's variables are called, and which of them are numbered instead."""
        shapes = [array.shape for place, array in self.arrays.items() if place.slot == "momentum"]
        if isinstance(told, list):
            if len(told) != len(shapes):
                raise StateError(
                    f"--names has {len(told)} names, but {self.where} the state of {len(shapes)} variables"
                )
            return told, []
        if paths := self.file.paths():
            slots = [path.rpartition("/")[2] for path in paths if path.endswith("_momentum")]
            names, numbered = [slot.removesuffix("_momentum") for slot in slots], []
        else:
            names, numbered = model_names.names_of(described, self.file.shapes(), shapes)
        if unknown := (told or {}).keys() - set(names):
            raise StateError(f"--names tells a name for {min(unknown)}, but the variables are {', '.join(names)}")
        return [(told or {}).get(name, name) for name in names], [name for name in numbered if name not in (told or {})]

    def variables(self):
        """`(path, array)` in Keras' order."""
        pair = descriptions.inner_of(self.optimizer), self.optimizer
        owners = [optimizer["config"].get("name") or optimizer["class_name"].lower() for optimizer in pair]
        return [(f"{owners[place.is_scaling]}/{place.name(self.names)}", array) for place, array in self.arrays.items()]


def words(names):
    return f"one variable ({names[0]})" if len(names) == 1 else f"{len(names)} variables ({names[0]} to {names[-1]})"


def warn(message):
    print(f"convert: {message}", file=sys.stderr)


def parse_arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("direction", choices=("to-safetensors", "from-safetensors"))
    parser.add_argument("source")
    parser.add_argument("target")
    parser.add_argument("--model", help="the compiled model's .keras file, its folder or its JSON, for .weights.h5")
    parser.add_argument("--written-by", metavar="VERSION", help="the Keras that wrote the state, if no file tells it")
    parser.add_argument(
        "--names", metavar="FILE", help="JSON: a list of the paths of model.trainable_variables, or a map of some names"
    )
    parser.add_argument("--by-order", action="store_true", help="from-safetensors: whatever the variables are called")
    parser.add_argument("--debug", action="store_true", help="show where an error comes from")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
