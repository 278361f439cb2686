"""Real `fit` in ways of its own, replayed by Keras in each profile.

    python -m scripts.compare.surrounding.fits

Prints a line of JSON for each way: its name, and for each profile whether it leads to what the training led to.
"""

from scripts.generate.fitting import training  # before what would choose other settings
from scripts.generate.fitting.runs import RUNS
from scripts.compare.surrounding.process import PROFILES
from scripts.keras import port
from scripts.keras.cases import canonical

WAYS = {
    "fit": {},
    "fit, steps_per_execution=4": {"steps_per_execution": 4},
    "fit, jit_compile=False": {"jit_compile": False},
    "fit, run_eagerly=True": {"run_eagerly": True},
}
RUN = {**RUNS["accumulation-clipped-ema"], "policy": "mixed_bfloat16", "epochs": 1}


def replays(way):
    case = training.train({**RUN, **way})
    expected = case.pop("expect")
    for profile in PROFILES:
        port.choose_profile(profile)
        yield profile, port.run({"id": "fits/way", **case}, trace=False) == expected


def main():
    training.use_the_whole_processor()
    for label, way in WAYS.items():
        print(canonical({"name": label, **dict(replays(way))}), flush=True)


if __name__ == "__main__":
    main()
