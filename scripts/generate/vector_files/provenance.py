"""The software that the bits come from, and nothing that differs between equal installations."""

import platform
from importlib.metadata import version

from scripts.keras import environment

PACKAGES = ("keras", "tensorflow-cpu", "numpy", "ml_dtypes")


def provenance():
    """Versions only: no host, no processor model, no date, so that regeneration is repeatable."""
    return {
        **{name: version(name) for name in PACKAGES},
        "python": platform.python_version(),
        "glibc": platform.libc_ver()[1],
        "machine": platform.machine(),
        "environment": {
            name: environment.SETTINGS[name] for name in ("KERAS_BACKEND", "TF_ENABLE_ONEDNN_OPTS")
        },
        "threads": 1,
    }
