"""Real `fit` in eager mode of a small model on scikit-learn's digits, written down as cases.

    python -m scripts.generate.catalogue.recorded_training

Prints one JSON object: by the name of the run the case's arguments, variables and script, and the
weights after each event as `fit` left them.
"""

import os

#: Matrix products by the code that TensorFlow was compiled with, whatever the processor has more.
os.environ["TENSORFLOW_USE_CUSTOM_CONTRACTION_KERNEL"] = "0"

from scripts.keras import environment

environment.prepare()

import keras
import numpy as np
import tensorflow as tf
from sklearn.datasets import load_digits

from scripts.keras import tensors
from scripts.keras.cases import canonical

tf.config.threading.set_intra_op_parallelism_threads(1)
tf.config.threading.set_inter_op_parallelism_threads(1)

BATCH, BATCHES, EPOCHS = 32, 40, 3

#: The optimizer, and the units of the hidden layer.
RUNS = {
    "ema": {
        "arguments": {
            "learning_rate": 0.01,
            "weight_decay": 0.02,
            "use_ema": True,
            "ema_momentum": 0.9,
        },
        "units": 16,
    },
    "accumulation": {
        "arguments": {
            "learning_rate": {
                "schedule": "CosineDecay",
                "config": {"initial_learning_rate": 0.02, "decay_steps": 120, "alpha": 0.1},
            },
            "weight_decay": 0.05,
            "amsgrad": True,
            "global_clipnorm": 0.5,
            "gradient_accumulation_steps": 3,
        },
        "units": 8,
    },
    "mixed-float16": {
        "arguments": {"learning_rate": 0.01, "weight_decay": 0.02, "clipnorm": 1.0},
        "loss_scale_optimizer": {"initial_scale": 1048576.0, "dynamic_growth_steps": 20},
        "units": 8,
    },
}


class RecordingFit(keras.callbacks.Callback):
    """Keeps the weights after every batch, and what finalizing made of them."""

    def __init__(self):
        super().__init__()
        self.steps = []

    def on_train_batch_end(self, batch, logs=None):
        self.steps.append(weights_of(self.model))


def gradients_recorded(optimizer):
    """A list that gets the gradients that the optimizer is handed, at each step."""
    recorded = []
    apply = optimizer.apply

    def recording_apply(grads, trainable_variables=None):
        recorded.append([tensors.encode(g.numpy()) for g in grads])
        return apply(grads, trainable_variables)

    object.__setattr__(optimizer, "apply", recording_apply)
    return recorded


def weights_of(model):
    return [tensors.encode(v.numpy()) for v in model.trainable_variables]


def make_optimizer(run):
    arguments = {"name": "adamw", **run["arguments"]}
    rate = arguments["learning_rate"]
    if isinstance(rate, dict):
        schedule = getattr(keras.optimizers.schedules, rate["schedule"])
        arguments["learning_rate"] = schedule(**rate["config"])
    optimizer = keras.optimizers.AdamW(**arguments)
    if "loss_scale_optimizer" not in run:
        return optimizer
    scaling = run["loss_scale_optimizer"]
    return keras.optimizers.LossScaleOptimizer(optimizer, name="loss_scale_optimizer", **scaling)


def train(run):
    """The case of a training and the weights after each of its events."""
    keras.utils.clear_session()
    keras.utils.set_random_seed(11)
    keras.mixed_precision.set_global_policy(
        "mixed_float16" if "loss_scale_optimizer" in run else "float32"
    )
    digits = load_digits()
    images = (digits.data / 16).astype(np.float32)[: BATCH * BATCHES]
    labels = digits.target[: len(images)]
    model = keras.Sequential(
        [
            keras.Input((64,)),
            keras.layers.Dense(run["units"], activation="relu", name="hidden"),
            keras.layers.Dense(10, dtype="float32", name="classes"),
        ],
        name="digits",
    )
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    optimizer = make_optimizer(run)
    gradients = gradients_recorded(optimizer)
    model.compile(optimizer, loss=loss, run_eagerly=True, jit_compile=False)
    variables = [
        {"name": v.path, "dtype": "float32", "shape": list(v.shape), "data": tensors.encode(v.numpy())}
        for v in model.trainable_variables
    ]
    callback = RecordingFit()
    model.fit(
        images,
        labels,
        batch_size=BATCH,
        epochs=EPOCHS,
        verbose=0,
        shuffle=False,
        callbacks=[callback],
    )
    case = {name: run[name] for name in ("arguments", "loss_scale_optimizer") if name in run}
    script = [{"apply": step} for step in gradients]
    return {
        "case": {**case, "variables": variables, "script": [*script, {"finalize": True}]},
        "steps": [*callback.steps, weights_of(model)],
    }


def main():
    print(canonical({name: train(run) for name, run in RUNS.items()}))


if __name__ == "__main__":
    main()
