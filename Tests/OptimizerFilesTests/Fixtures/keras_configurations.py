"""Lets Keras make the optimizers that configurations on standard input describe, one on each line.

Prints for each, on a line, what Keras then writes about it, and its learning rate at some steps.
"""

import json
import sys
from pathlib import Path

sys.path[0] = str(Path(__file__).resolve().parents[3])

from scripts.keras import environment

environment.prepare()

import keras

STEPS = (0, 1, 5, 30)


def main():
    for line in sys.stdin:
        optimizer = keras.optimizers.deserialize(json.loads(line))
        text = json.dumps(keras.optimizers.serialize(optimizer))
        print(json.dumps({"configuration": text, "rates": rates(optimizer)}), flush=True)


def rates(optimizer):
    inner = getattr(optimizer, "inner_optimizer", optimizer)
    found = []
    for step in STEPS:
        inner._iterations.assign(step)
        found.append(float(inner.learning_rate))
    return found


if __name__ == "__main__":
    main()
