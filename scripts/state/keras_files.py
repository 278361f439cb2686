"""The state of an optimizer in Keras' files, as arrays in the order in which Keras numbered them.

Read are `.keras` archives and their folders, `.weights.h5`, `.weights.json` with its shards, and the older `.h5`.
"""

import contextlib
import io
import json
import zipfile
from pathlib import Path

import h5py
import ml_dtypes
import numpy as np

from scripts.state.safetensors import StateError

WEIGHTS = "model.weights.h5"
NUMBERED, INNER, NAMED = "optimizer/vars", "optimizer/inner_optimizer/vars", "optimizer_weights"


class KerasFile:
    """A file with a state: its HDF5 parts, of which shards have several, and the other entries of its archive."""

    def __init__(self, path):
        self.path = weights_in(path)
        self.entries = {}
        self.parts = [self.path.read_bytes()]
        if self.path.suffix == ".json":
            self.parts = self.read_shards()
        elif zipfile.is_zipfile(self.path):
            self.parts = [self.read_archive()]

    def read_archive(self):
        with zipfile.ZipFile(self.path) as archive:
            self.entries = {info: archive.read(info) for info in archive.infolist()}
        held = {info.filename: content for info, content in self.entries.items()}
        if WEIGHTS not in held:
            raise StateError(
                f"{self.path} has no {WEIGHTS}, only {', '.join(held)}: save the model with Keras' own save()"
            )
        return held[WEIGHTS]

    def read_shards(self):
        try:
            places = json.loads(self.parts[0])["weight_map"]
            names = dict.fromkeys(n for v in places.values() for n in ([v] if isinstance(v, str) else v))
        except (AttributeError, KeyError, TypeError, ValueError) as error:
            raise StateError(f"{self.path} is no index of shards, which Keras calls NAME.weights.json") from error
        return [self.path.with_name(name).read_bytes() for name in names]

    @contextlib.contextmanager
    def hdf5(self, content, mode="r"):
        try:
            file = h5py.File(io.BytesIO(content) if isinstance(content, bytes) else content, mode)
        except OSError as error:
            what = (
                f"{WEIGHTS} in {self.path} is damaged" if self.entries else f"{self.path} is no HDF5, as .weights.h5 is"
            )
            raise StateError(f"{what}: {error}") from error
        with file:
            yield file

    def variables(self):
        """The optimizer's variables as arrays, in the order in which Keras numbered them."""
        found = {}
        for content in self.parts:
            with self.hdf5(content) as file:
                found |= {key: array_of(dataset) for key, dataset in self.datasets(file).items()}
        if not found:
            raise StateError(
                f"{self.path} has no optimizer state: save a model that is compiled, and not its layers alone"
            )
        return [found[key] for key in numbered(found)]

    def datasets(self, file):
        """The optimizer's datasets by number."""
        if NUMBERED in file:
            return dict(file[NUMBERED].items())
        if NAMED in file:
            return {str(i): file[NAMED][path] for i, path in enumerate(attribute(file[NAMED], "weight_names"))}
        return {}

    def paths(self):
        """The variables' paths, which only the older `.h5` has."""
        with self.hdf5(self.parts[0]) as file:
            return attribute(file[NAMED], "weight_names") if NAMED in file else None

    def name(self):
        """The optimizer's name, which Keras writes since 3.6."""
        with self.hdf5(self.parts[0]) as file:
            return file[NUMBERED].attrs.get("name") if NUMBERED in file else None

    def shapes(self):
        """The shapes of the model's own variables that are no counts, by the path of their dataset."""
        found = {}

        def keep(path, item):
            if isinstance(item, h5py.Dataset) and item.dtype.kind in "fV" and not path.startswith("optimizer"):
                found[path] = item.shape

        for content in self.parts:
            with self.hdf5(content) as file:
                file.visititems(keep)
        return found

    def with_variables(self, arrays):
        """The bytes of the same file with other values of the optimizer's variables."""
        if self.path.suffix == ".json":
            raise StateError(
                f"{self.path} is an index of shards, which cannot be replaced at once: convert to a .weights.h5"
            )
        memory = io.BytesIO(self.parts[0])
        with self.hdf5(memory, "r+") as file:
            write(self.datasets(file), arrays)
            if INNER in file:
                # Keras writes an inner optimizer's variables a second time.
                write(dict(file[INNER].items()), arrays[len(arrays) - len(file[INNER]) :])
        if not self.entries:
            return memory.getvalue()
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w") as archive:
            for info, content in self.entries.items():
                archive.writestr(info, memory.getvalue() if info.filename == WEIGHTS else content)
        return packed.getvalue()


def weights_in(path):
    """The file itself, or that with the weights in a folder."""
    path = Path(path)
    return path / WEIGHTS if path.is_dir() else path


def numbered(found):
    """The keys 0, 1, 2, ... of the variables; nothing else may be there."""
    keys = [str(index) for index in range(len(found))]
    if missing := [key for key in keys if key not in found]:
        raise StateError(f"the optimizer's variables are not numbered from 0: {missing[0]} is missing")
    return keys


def attribute(group, name):
    """A list of texts; longer ones lie in attributes with numbers."""
    names = (
        [name]
        if name in group.attrs
        else sorted((key for key in group.attrs if key.startswith(name)), key=lambda key: int(key[len(name) :]))
    )
    return [text.decode() if isinstance(text, bytes) else text for key in names for text in group.attrs[key]]


def array_of(dataset):
    array = dataset[()]
    if dataset.attrs.get("dtype") == "bfloat16":
        array = np.asarray(array).view(ml_dtypes.bfloat16)
    return np.asarray(array)


def write(datasets, arrays):
    for key, array in zip(numbered(datasets), arrays, strict=True):
        target = datasets[key]
        if target.shape != array.shape or array_of(target).dtype != array.dtype:
            raise StateError(f"variable {key} is of another shape or dtype in the file")
        target[...] = array.view(target.dtype) if target.dtype != array.dtype else array
