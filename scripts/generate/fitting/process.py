"""The trainings, in a process of their own that has what a user's has."""

import json
import os
import subprocess
import sys

from scripts.generate.catalogue.common import identify
from scripts.generate.fitting.runs import RUNS, note
from scripts.keras import environment


def trainings(onednn=None):
    """The cases, one after the other; `onednn` is the setting of that process, `None` for TensorFlow's own choice."""
    inherited = {name: value for name, value in os.environ.items() if name not in environment.SETTINGS}
    given = {"TF_ENABLE_ONEDNN_OPTS": onednn} if onednn else {}
    process = subprocess.Popen(
        [sys.executable, "-m", "scripts.generate.fitting.training"],
        env={**inherited, **given, "PYTHONPATH": str(environment.ROOT)},
        stdout=subprocess.PIPE,
        text=True,
    )
    for name, run in RUNS.items():
        line = process.stdout.readline()
        if not line:
            raise RuntimeError(f"the process that trains died at {name}")
        yield {"id": identify("fits", name), "note": note(run), **json.loads(line)}
    process.wait()
