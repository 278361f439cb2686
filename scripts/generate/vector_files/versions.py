"""Older Keras versions: unpacked wheels beside the environment, and who agrees with whom."""

import re
import shutil
import subprocess
import sys

from scripts.keras import environment
from scripts.keras.environment import PINNED

#: Those that confirm the vectors when they are written, and those before them, which accumulate otherwise.
VERSIONS = ("3.5.0", "3.6.0", "3.9.2", "3.10.0", "3.12.4", PINNED)
OLDER = ("3.0.5", "3.2.1", "3.3.3", "3.4.1")

#: What a version needs that the environment of the pinned one has not.
NEEDS = {"3.0.0": ("dm-tree==0.1.10",), "3.0.5": ("dm-tree==0.1.10",)}


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
            *("--no-deps", "--target", str(partial), f"keras=={version}", *NEEDS.get(version, ())),
        ],
        check=True,
    )
    partial.rename(target)


def newest():
    """The newest version on the package index, or `None` where that cannot be asked."""
    pip = [sys.executable, "-m", "pip", "index", "versions", "keras"]
    answer = re.match(r"keras \(([\d.]+)\)", subprocess.run(pip, capture_output=True, text=True).stdout)
    return answer and answer[1]


def confirmation(agreeing):
    """The `keras` field: `{version: agrees}` in ascending order, the pinned one agreeing."""
    same = [version for version, agrees in agreeing.items() if agrees]
    different = [version for version, agrees in agreeing.items() if not agrees]
    field = {"from": same[0], "to": same[-1]}
    return {**field, "differs": different} if different else field
