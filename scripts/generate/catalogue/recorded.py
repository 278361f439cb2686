"""recorded: real `fit` in eager mode on scikit-learn's digits, replayed gradient by gradient."""

import json
import os
import subprocess
import sys

from scripts.keras import environment
from scripts.generate.catalogue.common import identify
from scripts.generate.catalogue.plan import Plan, VectorFile

FILE = "recorded"

#: The events whose weights are kept: the first, one in the middle, the last ones.
KEPT = {
    "ema": [0, 60, 119, 120],
    "accumulation": [0, 60, 119],
    "mixed-float16": [0, 60, 119],
}
NOTES = {
    "ema": "120 batches; the last event is that with which `fit` makes the weights their averages.",
    "accumulation": "120 batches, of which every third updates, with a schedule.",
    "mixed-float16": "A mixed_float16 model: scaled losses, the first of them overflowing.",
}


def files():
    plans = []
    for name, training in trainings().items():
        case = {"id": identify(FILE, name), "note": NOTES[name], **training["case"]}
        plans.append(Plan(case, kept=KEPT[name], witnessed=training["steps"]))
    about = "Real trainings of a small classifier of handwritten digits by `fit` in eager mode, every gradient."
    yield VectorFile(FILE, about, plans)


def trainings():
    """What real Keras did, in a process of its own."""
    result = subprocess.run(
        [sys.executable, "-m", "scripts.generate.catalogue.recorded_training"],
        env={**os.environ, "PYTHONPATH": str(environment.ROOT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    if result.returncode:
        raise RuntimeError(f"the training that is recorded failed:\n{result.stderr[-3000:]}")
    return json.loads(result.stdout)
