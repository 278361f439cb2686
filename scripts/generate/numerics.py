"""Writes Tests/Numerics/kernels.json and library.json: what the numerics tests are judged by.

    make numerics

Every expectation comes from NumPy, ml_dtypes, TensorFlow or Keras, whose versions are in the files.
"""

import json
import platform
import sys
from importlib.metadata import version
from pathlib import Path

sys.path[0] = str(Path(__file__).resolve().parents[2])

import numpy as np

from scripts.generate.numeric_checks import loops, partial, patterns, scalars, sums
from scripts.generate.vector_files.provenance import PACKAGES
from scripts.keras import environment

OUTPUT = environment.ROOT / "Tests" / "Numerics"


def provenance():
    return {**{name: version(name) for name in PACKAGES}, "glibc": platform.libc_ver()[1]}


def write(name, about, lists):
    """One line for each check, so that a difference shows which."""
    OUTPUT.mkdir(exist_ok=True)
    head = {"about": about, "provenance": provenance()}
    parts = [f"{json.dumps(key)}:{json.dumps(value)}" for key, value in head.items()]
    for key, checks in lists.items():
        checks = checks if isinstance(checks, dict) else list(checks)
        rows = (
            [f"{json.dumps(key)}:{json.dumps(value)}" for key, value in checks.items()]
            if isinstance(checks, dict)
            else [json.dumps(check, separators=(",", ":")) for check in checks]
        )
        opening, closing = "{}" if isinstance(checks, dict) else "[]"
        parts.append(f"{json.dumps(key)}:{opening}\n" + ",\n".join(rows) + f"\n{closing}")
    temporary = OUTPUT / f"{name}.json.tmp"
    temporary.write_text("{" + ",\n".join(parts) + "}\n")
    temporary.replace(OUTPUT / f"{name}.json")


def main():
    np.seterr(all="ignore")
    write(
        "kernels",
        "Bits and checksums of what NumPy and TensorFlow compute, for the tests of the loops.",
        {
            "patterns": patterns.pattern_checks(),
            "narrowing": patterns.narrowing_checks(),
            "sums": sums.sums(),
            "specials": loops.specials(),
            "loops": loops.loop_checks(),
        },
    )
    write(
        "library",
        "Bits and checksums of what Keras computes on TensorFlow, for the tests of the optimizer.",
        {
            "powers": scalars.powers(),
            "schedules": scalars.schedules(),
            "losses": scalars.losses(),
            "partial": partial.runs(),
        },
    )


if __name__ == "__main__":
    main()
