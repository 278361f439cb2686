"""The probes among the vectors: those of each rule, and a folder that has them alone."""

import json

from scripts.generate.vector_files.writing import serialized
from scripts.keras import environment

NAME = "probes.json"


def by_rule():
    """The ids of the probes that are made for each rule, in the order of the file."""
    groups = {}
    for case in json.loads((environment.VECTORS / NAME).read_text())["cases"]:
        groups.setdefault(case["rules"][0], []).append(case["id"])
    return groups


def write(folder):
    """Puts the file into the folder, under a manifest of its own."""
    manifest = json.loads((environment.VECTORS / "manifest.json").read_text())
    entry = next(entry for entry in manifest["files"] if entry["name"] == NAME)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / NAME).write_bytes((environment.VECTORS / NAME).read_bytes())
    alone = {**manifest, "cases": entry["cases"], "coverage": {}, "files": [entry]}
    (folder / "manifest.json").write_bytes(serialized(alone))
    return folder
