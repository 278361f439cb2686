"""Writes anew which rules the cases in Vectors/ exercise, and nothing else: as the model of the specification says now.

    python scripts/generate/tag.py
"""

import json
import sys
from pathlib import Path

sys.path[0] = str(Path(__file__).resolve().parents[2])

from scripts.generate.catalogue import all_files
from scripts.generate.vector_files.rule_lists import all_rules, exercised, name_rules, require_every_rule, shown_by
from scripts.generate.vector_files.schemas import validate
from scripts.generate.vector_files.writing import manifest_entry, replace_files, serialized
from scripts.keras import environment


def main():
    manifest = json.loads((environment.VECTORS / "manifest.json").read_text())
    old = {entry["name"]: (environment.VECTORS / entry["name"]).read_bytes() for entry in manifest["files"]}
    documents = {name: json.loads(data) for name, data in old.items()}
    rules, shown = exercised(old), shown_by(all_files())
    before = {case["id"]: case["rules"] for document in documents.values() for case in document["cases"]}
    for name, document in documents.items():
        if serialized(document) != old[name]:
            sys.exit(f"{name} is not spelled as it would be written")
        name_rules(document, rules, shown)
        validate("vector-file", document, name)
    require_every_rule(documents.values())
    new = {name: serialized(document) for name, document in documents.items()}
    manifest["rules"] = all_rules()
    manifest["files"] = [manifest_entry(name, documents[name], data) for name, data in new.items()]
    validate("manifest", manifest, "manifest")
    replace_files(environment.VECTORS, {**new, "manifest.json": serialized(manifest)})
    after = {case["id"]: case["rules"] for document in documents.values() for case in document["cases"]}
    print(f"{sum(before[i] != after[i] for i in after)} of {len(after)} lists of rules changed")


if __name__ == "__main__":
    main()
