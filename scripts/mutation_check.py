#!/usr/bin/env python3
"""Changes one operation of the step at a time, in a copy of the package, and runs the tests on each copy.

    scripts/mutation_check.py
    scripts/mutation_check.py --only norm sum --command 'swift test -c release --filter Golden'

A mutant is killed if it compiles and the command fails, and survives if the command succeeds. The exit status
is 0 if all mutants are killed, 1 if some survive, and 2 if the tests fail without any change, or if a mutant
does not fit the sources any more or does not compile.
"""

import argparse
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from adamw_mutants import kernels, step

ROOT = Path(__file__).resolve().parents[1]
LEFT_OUT = shutil.ignore_patterns(".build*", ".git", ".venv*", ".keras-versions", "__pycache__")


def main():
    options = parse()
    mutants = [
        mutant
        for mutant in kernels.MUTANTS + step.MUTANTS
        if any(text in mutant.name for text in options.only)
    ]
    if options.list:
        print(*(f"{mutant.name:45} {mutant.file}" for mutant in mutants), sep="\n")
        return 0
    misfits = [mutant.name for mutant in mutants if not mutant.fits(options.package)]
    if misfits:
        print("These mutants must fit exactly one place of their file:", *misfits, sep="\n  ")
        return 2
    with tempfile.TemporaryDirectory() as temporary:
        copy = Path(options.work or temporary) / "package"
        shutil.copytree(options.package, copy, ignore=LEFT_OUT, dirs_exist_ok=True)
        return check(copy, mutants, options)


def parse():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--build", default="swift build --build-tests", help="what must succeed first")
    parser.add_argument("--command", default="swift test", help="what must fail")
    parser.add_argument("--only", nargs="+", default=[""], metavar="TEXT", help="mutants with one of these in their name")
    parser.add_argument("--package", type=Path, default=ROOT, help="the package to copy")
    parser.add_argument("--work", help="where to keep the copy and its build, to be used again")
    parser.add_argument("--timeout", type=int, default=3600, help="seconds for a command; beyond is killed")
    parser.add_argument("--list", action="store_true", help="print the mutants and do nothing")
    return parser.parse_args()


def check(copy, mutants, options):
    verdict = run(copy, options)
    if verdict != "survived":
        print(f"Without a change the tests must pass, but: {verdict}.")
        return 2
    verdicts = []
    for mutant in mutants:
        file = copy / mutant.file
        original = file.read_text()
        file.write_text(mutant.apply(original))
        started = time.monotonic()
        try:
            verdicts.append(run(copy, options))
        finally:
            file.write_text(original)
        print(f"{verdicts[-1]:16} {mutant.name:45} {time.monotonic() - started:6.0f} s", flush=True)
    print(f"{verdicts.count('killed')} of {len(verdicts)} mutants killed")
    if "does not compile" in verdicts:
        return 2
    return 1 if "survived" in verdicts else 0


def run(copy, options):
    if execute(options.build, copy, options.timeout) != 0:
        return "does not compile"
    return "survived" if execute(options.command, copy, options.timeout) == 0 else "killed"


def execute(command, directory, timeout):
    try:
        return subprocess.run(
            command, shell=True, cwd=directory, timeout=timeout, capture_output=True
        ).returncode
    except subprocess.TimeoutExpired:
        return None


if __name__ == "__main__":
    sys.exit(main())
