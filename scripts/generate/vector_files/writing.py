"""Vector files and the manifest as bytes, and their way to disk."""

import hashlib
import shutil
import tempfile
from pathlib import Path

from scripts.keras import environment
from scripts.keras.cases import canonical, expand
from scripts.generate.catalogue.covering import strength_of
from scripts.generate.catalogue.plan import Plan
from scripts.generate.vector_files.powers import powers
from scripts.generate.vector_files.provenance import provenance
from scripts.generate.vector_files.rule_lists import all_rules
from scripts.generate.vector_files.versions import confirmation

FORMAT = "adamw-vectors/1"
MANIFEST_FORMAT = "adamw-manifest/1"
PROFILE = "keras-3.15.1-tensorflow-cpu-eager"


class GenerationError(Exception):
    """The catalogue and Keras do not fit together."""


def file_document(file, answers):
    """The vector file's header and its cases with what Keras answered."""
    whole = [expand(plan.case, file.inputs) for plan in file.plans]
    cases = [
        written_case(plan, case, answer)
        for plan, case, answer in zip(file.plans, whole, answers)
    ]
    updates = max((answer.get("updates", 0) for answer in answers), default=0)
    header = {"format": FORMAT, "about": file.about, "provenance": provenance()}
    if updates:
        header["powers"] = powers(whole, updates)
    return {**header, "inputs": file.inputs, "cases": cases}


def written_case(plan: Plan, whole, answer):
    """A case as it stands in a file, in the order of fields that people read."""
    identifier, observation = plan.case["id"], answer["observation"]
    if ("error" in observation) != plan.refused:
        raise GenerationError(f"{identifier}: Keras answered {answer.get('message', 'no error')}")
    require_witnessed(plan, observation)
    case = {"id": identifier}
    if "note" in plan.case:
        case["note"] = plan.case["note"]
    case["rules"] = []  # They are named once all answers are there.
    case["keras"] = confirmation(answer["versions"])
    case.update((key, value) for key, value in plan.case.items() if key not in ("id", "note"))
    return {**case, "expect": expectation(plan, whole, answer)}


def require_witnessed(plan, observation):
    """Replaying gradients is what the training did that they are from."""
    if plan.witnessed is None:
        return
    replayed = [step["variables"] for step in observation["steps"]]
    if replayed != plan.witnessed:
        raise GenerationError(f"{plan.case['id']}: replaying the training led elsewhere")


def expectation(plan, whole, answer):
    observation = answer["observation"]
    if "error" in observation:
        return observation
    expect = {}
    steps = observation["steps"]
    kept = kept_events(plan, whole, steps)
    if kept is not None:
        expect["kept"] = kept
        steps = [steps[event] for event in kept]
    expect["steps"] = steps
    if plan.state:
        expect["state"] = observation["state"]
    if plan.trace:
        expect["trace"] = answer["trace"]
    return expect


def kept_events(plan, whole, steps):
    """The events whose values are written, or `None` for all."""
    if plan.kept is None:
        return None
    if not plan.changes_only:
        return list(plan.kept)
    before = [{"variables": [v["data"] for v in whole["variables"]]}, *steps]
    return [event for event in plan.kept if steps[event] != before[event]]


def serialized(document):
    """Compact JSON with a line for each key of the header, and for each case or file."""
    lines = []
    for key, value in document.items():
        if key == "cases" and not value:
            value = "[\n]"
        elif isinstance(value, list) and value and isinstance(value[0], dict):
            value = "[\n" + ",\n".join(map(canonical, value)) + "\n]"
        else:
            value = canonical(value)
        lines.append(f'"{key}":{value}')
    return ("{" + ",\n".join(lines) + "}\n").encode("ascii")


def fnv1a64(data):
    value = 0xCBF29CE484222325
    for byte in data:
        value = (value ^ byte) * 0x100000001B3 & 0xFFFFFFFFFFFFFFFF
    return f"{value:016x}"


def manifest_entry(name, document, data):
    return {
        "name": name,
        "cases": len(document["cases"]),
        "steps": sum(len(case["expect"].get("steps", ())) for case in document["cases"]),
        "bytes": len(data),
        "sha256": hashlib.sha256(data).hexdigest(),
        "fnv1a64": fnv1a64(data),
    }


def manifest_document(files, documents, contents):
    entries = [
        manifest_entry(f"{file.name}.json", document, data)
        for file, document, data in zip(files, documents, contents)
    ]
    return {
        "format": MANIFEST_FORMAT,
        "profile": PROFILE,
        "cases": sum(entry["cases"] for entry in entries),
        "rules": all_rules(),
        "provenance": provenance(),
        "coverage": {file.name: coverage(file) for file in files if file.coverage},
        "files": entries,
    }


def with_essential(manifest, essential):
    """The manifest with the ids of the few cases that notice every mistake, if they are known."""
    if not essential:
        return manifest
    fields = {key: value for key, value in manifest.items() if key not in ("essential", "files")}
    return {**fields, "essential": essential, "files": manifest["files"]}


def coverage(file):
    """How many of the combinations of settings are there, computed from the rows."""
    factors, rows = file.coverage
    return {
        "strength": strength_of(factors, rows),
        "factors": {name: list(settings) for name, settings in factors.items()},
    }


def replace_files(directory: Path, contents):
    """Writes all files elsewhere, then moves each in place: never half a file."""
    environment.VERSIONS.mkdir(exist_ok=True)
    temporary = Path(tempfile.mkdtemp(prefix="writing-", dir=environment.VERSIONS))
    try:
        for name, data in contents.items():
            (temporary / name).write_bytes(data)
        for name in contents:
            (temporary / name).replace(directory / name)
    finally:
        shutil.rmtree(temporary)
