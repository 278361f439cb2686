"""The process environment of real Keras. Import before anything that imports TensorFlow."""

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
VECTORS = ROOT / "Vectors"
VERSIONS = ROOT / ".keras-versions"

#: The Keras of requirements.txt, which the vectors are from.
PINNED = "3.15.1"

#: What the bits could depend on, and the noise that a user need not read.
SETTINGS = {
    "KERAS_BACKEND": "tensorflow",
    "TF_ENABLE_ONEDNN_OPTS": "0",
    "CUDA_VISIBLE_DEVICES": "-1",
    "TF_CPP_MIN_LOG_LEVEL": "3",
    "TF_USE_LEGACY_KERAS": "0",
}


def prepare():
    os.environ.update(SETTINGS)


def choose(backend):
    """Another backend than that of the vectors, for this process: before Keras is imported."""
    SETTINGS["KERAS_BACKEND"] = backend
