"""A process with one surrounding, or one after the other: takes the probes, eager and in a graph.

    python -m scripts.compare.surrounding.process NAME

Prints a line of JSON for each surrounding: its name, and a digest of each probe's answer in each profile.
"""

import sys

from scripts.keras import environment

ONEDNN = {"TF_ENABLE_ONEDNN_OPTS=1": "1"}
THREADS = {f"{count} threads": count for count in (2, 3)}
DETERMINISM = "enable_op_determinism()"
PROCESSES = ("usual", *ONEDNN, *THREADS, DETERMINISM)

if __name__ == "__main__":
    NAME = sys.argv[1]
    environment.SETTINGS["TF_ENABLE_ONEDNN_OPTS"] = ONEDNN.get(NAME, "0")

from contextlib import nullcontext

from scripts.keras import port
from scripts.keras.cases import canonical, digest
from scripts.keras.refusals import Refusal

PROFILES = ("eager", "graph")


def prepare(name):
    import keras
    import tensorflow as tf

    if name in THREADS:
        tf.config.threading.set_intra_op_parallelism_threads(THREADS[name])
    if name == DETERMINISM:
        keras.utils.set_random_seed(1)
        tf.config.experimental.enable_op_determinism()


def answers(cases):
    return {profile: {case["id"]: answer(case, profile) for case in cases} for profile in PROFILES}


def answer(case, profile):
    """A digest of the weights and slots: the state's learning rate is in the dtype of `floatx`."""
    port.choose_profile(profile)
    try:
        observation = port.run(case, trace=False)
    except Refusal:
        return "refused"
    observation["state"].pop("learning_rate", None)
    return digest(observation)


def main(name):
    from scripts.compare.surrounding.probes import probes
    from scripts.compare.surrounding.variations import VARIATIONS

    prepare(name)
    cases = list(probes())
    for label, surrounding in {name: nullcontext, **(VARIATIONS if name == "usual" else {})}.items():
        with surrounding():
            print(canonical({"name": label, **answers(cases)}), flush=True)


if __name__ == "__main__":
    main(NAME)
