"""What changes the bits of a step, besides the rules: prints a table.

    python scripts/compare/surroundings.py

Real Keras takes the same steps in many surroundings, in eager mode and in a graph, and real `fit` in some ways. A cell
says how many of the probes have other bits than in the usual surroundings: one thread, no oneDNN, Python's numbers.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

sys.path[0] = str(Path(__file__).resolve().parents[2])

from scripts.compare.surrounding.process import PROCESSES
from scripts.compare.tables import text_table
from scripts.keras import environment

HEADER = ["surroundings", "eager", "graph", "graph beside usual eager"]
FITS = ["trained by", "replayed eager", "replayed in a graph"]


def main():
    rows = [row for name in PROCESSES for row in answers("scripts.compare.surrounding.process", name)]
    usual = rows[0]
    print(text_table(HEADER, [cells(row, usual) for row in rows]), end="\n\n")
    print(text_table(FITS, [fit_cells(row) for row in answers("scripts.compare.surrounding.fits")]))


def answers(module, *arguments):
    """The lines of a process that has none of this one's settings."""
    inherited = {name: value for name, value in os.environ.items() if name not in environment.SETTINGS}
    process = subprocess.run(
        [sys.executable, "-m", module, *arguments],
        env={**inherited, "PYTHONPATH": str(environment.ROOT)},
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    return [json.loads(line) for line in process.stdout.splitlines()]


def cells(row, usual):
    pairs = [(row["eager"], usual["eager"]), (row["graph"], usual["graph"]), (row["graph"], usual["eager"])]
    return [row["name"], *(difference(*pair) for pair in pairs)]


def difference(answered, usual):
    other = [identifier for identifier, answer in answered.items() if answer != usual[identifier]]
    refused = sum(answered[identifier] == "refused" for identifier in other)
    note = f", {refused} refused" if refused else ""
    return f"{len(other)} of {len(usual)} differ{note}" if other else "="


def fit_cells(row):
    return [row["name"], *("=" if row[profile] else "differs" for profile in ("eager", "graph"))]


if __name__ == "__main__":
    main()
