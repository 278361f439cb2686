"""Sees that the converter refuses in one sentence what it cannot convert, and then leaves the target as it was.

    python scripts/check/refused_files.py

Exit status: 0 each file is refused with the words that it should be; 1 not.
"""

import json
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

sys.path[0] = str(Path(__file__).resolve().parents[2])

from scripts.keras import environment

environment.prepare()

import keras

from scripts.check.saving import kinds

CONVERT = environment.ROOT / "scripts" / "state" / "convert.py"
TO, FROM = "to-safetensors", "from-safetensors"
ADAMW, WITH_EMA = kinds.OPTIMIZERS["plain"], kinds.OPTIMIZERS["ema"]

#: What is asked, with a target that is `kept`, and words of the answer.
REFUSED = (
    (TO, "sgd.keras", "kept", "SGD: only Adam, AdamW"),
    (TO, "scaled-sgd.keras", "kept", "SGD: only Adam, AdamW"),
    (TO, "mine.keras", "kept", "house>Mine: only Adam, AdamW"),
    (TO, "uncompiled.keras", "kept", "has no optimizer in its configuration"),
    (TO, "unbuilt.keras", "kept", "has not been built: save after a step"),
    (TO, "hollow.keras", "kept", "has no model.weights.h5, only metadata.json"),
    (TO, "half.keras", "kept", "model.weights.h5 in half.keras is damaged"),
    (TO, "undescribed.keras", "kept", "undescribed.keras describes no model"),
    (TO, "second.keras", "kept", "was written by Keras 2.15.0"),
    (TO, "text.keras", "kept", "text.keras describes no model"),
    (TO, "missing.keras", "kept", "missing.keras: No such file"),
    (TO, "good.weights.h5", "kept", "--model names that of the model"),
    (TO, "text.keras", "kept", "--model", "good.keras", "text.keras is no HDF5"),
    (TO, "good.weights.h5", "kept", "--model", "ema.keras", "10 optimizer variables, which are not 2 and then 3"),
    (TO, "good.keras", "kept", "--written-by", "newest", "'newest' is no version of Keras"),
    (TO, "good.keras", "kept", "--names", "one.json", "--names has 1 names, but good.keras the state of 4"),
    (TO, "good.keras", "kept", "--names", "other.json", "--names tells a name for nothing"),
    (TO, "good.keras", "none/file", "none/file cannot be written"),
    (FROM, "good.safetensors", "ema.keras", "has net_hidden_kernel_average"),
    (FROM, "renamed.safetensors", "good.keras", "has net_hidden_kernel_momentum", "--by-order"),
    (FROM, "good.safetensors", "sgd.keras", "SGD: only Adam, AdamW"),
    (FROM, "good.safetensors", "shards.weights.json", "--model", "good.keras", "is an index of shards"),
    (FROM, "good.keras", "good.weights.h5", "--model", "good.keras", "good.keras is no whole file of an optimizer"),
)


@keras.saving.register_keras_serializable(package="house")
class Mine(keras.optimizers.AdamW):
    """An optimizer of the user's own, whose steps may be any."""


def main():
    failures = 0
    with tempfile.TemporaryDirectory() as folder:
        write_files(Path(folder))
        for row in REFUSED:
            arguments, words = split(row)
            fault = judge(Path(folder), arguments, words)
            failures += fault is not None
            print(f"{'refused' if fault is None else 'FAULT'}: {' '.join(arguments)}" + (f": {fault}" if fault else ""))
    print(f"{len(REFUSED) - failures} passed, {failures} failed")
    return 1 if failures else 0


def split(row):
    """Arguments of the converter, and words that it must say."""
    count = 5 if row[3].startswith("--") and " " not in row[3] else 3
    return row[:count], row[count:]


def judge(folder, arguments, words):
    """What is wrong with the converter's answer, if anything is."""
    target = folder / arguments[2]
    before = target.read_bytes() if target.exists() else None
    run = subprocess.run([sys.executable, CONVERT, *arguments], cwd=folder, capture_output=True, text=True)
    said = run.stderr.splitlines()
    if run.returncode != 1 or len(said) != 1 or not all(word in said[0] for word in words):
        return f"status {run.returncode}, {run.stderr or 'nothing said'}"
    if before != (target.read_bytes() if target.exists() else None) or list(folder.rglob("*.partial")):
        return "the target was changed"
    return None


def write_files(folder):
    def model(name, optimizer=None, build=True):
        made = kinds.sequential()
        if optimizer is not None:
            made.compile(optimizer, "mse")
            if build:
                made.optimizer.build(made.trainable_variables)
        made.save(folder / name)
        return made

    good = model("good.keras", ADAMW())
    good.save_weights(folder / "good.weights.h5")
    good.save_weights(folder / "shards.weights.json", max_shard_size=1e-6)
    model("ema.keras", WITH_EMA())
    model("sgd.keras", "sgd")
    model("scaled-sgd.keras", keras.optimizers.LossScaleOptimizer(keras.optimizers.SGD()))
    model("mine.keras", Mine())
    model("uncompiled.keras")
    model("unbuilt.keras", ADAMW(), build=False)
    changed(folder, "hollow.keras", lambda name, content: None if name.endswith(".h5") else content)
    changed(folder, "half.keras", lambda name, content: content[:3000] if name.endswith(".h5") else content)
    changed(folder, "undescribed.keras", lambda name, content: None if name == "config.json" else content)
    changed(folder, "second.keras", lambda name, content: content.replace(keras.__version__.encode(), b"2.15.0"))
    (folder / "text.keras").write_text("no archive")
    (folder / "kept").write_text("kept")
    (folder / "one.json").write_text(json.dumps(["one"]))
    (folder / "other.json").write_text(json.dumps({"nothing": "other"}))
    (folder / "renamed.json").write_text(json.dumps({"net/hidden/kernel": "renamed"}))
    for arguments in (("good.safetensors",), ("renamed.safetensors", "--names", "renamed.json")):
        subprocess.run([sys.executable, CONVERT, TO, "good.keras", *arguments], cwd=folder, check=True)


def changed(folder, name, change):
    """The good archive with other contents; `None` leaves an entry out."""
    with zipfile.ZipFile(folder / "good.keras") as source, zipfile.ZipFile(folder / name, "w") as target:
        for info in source.infolist():
            if (content := change(info.filename, source.read(info))) is not None:
                target.writestr(info, content)


if __name__ == "__main__":
    sys.exit(main())
