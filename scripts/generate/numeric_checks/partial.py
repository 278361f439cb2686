"""Keras' AdamW applied to some of its variables, in any order."""

import numpy as np

from scripts.generate.numeric_checks.bits import hexadecimal, random_values
from scripts.generate.numeric_checks.tensorflow import tf

import keras  # noqa: E402

SHAPES = ([3], [2, 2], [], [5])

ARGUMENTS = {
    "learning_rate": 0.1,
    "weight_decay": 0.2,
    "beta_1": 0.8,
    "beta_2": 0.95,
    "epsilon": 0.01,
    "amsgrad": True,
    "global_clipnorm": 1.0,
    "use_ema": True,
    "ema_momentum": 0.7,
    "ema_overwrite_frequency": 3,
}

#: The variables of each call, in its order; a negative number is one that is there without a gradient.
CALLS = ((2, 0, 3, 1), (3, 1, 0), (1,), (0, -1, 2), (3, 2, 1, 0), (0, 1, 2, 3), (2, 3), (1, 3, 0, 2))


def runs():
    for accumulation in (None, 2):
        optimizer = keras.optimizers.AdamW(
            **ARGUMENTS, gradient_accumulation_steps=accumulation, name="adamw"
        )
        variables = [
            keras.Variable(values(index, shape), dtype="float32", name=f"v{index}")
            for index, shape in enumerate(SHAPES)
        ]
        optimizer.build(variables)
        steps = []
        for call, places in enumerate(CALLS):
            gradients = [
                None if place < 0 else tf.constant(values(100 * (call + 1) + place, SHAPES[place]))
                for place in places
            ]
            optimizer.apply(gradients, [variables[abs(place)] for place in places])
            steps.append([hexadecimal(np.asarray(variable)) for variable in variables])
        yield {"accumulation": accumulation, "calls": CALLS, "shapes": SHAPES, "steps": steps}


def values(seed, shape):
    return random_values("float32", seed, int(np.prod(shape)), 127, 5).reshape(shape)
