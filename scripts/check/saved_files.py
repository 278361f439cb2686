"""Converts what versions of Keras save of many kinds of models, and sees that all go on with the same bits.

    python scripts/check/saved_files.py [--versions 3.9.2 3.15.1]

Each model is trained and saved by its Keras, its state converted into this package's file and from there into another
file of Keras, where the state was another. Keras must go on from that as from the original, and the reference from
this package's file. `=` is all of that, for every optimizer; everything else is said. Exit status: 0 the same bits;
1 not.
"""

import argparse
import os
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

sys.path[0] = str(Path(__file__).resolve().parents[2])

from scripts.check.saving.conversions import PORT, Cell
from scripts.generate.vector_files import processes, versions
from scripts.keras import environment

VERSIONS = ("3.0.5", "3.3.3", "3.6.0", "3.9.2", "3.10.0", "3.12.4", "3.14.1", environment.PINNED)
#: What Keras itself does not load again, so that nothing can be resumed.
BROKEN = {
    ("3.0.5", "lora"): "Keras 3.0.5 does not write that a layer is adapted",
    ("3.0.5", "shared+frozen"): "Keras 3.0.5 loads a frozen layer as one that is trained",
}


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--versions", nargs="+", default=VERSIONS, choices=VERSIONS, metavar="VERSION")
    parser.add_argument("--port", default=PORT, help="the command of the port (default: %(default)s)")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, ThreadPoolExecutor(2) as pool:
        rows = list(pool.map(lambda version: check(version, Path(folder) / version, options.port), options.versions))
    print(table(options.versions, rows))
    failures = 0
    for version, (cells, refusals) in zip(options.versions, rows):
        for refusal in refusals:
            print(f"Keras {version}, weights alone: refused, and converted with --written-by {version}: {refusal}")
        for (kind, name), said in cells.items():
            if said != "=":
                failures += (version, kind) not in BROKEN
                print(f"Keras {version}, {kind}, {name}: {BROKEN.get((version, kind), said)}")
    print(f"{failures} failed")
    return 1 if failures else 0


def check(version, folder, port):
    """What is said of each kind of model and optimizer, and the different refusals of weights alone."""
    versions.fetch(version)
    run(version, "make", folder)
    cells = {
        (path.parent.parent.name, path.parent.name): Cell(path.parent, port)
        for path in sorted(folder.glob("*/*/make.json"))
    }
    said = {key: cell.convert() for key, cell in cells.items()}
    run(version, "resume", folder)
    found = {key: said[key] or cell.judge(computes_alike(version, *key)) for key, cell in cells.items()}
    return found, sorted({cell.refusal for cell in cells.values() if cell.refusal})


def computes_alike(version, kind, name):
    """Whether steps are those of the pinned Keras: before 3.5 gradients are accumulated otherwise."""
    return "accumulation" not in name or version not in ("3.0.5", "3.3.3")


def run(version, stage, folder):
    subprocess.run(
        [sys.executable, "-m", "scripts.check.saving.trainer", stage, str(folder)],
        env={**os.environ, **environment.SETTINGS, "PYTHONPATH": processes.paths(version)},
        check=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def table(names, rows):
    """`=` where all optimizers of a kind of model go on, else how many of them."""
    lines = ["".join((f"{'':16}", *(f"{name:>8}" for name in names)))]
    for kind in dict.fromkeys(kind for cells, _ in rows for kind, _ in cells):
        said = [[said for (k, _), said in cells.items() if k == kind] for cells, _ in rows]
        marks = ["=" if set(each) == {"="} else f"{each.count('=')} of {len(each)}" for each in said]
        lines.append("".join((f"{kind:16}", *(f"{mark:>8}" for mark in marks))))
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())
