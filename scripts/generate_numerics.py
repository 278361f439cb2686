#!/usr/bin/env python3
"""Writes Tests/Numerics/kernels.json and library.json: what the numerics tests are judged by.

Every expectation comes from NumPy, ml_dtypes, TensorFlow or Keras, whose versions are in the files. The
virtual environment `.venv` is created if there is none.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
ENVIRONMENT = ROOT / ".venv"
OUTPUT = ROOT / "Tests" / "Numerics"


def enter_environment():
    """Goes on in the virtual environment, which is made first if it is missing."""
    if Path(sys.prefix).resolve() == ENVIRONMENT.resolve():
        return
    python = ENVIRONMENT / "bin" / "python"
    if not python.exists():
        subprocess.run([sys.executable, "-m", "venv", ENVIRONMENT], check=True)
        requirements = ROOT / "scripts" / "requirements.txt"
        subprocess.run([python, "-m", "pip", "install", "-q", "-r", requirements], check=True)
    os.execv(python, [python, *sys.argv])


def provenance():
    import platform
    from importlib.metadata import version

    packages = ("keras", "tensorflow-cpu", "numpy", "ml_dtypes")
    return {**{name: version(name) for name in packages}, "glibc": platform.libc_ver()[1]}


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
    import numpy as np

    from adamw_numerics import loops, partial, patterns, scalars, sums

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
    enter_environment()
    main()
