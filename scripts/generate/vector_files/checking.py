"""Where regenerated files differ from those in the repository."""

import json


def differences(directory, contents, complete):
    """A sentence for each file that differs, with its first differing cases.

    Unless `complete`, the Keras versions of a case and what follows from them are left out.
    """
    for name, data in contents.items():
        path = directory / name
        if not path.exists():
            yield f"{name}: is not in the repository"
        elif path.read_bytes() != data:
            yield from differences_within(name, path.read_bytes(), data, complete)


#: The figures of adamw.py, and the worked examples of the specification.
NO_VECTORS = {"powers.json", "worked.json"}


def superfluous(directory, contents):
    """A sentence for each file that nothing would write."""
    present = {path.name for path in directory.glob("*.json")} - NO_VECTORS
    for name in sorted(present - contents.keys()):
        yield f"{name}: is in the repository, but would not be written"


def differences_within(name, old, new, complete):
    try:
        old, new = json.loads(old), json.loads(new)
    except ValueError as error:
        yield f"{name}: cannot be read: {error}"
        return
    if complete:
        yield f"{name}: differs"
    elif name == "manifest.json":
        old, new = without_sums(old), without_sums(new)
        if old != new:
            yield f"{name}: differs"
        return
    for key in sorted((old.keys() | new.keys()) - {"cases"}):
        if old.get(key) != new.get(key):
            yield f"{name}: {key} differs"
    if name != "manifest.json":
        yield from differing_cases(name, old["cases"], new["cases"], complete)


def differing_cases(name, old, new, complete, most=10):
    old = {case["id"]: case for case in old}
    new = {case["id"]: case for case in new}
    changed = [
        identifier
        for identifier in [*new, *(old.keys() - new.keys())]
        if comparable(old.get(identifier), complete) != comparable(new.get(identifier), complete)
    ]
    for identifier in changed[:most]:
        yield f"{name}: case {identifier} differs"
    if len(changed) > most:
        yield f"{name}: and {len(changed) - most} more cases"


def comparable(case, complete):
    if case is None or complete:
        return case
    return {key: value for key, value in case.items() if key != "keras"}


def without_sums(manifest):
    files = [
        {k: v for k, v in entry.items() if k not in ("bytes", "sha256", "fnv1a64")}
        for entry in manifest["files"]
    ]
    return {**manifest, "files": files}
