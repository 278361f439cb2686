"""Writes the specification, the protocol and the guides as pages that a browser shows without scripts.

    python scripts/generate/docs.py FOLDER --reference PLACE

PLACE is where in the folder the first page of the library's reference is, which DocC writes.
"""

import argparse
import sys
from pathlib import Path, PurePosixPath

ROOT = Path(__file__).resolve().parents[2]
sys.path[0] = str(ROOT)

from scripts.generate.pages.site import Site


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--reference", type=PurePosixPath, required=True)
    options = parser.parse_args()
    count = Site(ROOT, options.folder, options.reference).write()
    print(f"{count} pages and files in {options.folder}")


if __name__ == "__main__":
    main()
