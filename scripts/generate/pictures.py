"""Writes Vectors/pictures/*.svg, the pictures of the specification, from its rules.

    python scripts/generate/pictures.py            writes them
    python scripts/generate/pictures.py --check    compares: the exit status is 1 if any is not what would be written
"""

import argparse
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[0] = str(ROOT)

from scripts.generate.drawing import accumulation_picture, axis_sum_picture, step_picture, sum_picture
from scripts.generate.drawing.specification import Specification

VECTORS = ROOT / "Vectors"
FOLDER = VECTORS / "pictures"
PICTURES = {
    "step.svg": step_picture,
    "accumulation.svg": accumulation_picture,
    "sum.svg": sum_picture,
    "axis-sum.svg": axis_sum_picture,
}


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--check", action="store_true", help="compare, write nothing")
    options = parser.parse_args()
    specification = Specification((VECTORS / "SPECIFICATION.md").read_text())
    drawn = {name: picture.draw(specification) for name, picture in PICTURES.items()}
    if options.check:
        return check(drawn)
    FOLDER.mkdir(exist_ok=True)
    for name, text in drawn.items():
        (FOLDER / name).write_text(text)
    print(f"wrote {len(drawn)} pictures")
    return 0


def check(drawn):
    found = {path.name: path.read_text() for path in FOLDER.glob("*")}
    wrong = sorted(name for name in found.keys() | drawn.keys() if found.get(name) != drawn.get(name))
    for name in wrong:
        print(f"pictures/{name} is not what would be written")
    print(f"{len(drawn)} pictures, {len(wrong)} differ")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
