#!/usr/bin/env python3
"""Changes one operation of the kernels at a time, in a copy, and looks whether tests or vectors notice.

    scripts/check/mutants.py --fit        only whether every mutant fits exactly one place; a second
    scripts/check/mutants.py              all mutants: some seconds each, a minute for those that no test kills
    scripts/check/mutants.py --only sum amsgrad

A mutant is killed by the kernels' own tests, or else by `adamw verify`. The copies are kept in .build-mutants,
so that only what a mutant changes is built again. The exit status is 0 if all mutants are killed, 1 if some
survive, and 2 if the tests fail without any change, or if a mutant does not fit the sources or does not compile.

The mistakes of a whole step (its order, its counters, its constants) are no matter of text: they belong to a model.
"""

import argparse
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

sys.path[0] = str(Path(__file__).resolve().parents[2])

from scripts.check.mutations import kernels

ROOT = Path(__file__).resolve().parents[2]
WORK = ROOT / ".build-mutants"
SECONDS = 900

#: The kernels and their tests alone: a mutant is built in seconds.
MANIFEST = """// swift-tools-version: 6.2
import PackageDescription

let settings: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("InternalImportsByDefault"),
]
let package = Package(
  name: "keras-adamw",
  targets: [
    .target(name: "OptimizerKernels", swiftSettings: settings + [.enableExperimentalFeature("BuiltinModule")]),
    .testTarget(name: "OptimizerKernelsTests", dependencies: ["OptimizerKernels"], swiftSettings: settings),
  ]
)
"""
#: A mutant may leave something unused, which is no reason not to compile here.
STRICT = "  .treatAllWarnings(as: .error),\n"


class Judge:
    """A copy of a package, what builds it, and what must fail there if a mutant is in it."""

    def __init__(self, name, folders, manifest, build, command):
        self.name, self.build, self.command = name, build, command
        self.folder = WORK / name.replace(" ", "-")
        self.folder.mkdir(parents=True, exist_ok=True)
        for folder in ("Sources", "Tests"):
            shutil.rmtree(self.folder / folder, ignore_errors=True)
        for folder in folders:
            shutil.copytree(ROOT / folder, self.folder / folder)
        # Written only when it changes, for everything is built anew after it.
        path = self.folder / "Package.swift"
        if not path.exists() or path.read_text() != manifest:
            path.write_text(manifest)

    def verdict(self, mutant=None):
        """`survived`, `killed` or `does not compile`; without a mutant, what becomes of the sources as they are."""
        if mutant is None:
            return self.run()
        file = self.folder / mutant.file
        original = file.read_text()
        file.write_text(mutant.apply(original))
        try:
            return self.run()
        finally:
            file.write_text(original)

    def run(self):
        if self.execute(self.build) != 0:
            return "does not compile"
        return "survived" if self.execute(self.command) == 0 else "killed"

    def execute(self, command):
        """The exit status, or `None` for what does not end: a mutant may loop for ever."""
        environment = {**os.environ, "ADAMW_VECTORS": str(ROOT / "Vectors")}
        try:
            return subprocess.run(
                command.split(), cwd=self.folder, env=environment, timeout=SECONDS, capture_output=True
            ).returncode
        except subprocess.TimeoutExpired:
            return None


def tests():
    folders = ("Sources/OptimizerKernels", "Tests/OptimizerKernelsTests", "Tests/Numerics")
    options = "-c release -Xswiftc -enable-testing"
    build = f"swift build --build-tests {options}"
    return Judge("tests", folders, MANIFEST, build, f"swift test --skip-build {options}")


def vectors():
    manifest = (ROOT / "Package.swift").read_text().replace(STRICT, "")
    build = "swift build -c release --product adamw"
    return Judge("vectors", ("Sources", "Tests"), manifest, build, ".build/release/adamw verify")


def main():
    options = parse()
    mutants = [m for m in kernels.MUTANTS if any(text in m.name for text in options.only)]
    if not mutants:
        print(f"No mutant has {' or '.join(options.only)} in its name; --list shows all.")
        return 2
    if options.list:
        print(*(f"{mutant.name:45} {mutant.file}" for mutant in mutants), sep="\n")
        return 0
    misfits = [f"{mutant.name}: {mutant.file}" for mutant in mutants if not mutant.fits(ROOT)]
    if misfits:
        print("These mutants must fit exactly one place of their file:", *misfits, sep="\n  ")
        return 2
    if options.fit:
        print(f"all {len(mutants)} mutants fit exactly one place of their file")
        return 0
    return check(mutants)


def parse():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--only", nargs="+", default=[""], metavar="TEXT", help="those with one of these in their name")
    parser.add_argument("--fit", action="store_true", help="build nothing; see whether the mutants fit")
    parser.add_argument("--list", action="store_true", help="print the mutants and do nothing")
    return parser.parse_args()


def check(mutants):
    judges = [tests(), vectors()]
    for judge in judges:
        print(f"building without a change: {judge.name}", file=sys.stderr, flush=True)
        verdict = judge.verdict()
        if verdict != "survived":
            print(f"Without a change the {judge.name} must pass, but: {verdict}.")
            return 2
    outcomes = []
    for number, mutant in enumerate(mutants, 1):
        started = time.monotonic()
        outcomes.append(outcome(mutant, judges))
        seconds = time.monotonic() - started
        print(f"{number:3} of {len(mutants)}  {outcomes[-1]:20} {mutant.name:45} {seconds:6.0f} s", flush=True)
    killed = sum(outcome.startswith("killed") for outcome in outcomes)
    print(f"{killed} of {len(outcomes)} mutants killed")
    if "does not compile" in outcomes:
        return 2
    return 1 if killed < len(outcomes) else 0


def outcome(mutant, judges):
    for judge in judges:
        verdict = judge.verdict(mutant)
        if verdict != "survived":
            return f"killed by {judge.name}" if verdict == "killed" else verdict
    return "SURVIVED"


if __name__ == "__main__":
    sys.exit(main())
