"""What a file says of a model: its configuration, that of its optimizer, and which Keras wrote it. No model is made."""

import json
import re
import zipfile
from pathlib import Path

import h5py

from scripts.state.safetensors import StateError

#: What Keras makes of the names of optimizers, of which `compile("adamw")` keeps nothing else.
BY_NAME = {
    name.lower(): {
        "module": "keras.optimizers",
        "class_name": name,
        "config": {"name": name.lower()},
        "registered_name": None,
    }
    for name in ("Adam", "AdamW")
}
SCALER = "LossScaleOptimizer"


def describe(path):
    """The configuration of a model and the version of Keras, each `None` where the file does not say it."""
    path = Path(path)
    if path.is_dir():
        entries = {entry.name: entry.read_bytes() for entry in path.glob("*.json")}
    elif zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as archive:
            entries = {name: archive.read(name) for name in archive.namelist() if name.endswith(".json")}
    elif path.suffix == ".json" and not path.name.endswith(".weights.json"):
        entries = {"config.json": path.read_bytes()}
    elif h5py.is_hdf5(path):
        return describe_older(path)
    else:
        path.open("rb").close()  # which says so if there is no such file
        entries = {}
    model = parse(path, entries.get("config.json"))
    return model, (parse(path, entries.get("metadata.json")) or {}).get("keras_version")


def describe_older(path):
    """The same of a `.h5` file, which has two configurations side by side."""
    with h5py.File(path) as file:
        model, training = (parse(path, file.attrs.get(name)) for name in ("model_config", "training_config"))
        optimizer = (training or {}).get("optimizer_config")
        return model and {**model, "compile_config": {"optimizer": optimizer}}, file.attrs.get("keras_version")


def parse(path, text):
    try:
        return None if text is None else json.loads(text)
    except ValueError as error:
        raise StateError(f"{path} has a description that is not JSON: {error}") from error


def optimizer_of(path, model):
    """The configuration of a model's optimizer as Keras wrote it."""
    if not isinstance(model, dict):
        raise StateError(
            f"{path} describes no model, as a whole .keras does: --model names that of the model it belongs to"
        )
    optimizer = (model.get("compile_config") or {}).get("optimizer")
    if isinstance(optimizer, str):
        optimizer = BY_NAME.get(optimizer.lower(), {"class_name": optimizer})
    if not isinstance(optimizer, dict):
        raise StateError(f"the model in {path} has no optimizer in its configuration: save one that is compiled")
    inner = inner_of(optimizer)
    registered = inner.get("registered_name")
    kind = str(inner.get("class_name"))
    if kind.lower() not in BY_NAME or registered not in (None, kind):
        kind = registered or kind
        raise StateError(f"the optimizer in {path} is {kind}: only Adam, AdamW and a {SCALER} of one are converted")
    if not isinstance(inner.get("config"), dict):
        raise StateError(f"the optimizer in {path} has no configuration: save the model with Keras' own save()")
    return optimizer


def inner_of(optimizer):
    """The optimizer that takes the steps."""
    inner = (optimizer.get("config") or {}).get("inner_optimizer")
    return inner if optimizer.get("class_name") == SCALER and isinstance(inner, dict) else optimizer


def scaled(optimizer, name):
    """The optimizer in the loss scaling that `compile` adds under `mixed_float16`, which no configuration says."""
    if inner_of(optimizer) is not optimizer:
        return optimizer
    config = {"name": name, "inner_optimizer": optimizer, "initial_scale": 2.0**15, "dynamic_growth_steps": 2000}
    return {"module": "keras.optimizers", "class_name": SCALER, "config": config, "registered_name": None}


def require_keras_3(path, version):
    if version and not re.match(r"\d+\.\d+", version):
        raise StateError(f"{version!r} is no version of Keras, such as 3.9.2")
    if version and not version.startswith("3."):
        raise StateError(f"{path} was written by Keras {version}: only files of Keras 3 are converted")
