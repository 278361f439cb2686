"""Lets Keras make the optimizers that configurations on standard input describe, one on each line.

Prints what Keras then writes about each, one on each line.
"""

import json
import sys

from adamw_vectors import environment

environment.prepare()

import keras

for line in sys.stdin:
    optimizer = keras.optimizers.deserialize(json.loads(line))
    print(json.dumps(keras.optimizers.serialize(optimizer)), flush=True)
