"""What the vectors themselves say of the versions of Keras that ran them when they were written."""

import json

from scripts.compare.measuring import Measurement
from scripts.compare.tallies import cases_of
from scripts.generate.vector_files.versions import VERSIONS


def confirmed(subject, vectors):
    """A measurement in which every case is equal, if the vectors say that of a version; otherwise `None`."""
    cases = list(cases_of(vectors))
    if not all(agrees(case["keras"], subject.keras) for case in cases):
        return None
    provenance = json.loads((vectors / "manifest.json").read_text())["provenance"]
    language = f"Python {provenance['python']}, tensorflow {provenance['tensorflow-cpu']}"
    port = {"name": "keras-tensorflow", "version": subject.keras, "language": language}
    return Measurement(subject, {"port": port, "results": [passed(case) for case in cases]})


def passed(case):
    return {"id": case["id"], "verdict": "passed"}


def agrees(confirmation, version):
    """Whether a case's `keras` field covers a version that was run."""
    if version not in VERSIONS or version in confirmation.get("differs", ()):
        return False
    first, last = (VERSIONS.index(confirmation[key]) for key in ("from", "to"))
    return first <= VERSIONS.index(version) <= last
