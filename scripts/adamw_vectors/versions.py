"""Older Keras versions: unpacked wheels beside the environment, and who agrees with whom."""

import shutil
import subprocess
import sys

from adamw_vectors import environment
from adamw_vectors.processes import PINNED

VERSIONS = ("3.5.0", "3.6.0", "3.9.2", "3.10.0", "3.12.4", PINNED)


def fetch(version):
    """Installs a Keras wheel into a folder of its own, unless it is there."""
    target = environment.VERSIONS / version
    if version == PINNED or target.exists():
        return
    print(f"fetching keras {version}", file=sys.stderr)
    partial = target.with_suffix(".partial")
    shutil.rmtree(partial, ignore_errors=True)
    subprocess.run(
        [
            *(sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"),
            *("--no-deps", "--target", str(partial), f"keras=={version}"),
        ],
        check=True,
    )
    partial.rename(target)


def confirmation(agreeing):
    """The `keras` field: `{version: agrees}` in ascending order, the pinned one agreeing."""
    same = [version for version, agrees in agreeing.items() if agrees]
    different = [version for version, agrees in agreeing.items() if not agrees]
    field = {"from": same[0], "to": same[-1]}
    return {**field, "differs": different} if different else field
