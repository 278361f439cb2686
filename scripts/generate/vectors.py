"""Writes Vectors/*.json from real Keras, or checks that it would write the same again.

    python scripts/generate/vectors.py            writes the vector files and the manifest
    python scripts/generate/vectors.py --files boundaries    writes this file and the manifest
    python scripts/generate/vectors.py --check    regenerates and compares byte for byte

Every machine with the software that the files name writes the same bytes: they hold no date, host
or processor, and TensorFlow computes on one thread and without oneDNN.

Answers of Keras are remembered under .keras-versions/, by everything that they depend on.
`--check` asks Keras again all the same, unless `--remembered` is given.
"""

import argparse
import sys
import time
from pathlib import Path

sys.path[0] = str(Path(__file__).resolve().parents[2])

from scripts.keras import environment
from scripts.generate.vector_files.checking import differences, superfluous
from scripts.generate.vector_files.generation import generate
from scripts.keras.environment import PINNED
from scripts.generate.vector_files.versions import VERSIONS
from scripts.generate.vector_files.writing import replace_files


def main():
    arguments = parse_arguments()
    versions = [v for v in VERSIONS if v in arguments.versions]
    started = time.monotonic()
    fresh = arguments.check and not arguments.remembered
    contents = generate(versions, fresh, arguments.files)
    seconds = time.monotonic() - started
    if not arguments.check:
        replace_files(environment.VECTORS, contents)
        size = sum(map(len, contents.values()))
        print(f"wrote {len(contents)} files, {size} bytes, in {seconds:.0f} s")
        return 0
    complete = versions == list(VERSIONS)
    found = list(differences(environment.VECTORS, contents, complete))
    if arguments.files is None:
        found += superfluous(environment.VECTORS, contents)
    for sentence in found:
        print(sentence)
    verdict = f"{len(found)} differences" if found else "no difference"
    print(f"{verdict} in {len(contents)} files, regenerated in {seconds:.0f} s")
    return 1 if found else 0


def parse_arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--check", action="store_true", help="compare, write nothing")
    parser.add_argument(
        "--remembered", action="store_true", help="with --check: use remembered answers too"
    )
    parser.add_argument(
        "--versions",
        nargs="+",
        default=VERSIONS,
        choices=VERSIONS,
        metavar="VERSION",
        help="with --check: run only these Keras versions and leave the field `keras` out",
    )
    parser.add_argument("--files", nargs="+", metavar="NAME", help="only these and the manifest, such as core-float32")
    arguments = parser.parse_args()
    if arguments.files is not None:
        check_names(parser, arguments)
    if not arguments.check and set(arguments.versions) != set(VERSIONS):
        parser.error("writing needs every Keras version; --versions goes with --check")
    if PINNED not in arguments.versions:
        parser.error(f"--versions needs {PINNED}, which the vectors come from")
    return arguments


def check_names(parser, arguments):
    names = {path.stem for path in environment.VECTORS.glob("*.json")} - {"manifest", "powers"}
    if unknown := sorted(set(arguments.files) - names):
        parser.error(f"{', '.join(unknown)}: none of {', '.join(sorted(names))}")


if __name__ == "__main__":
    sys.exit(main())
