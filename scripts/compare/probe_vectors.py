"""The probes as a folder of vectors, with what Keras on TensorFlow answers to them."""

import hashlib
import shlex

from scripts.compare.probes import probes
from scripts.check.judge.port_client import PortClient
from scripts.generate.vector_files.writing import FORMAT, MANIFEST_FORMAT, PROFILE, fnv1a64, serialized

NAME = "probes.json"


def write(folder, subject):
    """Asks the subject, which is Keras on TensorFlow, and writes its answers into the folder."""
    cases, version = answered([probe.case for probe in probes()], subject)
    provenance = {"keras": version}
    header = {"format": FORMAT, "about": "Each case shows one rule.", "provenance": provenance}
    data = serialized({**header, "cases": cases})
    entry = {
        "name": NAME,
        "cases": len(cases),
        "steps": sum(len(case["expect"]["steps"]) for case in cases),
        "bytes": len(data),
        "sha256": hashlib.sha256(data).hexdigest(),
        "fnv1a64": fnv1a64(data),
    }
    rules = list(dict.fromkeys(rule for case in cases for rule in case["rules"]))
    manifest = {
        "format": MANIFEST_FORMAT,
        "profile": PROFILE,
        "cases": len(cases),
        "rules": rules,
        "provenance": provenance,
        "coverage": {},
        "files": [entry],
    }
    folder.mkdir(parents=True, exist_ok=True)
    (folder / NAME).write_bytes(data)
    (folder / "manifest.json").write_bytes(serialized(manifest))
    return folder


def answered(cases, subject):
    """The cases with what is expected of them, and the version that answered."""
    client = PortClient(shlex.join(subject.command), timeout=300, environment=subject.environment)
    try:
        version = client.start()["version"]
        cases = [{**case, "expect": {"steps": client.run(case)["steps"]}} for case in cases]
        client.stop()
    finally:
        client.kill()
    return cases, version
