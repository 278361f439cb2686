#!/usr/bin/env python3
"""Runs the tests of the embedded Python with every Python from 3.10 to 3.14 that this machine has.

    scripts/check/pythons.py [INTERPRETER ...]

Each gets an environment of its own with NumPy, in .venv-pythons. The tests must have been built by
scripts/check/tests.sh. The exit status is 0 if they pass with all Pythons that could be set up, 1 if they
fail with one, and 2 if none could.
"""

import argparse
import os
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ENVIRONMENTS = ROOT / ".venv-pythons"
VERSIONS = range(10, 15)
TESTS = [
    *("swift", "test", "-c", "release", "--scratch-path", ".build-tests", "--skip-build"),
    *("-Xswiftc", "-enable-testing", "--filter", "CPythonTests"),
]


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("interpreters", nargs="*", metavar="INTERPRETER", type=Path, help="all that are found if none")
    interpreters = parser.parse_args().interpreters or sorted(installed())
    if missing := [str(path) for path in interpreters if not path.exists()]:
        parser.error(f"there is no {', '.join(missing)}")
    outcomes = []
    for interpreter in interpreters:
        outcomes.append(examine(interpreter))
        print(f"{outcomes[-1]:8} {version_of(interpreter):8} {interpreter}", flush=True)
    if "passed" not in outcomes:
        return 2
    return 1 if "failed" in outcomes else 0


def installed():
    """One interpreter for each version that Debian, pyenv or the search path has."""
    pyenv = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv")) / "versions"
    found = {}
    for folder in [Path("/usr/bin"), *pyenv.glob("3.*/bin"), *map(Path, os.get_exec_path())]:
        for minor in VERSIONS:
            path = folder / f"python3.{minor}"
            if path.exists() and version_of(path) != "":
                found.setdefault((path.resolve().parent, minor), path)
    # Small programs that choose among versions stand on the search path of pyenv.
    return [path for path in found.values() if "shims" not in path.parts]


def version_of(interpreter):
    answer = subprocess.run([interpreter, "--version"], capture_output=True, text=True)
    match = re.match(r"Python (3\.[0-9.]+)", answer.stdout)
    return match.group(1) if match else ""


def examine(interpreter):
    """`passed`, `failed`, or `skipped` where no environment with NumPy can be made."""
    environment = ENVIRONMENTS / "-".join(interpreter.parts[1:-2] + (interpreter.name,))
    python = environment / "bin" / "python"
    if not (environment / "complete").exists():
        pip = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "numpy"]
        for command in ([interpreter, "-m", "venv", "--clear", environment], pip):
            result = subprocess.run(command, capture_output=True, text=True)
            if result.returncode:
                print(result.stdout, result.stderr, sep="", file=sys.stderr)
                return "skipped"
        (environment / "complete").touch()
    settings = {**os.environ, "ADAMW_PYTHON": str(python), "REQUIRE_KERAS": "1"}
    result = subprocess.run(TESTS, cwd=ROOT, env=settings, capture_output=True, text=True)
    if result.returncode or "Test run with 0 tests" in result.stdout:
        print(result.stdout, result.stderr, sep="", file=sys.stderr)
        return "failed"
    return "passed"


if __name__ == "__main__":
    sys.exit(main())
