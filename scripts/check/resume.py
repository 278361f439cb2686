"""Interrupts a training of Keras in eager mode and goes on with it in Swift, and the other way round.

    python scripts/check/resume.py [--port ".build/release/adamw port"]

Both must end with the weights and the state, bit for bit, of the training that was never
interrupted. The state travels in files: Keras' `.keras` and `.weights.h5`, and this package's, by way
of convert.py. Exit status: 0 the same bits; 1 not.
"""

import argparse
import json
import sys
import tempfile
from pathlib import Path

sys.path[0] = str(Path(__file__).resolve().parents[2])

from scripts.keras import environment

environment.prepare()

import keras
import numpy as np
import tensorflow as tf

from scripts.keras import tensors
from scripts.check.judge.port_client import PortClient
from scripts.state.convert import from_safetensors, to_safetensors
from scripts.state import safetensors

PORT = f"{environment.ROOT / '.build' / 'release' / 'adamw'} port"
STEPS, BREAK = 9, 4
SCHEDULES = keras.optimizers.schedules

#: Interrupted in the middle of an accumulation cycle, where there is one.
RUNS = {
    "plain": lambda: keras.optimizers.AdamW(0.05, name="adamw"),
    "everything": lambda: keras.optimizers.AdamW(
        SCHEDULES.CosineDecay(0.1, 20, alpha=0.1),
        weight_decay=0.1,
        amsgrad=True,
        global_clipnorm=0.5,
        use_ema=True,
        ema_momentum=0.9,
        ema_overwrite_frequency=2,
        gradient_accumulation_steps=3,
        loss_scale_factor=8.0,
        name="adamw",
    ),
    "adam": lambda: keras.optimizers.Adam(0.05, clipnorm=0.3, use_ema=True, name="adam"),
    "loss-scale": lambda: keras.optimizers.LossScaleOptimizer(
        keras.optimizers.AdamW(0.05, gradient_accumulation_steps=2, name="adamw"),
        initial_scale=64.0,
        dynamic_growth_steps=3,
        name="scaled",
    ),
}

CHECKS = (
    ("plain", ".weights.h5"),
    ("everything", ".keras"),
    ("everything", ".weights.h5"),
    ("adam", ".keras"),
    ("loss-scale", ".keras"),
)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--port", default=PORT, help="the command of the port (default: %(default)s)")
    port = parser.parse_args().port
    failures = 0
    for name, extension in CHECKS:
        with tempfile.TemporaryDirectory() as folder:
            check = Check(Path(folder), extension, port, RUNS[name])
            for direction in (check.keras_to_swift, check.swift_to_keras):
                same = direction()
                failures += not same
                verdict = "same bits" if same else "DIFFERENT"
                what = direction.__name__.replace("_", " ")
                print(f"{verdict}: {what}, {name}, {extension}", flush=True)
    print(f"{2 * len(CHECKS) - failures} passed, {failures} failed")
    return 1 if failures else 0


class Check:
    """One optimizer, one kind of file."""

    def __init__(self, folder, extension, port, make_optimizer):
        self.folder = folder
        self.extension = extension
        self.port = port
        self.make_optimizer = make_optimizer
        source = np.random.default_rng(7)
        self.initial = [source.normal(size=v.shape) for v in new_model(make_optimizer).weights]
        self.batches = source.normal(size=(STEPS, 8, 4)).astype(np.float32)
        model = self.model()
        self.gradients = [train(model, batch) for batch in self.batches]
        self.weights, self.state = snapshot(model)

    def model(self):
        """A model at the beginning of the training."""
        model = new_model(self.make_optimizer)
        for variable, value in zip(model.trainable_variables, self.initial):
            variable.assign(value)
        return model

    def interrupted(self):
        """A model and its files after the first part of the training in Keras."""
        model = self.model()
        for batch in self.batches[:BREAK]:
            train(model, batch)
        return model, self.save(model)

    def save(self, model):
        model.save(self.folder / "model.keras")
        if self.extension == ".weights.h5":
            model.save_weights(self.folder / "model.weights.h5")
        return self.folder / f"model{self.extension}"

    def keras_to_swift(self):
        model, path = self.interrupted()
        start, end = self.folder / "start.safetensors", self.folder / "end.safetensors"
        start.write_bytes(to_safetensors(path, self.folder / "model.keras", None))
        case = self.case(model, self.gradients[BREAK:])
        weights = self.run_port(case, f"--start-from {start} --save-to {end}")
        return weights == self.weights and saved_state(end) == self.state

    def swift_to_keras(self):
        start, middle = self.folder / "zero.safetensors", self.folder / "middle.safetensors"
        model = self.model()
        path = self.save(model)
        start.write_bytes(to_safetensors(path, self.folder / "model.keras", None))
        case = self.case(model, self.gradients[:BREAK])
        weights = self.run_port(case, f"--start-from {start} --save-to {middle}")
        for variable, text in zip(model.trainable_variables, weights):
            variable.assign(tensors.decode(text, "float32", variable.shape))
        path = self.save(model)
        path.write_bytes(from_safetensors(middle, path, self.folder / "model.keras", None))
        resumed = keras.models.load_model(self.folder / "model.keras")
        if self.extension == ".weights.h5":
            resumed.load_weights(path)
        for batch in self.batches[BREAK:]:
            train(resumed, batch)
        return snapshot(resumed) == (self.weights, self.state)

    def case(self, model, gradients):
        """The rest of the training; variables have the names that the model has once it is loaded."""
        loaded = keras.models.load_model(self.folder / "model.keras")
        names = [v.path for v in loaded.trainable_variables]
        variables = [
            {"name": name, "dtype": "float32", "shape": list(v.shape), "data": encoded(v)}
            for name, v in zip(names, model.trainable_variables)
        ]
        return {
            "id": "resume/run",
            "rules": [],
            "arguments": {},
            "variables": variables,
            "script": [{"apply": list(map(tensors.encode, step))} for step in gradients],
        }

    def run_port(self, case, options):
        """The variables after the case."""
        client = PortClient(f"{self.port} {options}")
        try:
            client.start()
            reply = client.run(case)
            client.stop()
        finally:
            client.kill()
        if reply["reply"] != "run":
            raise RuntimeError(f"the port answered {json.dumps(reply)[:500]}")
        return reply["steps"][-1]["variables"]


def new_model(make_optimizer):
    keras.utils.clear_session()
    model = keras.Sequential(
        [
            keras.Input((4,)),
            keras.layers.Dense(5, activation="tanh", name="hidden"),
            keras.layers.Dense(2, name="output"),
        ],
        name="model",
    )
    model.compile(make_optimizer(), "mse", run_eagerly=True, jit_compile=False)
    model.optimizer.build(model.trainable_variables)
    return model


def train(model, batch):
    """One step, and the gradients that it took."""
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean((model(batch) - batch[:, :2]) ** 2)
        scaled = model.optimizer.scale_loss(loss)
    gradients = tape.gradient(scaled, [v.value for v in model.trainable_variables])
    model.optimizer.apply(gradients)
    return [gradient.numpy() for gradient in gradients]


def encoded(variable):
    return tensors.encode(variable.numpy())


def snapshot(model):
    """The bits of the weights and of the optimizer's variables."""
    state = [np.asarray(v.numpy()).tobytes() for v in model.optimizer.variables]
    return [encoded(v) for v in model.trainable_variables], state


def saved_state(path):
    _, variables = safetensors.decode(path.read_bytes())
    return [array.tobytes() for _, array in variables]


if __name__ == "__main__":
    sys.exit(main())
