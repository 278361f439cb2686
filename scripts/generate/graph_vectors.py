"""Writes Vectors/graph/*.json from real Keras within a `tf.function`, or checks that it would write the same again.

    python scripts/generate/graph_vectors.py            writes the files of answers and their manifest
    python scripts/generate/graph_vectors.py --files boundaries    writes this file and the manifest
    python scripts/generate/graph_vectors.py --check    asks Keras again and compares byte for byte

The cases are those of Vectors/*.json as they are now. Answers are remembered as those of vectors.py are.
"""

import argparse
import sys
import time
from pathlib import Path

sys.path[0] = str(Path(__file__).resolve().parents[2])

from scripts.generate.vector_files.checking import differences, superfluous
from scripts.generate.vector_files.graph import FOLDER, OWN_FILES, generate
from scripts.generate.vector_files.writing import replace_files


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--check", action="store_true", help="compare, write nothing")
    parser.add_argument("--files", nargs="+", metavar="NAME", help="only these and the manifest, such as core-float32")
    arguments = parser.parse_args()
    started = time.monotonic()
    contents = generate(arguments.check, arguments.files)
    seconds = time.monotonic() - started
    if not arguments.check:
        FOLDER.mkdir(exist_ok=True)
        replace_files(FOLDER, contents)
        print(f"wrote {len(contents)} files, {sum(map(len, contents.values()))} bytes, in {seconds:.0f} s")
        return 0
    found = list(differences(FOLDER, contents, complete=True))
    if arguments.files is None:
        found += superfluous(FOLDER, {**contents, **dict.fromkeys(f"{name}.json" for name in OWN_FILES)})
    print(*found, f"{len(found)} differences in {len(contents)} files, regenerated in {seconds:.0f} s", sep="\n")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
