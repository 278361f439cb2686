"""Writes the reference of KerasOptimizers, from its doc comments, as pages for a file server. DocC's own warnings are errors.

    python scripts/generate/reference.py FOLDER [--modules .build/release/Modules]

The module must have been built. The pages are made for the address `/NAME`, NAME being that of the folder.
"""

import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
MODULE = "KerasOptimizers"


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--modules", type=Path, default=ROOT / ".build/release/Modules")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as symbols:
        extract(options.modules, symbols)
        convert(symbols, options.folder)
    return 0 if (options.folder / "documentation" / MODULE.lower() / "index.html").exists() else 1


def extract(modules, symbols):
    """The public symbols of the built module with their comments."""
    info = json.loads(subprocess.run(["swiftc", "-print-target-info"], check=True, capture_output=True).stdout)
    command = ["swift", "symbolgraph-extract", "-module-name", MODULE, "-I", modules, "-output-dir", symbols]
    command += ["-target", info["target"]["triple"], "-minimum-access-level", "public", "-skip-synthesized-members"]
    subprocess.run(command, check=True)


def convert(symbols, folder):
    command = ["docc", "convert", ROOT / "Sources" / MODULE / f"{MODULE}.docc", "--warnings-as-errors"]
    command += ["--additional-symbol-graph-dir", symbols, "--output-path", folder, "--hosting-base-path", folder.name]
    command += ["--fallback-display-name", MODULE, "--fallback-bundle-identifier", MODULE]
    subprocess.run(command, check=True)


if __name__ == "__main__":
    sys.exit(main())
