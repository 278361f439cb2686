"""What Keras computes of single numbers: powers, schedules, scaled losses."""

import numpy as np

from scripts.generate.numeric_checks.bits import DTYPES, checksum, hexadecimal
from scripts.generate.numeric_checks.tensorflow import tf  # noqa: F401  sets what Keras must find

import keras  # noqa: E402

BETAS = (0.9, 0.999, 0.99, 0.95, 0.8, 0.5, 0.9999, 0.0, 1.0)
STEPS = 2103


def powers():
    """The betas' powers for the first steps, as the Adam update computes them."""
    steps = range(1, STEPS + 1)
    for dtype, kind in DTYPES.items():
        for beta in BETAS:
            base = keras.ops.cast(beta, dtype)
            results = [keras.ops.power(base, keras.ops.cast(step, dtype)).numpy() for step in steps]
            yield {"dtype": dtype, "beta": beta, "steps": STEPS, "checksum": checksum(np.array(results, kind))}


SCHEDULES = (
    ("ExponentialDecay", {"initial_learning_rate": 0.1, "decay_steps": 7, "decay_rate": 0.96}),
    ("ExponentialDecay", {"initial_learning_rate": 0.1, "decay_steps": 7, "decay_rate": 0.5, "staircase": True}),
    ("InverseTimeDecay", {"initial_learning_rate": 0.3, "decay_steps": 7, "decay_rate": 0.5}),
    ("InverseTimeDecay", {"initial_learning_rate": 0.3, "decay_steps": 7, "decay_rate": 0.5, "staircase": True}),
    ("PolynomialDecay", {"initial_learning_rate": 0.1, "decay_steps": 7}),
    ("PolynomialDecay", {"initial_learning_rate": 0.1, "decay_steps": 7, "end_learning_rate": 0.003, "power": 2.5}),
    ("PolynomialDecay", {"initial_learning_rate": 0.1, "decay_steps": 7, "power": 0.5, "cycle": True}),
    ("PolynomialDecay", {"initial_learning_rate": 0.1, "decay_steps": 7, "end_learning_rate": 0.2, "power": 0.0}),
    ("ExponentialDecay", {"initial_learning_rate": 0.1, "decay_steps": 7.3, "decay_rate": 0.5, "staircase": True}),
    ("InverseTimeDecay", {"initial_learning_rate": 0.3, "decay_steps": 7.3, "decay_rate": 0.5}),
    ("PolynomialDecay", {"initial_learning_rate": 0.1, "decay_steps": 7.3, "power": 0.5, "cycle": True}),
    ("CosineDecay", {"initial_learning_rate": 0.01, "decay_steps": 7.3, "warmup_target": 0.1, "warmup_steps": 3.7}),
    ("CosineDecayRestarts", {"initial_learning_rate": 0.1, "first_decay_steps": 7.3, "t_mul": 1.5, "m_mul": 1.1}),
    ("CosineDecay", {"initial_learning_rate": 0.1, "decay_steps": 7}),
    ("CosineDecay", {"initial_learning_rate": 0.1, "decay_steps": 7, "alpha": 0.1}),
    ("CosineDecay", {"initial_learning_rate": 0.01, "decay_steps": 7, "alpha": 0.3, "warmup_target": 0.1, "warmup_steps": 7}),
    ("CosineDecay", {"initial_learning_rate": 0.01, "decay_steps": 7, "warmup_target": 0.1, "warmup_steps": 0}),
    ("CosineDecay", {"initial_learning_rate": 0.01, "decay_steps": 7, "warmup_steps": 7}),
    ("CosineDecayRestarts", {"initial_learning_rate": 0.1, "first_decay_steps": 7}),
    ("CosineDecayRestarts", {"initial_learning_rate": 0.1, "first_decay_steps": 7, "t_mul": 1.0, "m_mul": 0.9, "alpha": 0.1}),
    ("CosineDecayRestarts", {"initial_learning_rate": 0.1, "first_decay_steps": 7, "t_mul": 1.5, "m_mul": 1.1}),
    ("PiecewiseConstantDecay", {"boundaries": [7], "values": [0.1, 0.03]}),
    ("PiecewiseConstantDecay", {"boundaries": [0, 1, 7, 8], "values": [0.5, 0.1, 0.07, 0.03, 0.0]}),
    ("PiecewiseConstantDecay", {"boundaries": [7, 20], "values": [0.1, float("inf"), 0.03]}),
    ("PiecewiseConstantDecay", {"boundaries": [0.5, 7.9, 49.5], "values": [0.5, 0.1, 0.07, 0.03]}),
    ("PiecewiseConstantDecay", {"boundaries": [-1.5, 16777216.0], "values": [0.5, 0.1, 0.07]}),
)  # fmt: skip

#: The start, both sides of every edge (the last of the edges is that of float32's whole numbers), and far beyond.
EDGES = (*range(30), 48, 49, 50, 55, 56, 57, 104, 105, 106, 1000, 16777215, 16777216, 16777217, 2147483647)


def schedules():
    for name, config in SCHEDULES:
        schedule = getattr(keras.optimizers.schedules, name)(**config)
        rates = [schedule(keras.Variable(step, dtype="int")) for step in EDGES]
        bits = hexadecimal(np.array([keras.ops.cast(rate, "float32").numpy() for rate in rates], np.float32))
        yield {"schedule": name, "config": readable(config), "steps": EDGES, "bits": bits}


def readable(config):
    """JSON has no infinity."""
    return {
        key: [str(number) if number == float("inf") else number for number in value] if key == "values" else value
        for key, value in config.items()
    }


def losses():
    for dtype, kind in DTYPES.items():
        for factor in (128.0, 3.7, 0.1, 1e-30):
            optimizer = keras.optimizers.AdamW(loss_scale_factor=factor, name="adamw")
            values = np.array([1.5, -0.1, 0.0, 1000.0, 6e-8, 1e-39, float("inf"), float("nan")], kind)
            scaled = [optimizer.scale_loss(tf.constant([value.item()], dtype)).numpy()[0] for value in values]
            yield {
                "dtype": dtype,
                "factor": factor,
                "losses": hexadecimal(values),
                "scaled": hexadecimal(np.array(scaled, kind)),
            }
