"""Interrupts a training of Keras in eager mode and goes on with it in Swift, and the other way round.

    python scripts/check/resume.py [--port ".build/release/adamw port"]

Both must end with the weights and the state, bit for bit, of the training that was never
interrupted. The state travels in files: Keras' `.keras` and `.weights.h5`, and this package's, by way
of convert.py. Exit status: 0 the same bits; 1 not.
"""

import argparse
import sys
import tempfile
from pathlib import Path

sys.path[0] = str(Path(__file__).resolve().parents[2])

from scripts.keras import environment

environment.prepare()

import keras
import numpy as np

from scripts.check.saving import kinds
from scripts.check.saving.conversions import PORT, case_of, run_port
from scripts.check.saving.training import state_of, train, weights_of
from scripts.keras import tensors
from scripts.state import safetensors
from scripts.state.convert import from_safetensors, to_safetensors

STEPS, BREAK = 9, 4
SCHEDULES = keras.optimizers.schedules

#: Interrupted in the middle of an accumulation cycle, where there is one.
OPTIMIZERS = {
    "plain": kinds.OPTIMIZERS["plain"],
    "everything": lambda: keras.optimizers.AdamW(
        SCHEDULES.CosineDecay(0.1, 20, alpha=0.1),
        weight_decay=0.1,
        amsgrad=True,
        global_clipnorm=0.5,
        **kinds.EMA,
        gradient_accumulation_steps=3,
        loss_scale_factor=8.0,
        name="adamw",
    ),
    "adam": lambda: keras.optimizers.Adam(0.05, clipnorm=0.3, use_ema=True, name="adam"),
    "loss scale": lambda: keras.optimizers.LossScaleOptimizer(
        keras.optimizers.AdamW(0.05, gradient_accumulation_steps=2, name="one"),
        initial_scale=64.0,
        dynamic_growth_steps=3,
        name="one",
    ),
}

CHECKS = (
    ("sequential", "plain", ".weights.h5"),
    ("sequential", "everything", ".keras"),
    ("sequential", "everything", ".weights.h5"),
    ("sequential", "adam", ".keras"),
    ("sequential", "loss scale", ".keras"),
    ("shared+frozen", "everything", ".keras"),
    ("twins", "everything", ".keras"),
    ("embeddings", "plain", ".keras"),
    ("custom", "plain", ".keras"),
    ("mixed_float16", "plain", ".keras"),
)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--port", default=PORT, help="the command of the port (default: %(default)s)")
    port = parser.parse_args().port
    failures = 0
    for kind, name, extension in CHECKS:
        with tempfile.TemporaryDirectory() as folder, kinds.policy(kind):
            check = Check(Path(folder), extension, port, kind, name)
            for direction in (check.keras_to_swift, check.swift_to_keras):
                same = direction()
                failures += not same
                verdict = "same bits" if same else "DIFFERENT"
                what = direction.__name__.replace("_", " ")
                print(f"{verdict}: {what}, {kind}, {name}, {extension}", flush=True)
    print(f"{2 * len(CHECKS) - failures} passed, {failures} failed")
    return 1 if failures else 0


class Check:
    """One kind of model, one optimizer, one kind of file."""

    def __init__(self, folder, extension, port, kind, name):
        self.folder = folder
        self.extension = extension
        self.port = port
        self.kind, self.name = kind, name
        source = np.random.default_rng(7)
        model = self.model()
        self.batches = [kinds.inputs_of(model, source) for _ in range(STEPS)]
        self.gradients = [train(model, batch) for batch in self.batches]
        self.end = weights_of(model), state_of(model)

    def model(self):
        """A model at the beginning of the training."""
        keras.utils.clear_session()
        keras.utils.set_random_seed(7)
        return kinds.compiled(kinds.MODELS[self.kind](), OPTIMIZERS[self.name]())

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
        weights = self.run_port(model, start, self.gradients[BREAK:], end)
        return (weights, saved_state(end)) == self.end

    def swift_to_keras(self):
        start, middle = self.folder / "zero.safetensors", self.folder / "middle.safetensors"
        model = self.model()
        path = self.save(model)
        start.write_bytes(to_safetensors(path, self.folder / "model.keras", None))
        weights = self.run_port(model, start, self.gradients[:BREAK], middle)
        for variable, text in zip(model.trainable_variables, weights):
            variable.assign(tensors.decode(text, "float32", variable.shape))
        path = self.save(model)
        path.write_bytes(from_safetensors(middle, path, self.folder / "model.keras", None))
        resumed = keras.models.load_model(self.folder / "model.keras")
        if self.extension == ".weights.h5":
            resumed.load_weights(path)
        for batch in self.batches[BREAK:]:
            train(resumed, batch)
        return (weights_of(resumed), state_of(resumed)) == self.end

    def run_port(self, model, start, gradients, end):
        """The variables after steps of the port, which starts from one file and writes the other."""
        _, state = safetensors.decode(start.read_bytes())
        shapes = [list(variable.shape) for variable in model.trainable_variables]
        case = case_of(state, weights_of(model), shapes, gradients)
        return run_port(self.port, case, f"--start-from {start} --save-to {end}")


def saved_state(path):
    _, variables = safetensors.decode(path.read_bytes())
    return [array.tobytes().hex() for _, array in variables]


if __name__ == "__main__":
    sys.exit(main())
