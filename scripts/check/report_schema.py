"""Holds JSON reports of real runs against Vectors/schema/report.schema.json, as a stranger's validator reads it.

    .venv/bin/python scripts/check/report_schema.py

The schema lets later versions add fields; what this one writes must all be in it. The runs are the reference on all
vectors, and on a few ports that are right, answer wrongly, get remarks, lack something, and end; and diagnoses of ports
that are right and wrong. Exit status: 0 all
reports are as the schema says; 1 one is not.
"""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import jsonschema

REPOSITORY = Path(__file__).resolve().parents[2]
COMMAND = str(REPOSITORY / ".build/release/adamw")
FAKE_PORT = [sys.executable, "-I", str(REPOSITORY / "Tests/CommandTests/Ports/fake_port.py")]
FEW = ["--filter", "missing-gradients/*"]

# Each with the exit status that it must have: another run would say nothing.
RUNS = {
    "the reference": (0, ["verify"]),
    "a right port": (0, ["test", *FEW, "--", *FAKE_PORT, "right"]),
    "a wrong port": (1, ["test", *FEW, "--", *FAKE_PORT, "wrong-bits"]),
    "a port that refuses as internal": (1, ["test", *FEW, "--", *FAKE_PORT, "traceback"]),
    "a port that obeys unknown fields": (1, ["test", *FEW, "--", *FAKE_PORT, "obeys-unknown", "smoke"]),
    "a port that lacks something": (1, ["test", *FEW, "--", *FAKE_PORT, "lacks"]),
    "a diagnosis of a right port": (0, ["diagnose", "--", *FAKE_PORT, "right"]),
    "a diagnosis of a wrong port": (1, ["diagnose", "--", *FAKE_PORT, "wrong-bits"]),
    "a diagnosis of one wrong case": (1, ["diagnose", "--", *FAKE_PORT, "wrong-bits", "probes/the-plain-step"]),
    "a port that ends": (3, ["test", *FEW, "--", *FAKE_PORT, "exit", "missing-gradients/float32-position-0"]),
}


def closed(schema):
    """The schema with objects that have no other fields than those it names."""
    if isinstance(schema, list):
        return [closed(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    parts = {name: closed(part) for name, part in schema.items()}
    return {"additionalProperties": False, **parts} if parts.get("type") == "object" and "properties" in parts else parts


def main():
    schema = closed(json.loads((REPOSITORY / "Vectors/schema/report.schema.json").read_text()))
    validator = jsonschema.validators.validator_for(schema)
    validator.check_schema(schema)
    environment = {**os.environ, "ADAMW_VECTORS": str(REPOSITORY / "Vectors")}
    wrong = 0
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "report.json"
        for name, (status, arguments) in RUNS.items():
            path.unlink(missing_ok=True)
            command = [COMMAND, arguments[0], "--json", str(path), *arguments[1:]]
            run = subprocess.run(command, env=environment, capture_output=True, text=True)
            if run.returncode != status:
                print(f"{name}: exit status {run.returncode}, not {status}: {run.stdout[:200]}{run.stderr[:200]}")
                wrong += 1
                continue
            for error in validator(schema).iter_errors(json.loads(path.read_text())):
                print(f"{name}: {error.json_path}: {error.message[:200]}")
                wrong += 1
    print(f"{len(RUNS)} reports against the schema, wrong: {wrong}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
