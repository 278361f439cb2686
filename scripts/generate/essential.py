"""Writes into the manifest which few cases notice every known mistake, as `adamw mutants --essential` finds them.

    python scripts/generate/essential.py
"""

import json
import subprocess
import sys
from pathlib import Path

sys.path[0] = str(Path(__file__).resolve().parents[2])

from scripts.keras import environment
from scripts.generate.vector_files.schemas import validate
from scripts.generate.vector_files.writing import serialized, with_essential

COMMAND = [environment.ROOT / ".build/release/adamw", "mutants", "--essential", "--format", "json"]


def main():
    path = environment.VECTORS / "manifest.json"
    manifest = json.loads(path.read_text())
    essential = json.loads(subprocess.run(COMMAND, stdout=subprocess.PIPE, check=True).stdout)
    manifest = with_essential(manifest, essential)
    validate("manifest", manifest, "manifest")
    path.write_bytes(serialized(manifest))
    print(f"{len(essential)} of {manifest['cases']} cases notice every mistake")


if __name__ == "__main__":
    main()
