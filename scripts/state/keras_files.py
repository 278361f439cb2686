"""The optimizer's state in Keras' `.keras` and `.weights.h5` files."""

import io
import json
import zipfile

import h5py
import ml_dtypes
import numpy as np

from scripts.state.safetensors import StateError

WEIGHTS = "model.weights.h5"
PLACES = ("optimizer/vars", "optimizer/inner_optimizer/vars")


class KerasFile:
    """A file's HDF5 part, and what else there is to write back around it."""

    def __init__(self, path):
        self.path = path
        self.entries = {}
        with open(path, "rb") as stream:
            self.hdf5 = stream.read()
        if zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as archive:
                self.entries = {info: archive.read(info) for info in archive.infolist()}
            self.hdf5 = next(v for k, v in self.entries.items() if k.filename == WEIGHTS)

    @property
    def keras_version(self):
        """The version of Keras that wrote a `.keras` file; `None` for weights alone."""
        metadata = self.json_entry("metadata.json")
        return metadata and metadata["keras_version"]

    @property
    def model_configuration(self):
        """The model that a `.keras` file describes."""
        configuration = self.json_entry("config.json")
        if configuration is None:
            raise StateError(f"{self.path} describes no model; name a .keras file that does")
        return configuration

    def json_entry(self, name):
        for info, content in self.entries.items():
            if info.filename == name:
                return json.loads(content)
        return None

    def variables(self):
        """The optimizer's variables as arrays, in the order in which Keras numbered them."""
        with h5py.File(io.BytesIO(self.hdf5), "r") as file:
            if PLACES[0] not in file:
                raise StateError(f"{self.path} has no optimizer state")
            group = file[PLACES[0]]
            return [array_of(group[str(index)]) for index in range(len(group))]

    def with_variables(self, arrays):
        """The bytes of the same file with other values of the optimizer's variables."""
        memory = io.BytesIO(self.hdf5)
        with h5py.File(memory, "r+") as file:
            write(file[PLACES[0]], arrays)
            if PLACES[1] in file:
                # Keras writes an inner optimizer's variables a second time.
                write(file[PLACES[1]], arrays[len(arrays) - len(file[PLACES[1]]) :])
        if not self.entries:
            return memory.getvalue()
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w") as archive:
            for info, content in self.entries.items():
                weights = info.filename == WEIGHTS
                archive.writestr(info, memory.getvalue() if weights else content)
        return packed.getvalue()


def array_of(dataset):
    array = dataset[()]
    if dataset.attrs.get("dtype") == "bfloat16":
        array = np.asarray(array).view(ml_dtypes.bfloat16)
    return np.asarray(array)


def write(group, arrays):
    for index, array in enumerate(arrays):
        target = group[str(index)]
        if target.shape != array.shape or array_of(target).dtype != array.dtype:
            raise StateError(f"variable {index} is of another shape or dtype in the file")
        target[...] = array.view(target.dtype) if target.dtype != array.dtype else array
