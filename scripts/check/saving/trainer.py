"""Trains, saves and resumes models of all kinds with the Keras of this process.

    python -m scripts.check.saving.trainer make FOLDER [KIND ...]     trains and saves each, then another state of it
    python -m scripts.check.saving.trainer resume FOLDER [KIND ...]   goes on from what was saved and what was converted

Each has a folder `KIND/OPTIMIZER` with a `.json` of what came out. What Keras itself cannot do is noted there.
"""

import json
import sys
from pathlib import Path

import keras
import numpy as np

from scripts.check.saving import kinds
from scripts.check.saving.training import state_of, train, weights_of

BREAK, REST = 4, 4


def make(folder, kind, name):
    model = kinds.compiled(kinds.MODELS[kind](), kinds.OPTIMIZERS[name]())
    for batch in batches(model, 1, BREAK):
        train(model, batch)
    save(model, folder / "model")
    for variable in model.optimizer.variables:
        variable.assign(np.zeros(variable.shape))
    save(model, folder / "blank")
    return {"paths": [variable.path for variable in model.optimizer.variables]}


def save(model, path):
    model.save(f"{path}.keras")
    model.save_weights(f"{path}.weights.h5")


def resume(folder, kind, name):
    """Whether both go on alike, and what the rest of the training was."""
    original, converted = load(folder / "model.keras", name), load(folder / "round.keras", name)
    start, names = weights_of(original), [variable.name for variable in original.trainable_variables]
    begin = state_of(original)
    script = [train(original, batch) for batch in batches(original, 2, REST)]
    for batch in batches(converted, 2, REST):
        train(converted, batch)
    original.save(folder / "end.keras")
    end = weights_of(original)
    same = weights_of(converted) == end and state_of(converted) == state_of(original)
    original.load_weights(folder / "round.weights.h5")
    return {
        "same": same and state_of(original) == begin and weights_of(original) == start,
        "excluded": [i for i, name in enumerate(names) if name in kinds.EXCLUDED] if "exclusion" in name else [],
        "shapes": [list(variable.shape) for variable in original.trainable_variables],
        "start": start,
        "script": script,
        "end": end,
    }


def load(path, name):
    model = keras.models.load_model(path)
    if "exclusion" in name:
        kinds.excluding(getattr(model.optimizer, "inner_optimizer", model.optimizer))
    return model


def batches(model, seed, count):
    source = np.random.default_rng(seed)
    return [kinds.inputs_of(model, source) for _ in range(count)]


def main():
    stage, root = {"make": make, "resume": resume}[sys.argv[1]], Path(sys.argv[2])
    for kind in sys.argv[3:] or kinds.MODELS:
        for name in kinds.FEW.get(kind, kinds.OPTIMIZERS):
            folder = root / kind / name
            if stage is resume and not (folder / "round.keras").exists():
                continue
            folder.mkdir(parents=True, exist_ok=True)
            keras.utils.clear_session()
            keras.utils.set_random_seed(7)
            try:
                with kinds.policy(kind):
                    found = stage(folder, kind, name)
            except Exception as error:
                found = {"error": f"{type(error).__name__}: {error}"}
            (folder / f"{sys.argv[1]}.json").write_text(json.dumps(found))


if __name__ == "__main__":
    main()
