"""Builds the example ports under scripts/ports/ and holds each against all vectors.

    python3 scripts/check/ports.py [NAME ...]

What a port needs and the machine lacks is said in the table. Fails if a port does, or if none could run.
"""

import argparse
from dataclasses import dataclass, field
import json
import os
from pathlib import Path
import re
import shutil
import subprocess
import sys
import tempfile

ROOT = Path(__file__).resolve().parents[2]
ADAMW = ROOT / ".build" / "release" / "adamw"
PORTS = ROOT / "scripts" / "ports"
BUILD = ROOT / ".build" / "ports"
CORE = "core-float32/*"
COMPILER = os.environ.get("CC", "cc")
HEADER = ("port", "language", "passed", "failed", "unsupported", "seconds", "core, 2 jobs")


@dataclass
class Port:
    """How a port is built and run; every command's first word is a tool that must be there."""

    language: str
    version: list[str]
    run: list[str]
    build: list[str] = field(default_factory=list)
    probe: list[str] = field(default_factory=list)  # must succeed, or `needs` says what is missing
    needs: str = ""

    def missing(self):
        """What the machine lacks, as a sentence; None if nothing."""
        for command in (self.version, self.build, self.probe, self.run):
            if command and not command[0].startswith(str(BUILD)) and not shutil.which(command[0]):
                return f"{command[0]} is not installed"
        if self.probe and subprocess.run(self.probe, capture_output=True).returncode != 0:
            return self.needs
        return None

    def title(self):
        """The language and the version of its tool."""
        done = subprocess.run(self.version, capture_output=True, text=True)
        version = re.search(r"\d+\.\d+(\.\d+)?", done.stdout + done.stderr)
        return f"{self.language} {version.group() if version else ''}".strip()


def built(name):
    return str(BUILD / name / "port")


PYTHON = sys.executable
SOURCES = {
    "python": Port(
        "Python",
        [PYTHON, "--version"],
        [PYTHON, str(PORTS / "python" / "port.py")],
        probe=[PYTHON, "-c", "import numpy"],
        needs="NumPy is not installed",
    ),
    "c": Port(
        f"C, {COMPILER}",
        [COMPILER, "--version"],
        [built("c")],
        [COMPILER, "-std=c11", "-O2", "-ffp-contract=off", "-Wall", "-Wextra", "-Werror",
         "-o", built("c"), str(PORTS / "c" / "port.c"), "-lm"],
    ),
    "rust": Port(
        "Rust",
        ["rustc", "--version"],
        [built("rust")],
        ["rustc", "--edition=2021", "-O", "-D", "warnings", "-o", built("rust"), str(PORTS / "rust" / "port.rs")],
    ),
    "javascript": Port("Node", ["node", "--version"], ["node", str(PORTS / "javascript" / "port.js")]),
    "java": Port(
        "Java",
        ["javac", "-version"],
        ["java", "-Xshare:auto", "-XX:TieredStopAtLevel=1", "-cp", f"{BUILD / 'java'}:{PORTS / 'java'}", "Port"],
        ["javac", "-Xlint:all", "-Werror", "-d", str(BUILD / "java"),
         *(str(PORTS / "java" / name) for name in ("Json.java", "Port.java", "Powers.java"))],
    ),
    "swift": Port(
        "Swift",
        ["swiftc", "--version"],
        [built("swift")],
        ["swiftc", "-O", "-swift-version", "6", "-warnings-as-errors", "-parse-as-library",
         "-o", built("swift"), str(PORTS / "swift" / "Port.swift"),
         *map(str, sorted((PORTS / "swift" / "Sources").rglob("*.swift")))],
    ),
}  # fmt: skip


def say(sentence):
    print(sentence, file=sys.stderr, flush=True)


def judge(command, *options):
    """The report of `adamw test` on a port, its exit status, and what it printed."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "report.json"
        done = subprocess.run(
            [ADAMW, "test", "--json", path, *options, "--", *command], capture_output=True, text=True, cwd=ROOT
        )
        report = json.loads(path.read_text()) if path.exists() else None
    return report, done.returncode, done.stdout + done.stderr


def run(name, port):
    """The row of a port, and whether it did well; None for a port that was skipped."""
    if reason := port.missing():
        say(f"{name}: skipped, {reason}")
        return [name, port.language, f"skipped: {reason}"], None
    (BUILD / name).mkdir(parents=True, exist_ok=True)
    if port.build:
        say(f"{name}: building")
        done = subprocess.run(port.build, capture_output=True, text=True)
        if done.returncode != 0:
            say(done.stdout + done.stderr)
            return [name, port.title(), "does not build"], False
    say(f"{name}: all vectors")
    whole, status, text = judge(port.run)
    if status != 0 or not whole["passed"]:
        say("\n".join(text.splitlines()[:30]))
        if whole is None:
            return [name, port.title(), f"exit status {status}"], False
    core, core_status, _ = judge(port.run, "--filter", CORE, "--jobs", "2")
    row = [name, port.title(), *(str(whole[key]) for key in ("passed", "failed", "unsupported"))]
    row += [f"{whole['seconds']:.1f}", f"{core['seconds']:.1f}" if core else f"exit status {core_status}"]
    return row, status == 0 and core_status == 0 and whole["passed"] > 0


def table(rows):
    """Lines with their columns aligned; a row that is cut short keeps its last text unbroken."""
    columns = range(len(HEADER))
    complete = [row for row in rows if len(row) == len(HEADER)]
    widths = [max(len(row[column]) for row in (rows if column < 2 else complete)) for column in columns]
    for row in rows:
        cells = [
            cell.rjust(width) if column >= 2 and row in complete else cell.ljust(width)
            for column, (cell, width) in enumerate(zip(row, widths))
        ]
        yield "  ".join(cells).rstrip()


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"which of {', '.join(SOURCES)}; all if none is named")
    names = parser.parse_args().names or list(SOURCES)
    if unknown := [name for name in names if name not in SOURCES]:
        parser.error(f"no port is called {', '.join(unknown)}; there are {', '.join(SOURCES)}")
    if not ADAMW.exists():
        parser.error("the runner is not built; run `make build`")
    rows, outcomes = zip(*(run(name, SOURCES[name]) for name in names))
    ran = [outcome for outcome in outcomes if outcome is not None]
    verdict = f"{sum(ran)} of {len(ran)} ports conform, {len(names) - len(ran)} skipped"
    print(verdict, *table([list(HEADER), *rows]), sep="\n")
    return 0 if ran and all(ran) else 1


if __name__ == "__main__":
    sys.exit(main())
