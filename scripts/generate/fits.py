"""Writes Vectors/graph/fits.json: what real `fit` does by default on a CPU, gradient by gradient.

    python scripts/generate/fits.py               trains as users do, and writes the file
    python scripts/generate/fits.py --recorded    writes it from the trainings in it: lists of rules and powers
    python scripts/generate/fits.py --check       replays the file; trains anew, with oneDNN and without, and replays that

Keras in a `tf.function` must lead from the gradients of a training to its weights and its state, bit for bit. Which
gradients these are depends on the processor, so `--check` does not ask for the bytes of the file.
"""

import argparse
import json
import sys
from pathlib import Path

sys.path[0] = str(Path(__file__).resolve().parents[2])

from scripts.generate.catalogue.plan import Plan, VectorFile
from scripts.generate.fitting.process import trainings
from scripts.generate.vector_files.rule_lists import exercised, name_rules
from scripts.generate.vector_files.schemas import validate
from scripts.generate.vector_files.writing import file_document, serialized
from scripts.keras import environment, port

PATH = environment.VECTORS / "graph" / "fits.json"
ABOUT = "Trainings of small models by `fit` in its default settings on a CPU, every gradient."
#: What is written anew into a case.
WRITTEN = ("rules", "keras", "expect")
#: How a process may have oneDNN: as TensorFlow decides, off, on.
SETTINGS_OF_ONEDNN = (None, "0", "1")


def main():
    options = parse()
    if options.check:
        return check()
    cases = recorded() if options.recorded else list(trainings())
    if wrong := differing(cases, "trainings"):
        return wrong
    PATH.parent.mkdir(exist_ok=True)
    PATH.write_bytes(serialized(document(cases)))
    print(f"wrote {len(cases)} cases, {PATH.stat().st_size} bytes")
    return 0


def parse():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    ways = parser.add_mutually_exclusive_group()
    ways.add_argument("--recorded", action="store_true", help="take the trainings that the file has")
    ways.add_argument("--check", action="store_true", help="replay and train anew, write nothing")
    return parser.parse_args()


def recorded():
    return json.loads(PATH.read_text())["cases"]


def check():
    wrong = differing(recorded(), "the file")
    for setting in SETTINGS_OF_ONEDNN:
        wrong |= differing(list(trainings(setting)), f"trained with oneDNN {setting or 'as users have it'}")
    return wrong


def differing(cases, label):
    """Replays the cases in a graph: 1 if any leads elsewhere, else 0."""
    wrong = [case["id"] for case in cases if replayed(case, "graph") != case["expect"]]
    eager = sum(replayed(case, "eager") != case["expect"] for case in cases)
    print(f"{label}: {len(wrong)} of {len(cases)} cases differ, of the same in eager mode {eager}", *wrong, sep="\n  ")
    return 1 if wrong else 0


def replayed(case, profile):
    port.choose_profile(profile)
    return port.run(case, trace=False)


def document(cases):
    plans = [Plan({key: value for key, value in case.items() if key not in WRITTEN}) for case in cases]
    answers = [answer(case) for case in cases]
    result = file_document(VectorFile(PATH.stem, ABOUT, plans), answers)
    name_rules(result, exercised({PATH.name: serialized(result)}, "graph"), {})
    # The gradients are from a process that has all its threads, and oneDNN as TensorFlow decides.
    del result["provenance"]["threads"], result["provenance"]["environment"]["TF_ENABLE_ONEDNN_OPTS"]
    validate("vector-file", result, PATH.name)
    return result


def answer(case):
    observation = replayed(case, "graph")
    updates = observation["state"]["iterations"]
    return {"observation": observation, "updates": updates, "versions": {environment.PINNED: True}}


if __name__ == "__main__":
    sys.exit(main())
