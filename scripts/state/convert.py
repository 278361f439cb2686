"""Converts an optimizer's state between this package's files and Keras' own.

    python scripts/state/convert.py to-safetensors model.keras adamw.safetensors
    python scripts/state/convert.py from-safetensors adamw.safetensors model.keras

The model's file may be `.keras`, or `.weights.h5` if `--model` names a compiled model's `.keras`
file: weights alone have neither names nor a configuration. `from-safetensors` replaces the state
in a file that has one; weights and everything else in it stay as they are. Both refuse what does not
fit, by name, and leave the target as it was.
"""

import argparse
import sys
from pathlib import Path

sys.path[0] = str(Path(__file__).resolve().parents[2])

from scripts.keras import environment

environment.prepare()

import keras

from scripts.state import layout, safetensors
from scripts.state.keras_files import KerasFile
from scripts.state.safetensors import StateError


def main():
    arguments = parse_arguments()
    try:
        if arguments.direction == "to-safetensors":
            content = to_safetensors(arguments.source, arguments.model, arguments.written_by)
        else:
            content = from_safetensors(
                arguments.source, arguments.target, arguments.model, arguments.written_by
            )
        safetensors.replace(arguments.target, content)
    except (OSError, StateError) as error:
        print(f"convert: {error}", file=sys.stderr)
        return 1
    return 0


def to_safetensors(source, model, written_by):
    """The bytes of the file for the state of a model's optimizer."""
    file = KerasFile(source)
    optimizer = optimizer_of(model or source)
    paths = layout.paths_of(optimizer, version_of(file, written_by))
    arrays = file.variables()
    if len(arrays) != len(paths):
        raise StateError(
            f"{source} has {len(arrays)} optimizer variables, but the model's optimizer {len(paths)}"
        )
    for path, array, variable in zip(paths, arrays, in_order(optimizer, paths)):
        if tuple(variable.shape) != array.shape:
            raise StateError(f"{path} has shape {array.shape} in {source}, not {variable.shape}")
    current = [variable.path for variable in optimizer.variables]
    variables = sorted(zip(paths, arrays), key=lambda item: current.index(item[0]))
    return safetensors.encode(keras.optimizers.serialize(optimizer), variables)


def from_safetensors(source, target, model, written_by):
    """The bytes of the model's file with the state of a file of this package."""
    with open(source, "rb") as stream:
        _, variables = safetensors.decode(stream.read())
    file = KerasFile(target)
    optimizer = optimizer_of(model or target)
    paths = layout.paths_of(optimizer, version_of(file, written_by))
    return file.with_variables(layout.arranged(variables, optimizer, paths))


def optimizer_of(path):
    """The built optimizer of a compiled model, for its configuration and its variables' names.

    The state is not loaded: a newer Keras would mix up that of an older one.
    """
    model = keras.saving.deserialize_keras_object(KerasFile(path).model_configuration)
    optimizer = getattr(model, "optimizer", None)
    if optimizer is None:
        raise StateError(f"the model in {path} has no optimizer")
    if not optimizer.built:
        optimizer.build(model.trainable_variables)
    return optimizer


def in_order(optimizer, paths):
    by_path = {variable.path: variable for variable in optimizer.variables}
    return [by_path[path] for path in paths]


def version_of(file, written_by):
    return written_by or file.keras_version or keras.__version__


def parse_arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("direction", choices=("to-safetensors", "from-safetensors"))
    parser.add_argument("source")
    parser.add_argument("target")
    parser.add_argument("--model", help="the compiled model's .keras file, for .weights.h5")
    parser.add_argument(
        "--written-by", metavar="VERSION", help="the Keras that wrote .weights.h5, if another"
    )
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
