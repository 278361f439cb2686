#!/usr/bin/env python3
"""Measures what a step of the optimizer allocates, with every call of the C library's allocator counted.

    scripts/check/allocations.py [--limit BYTES]

Prints calls and bytes for each step of dense float32 variables, after some steps that make the state. With
`--limit`, the exit status is 1 if a step allocates more bytes than that. For Linux with glibc.
"""

import argparse
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SOURCES = Path(__file__).resolve().parent / "allocation_probe"
WORK = ROOT / ".build-allocations"
MANIFEST = """// swift-tools-version: 6.2
import PackageDescription

let package = Package(
  name: "probe",
  dependencies: [.package(path: "{root}")],
  targets: [
    .executableTarget(
      name: "probe", dependencies: [.product(name: "KerasOptimizers", package: "{identity}")])
  ]
)
"""


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--limit", type=int, metavar="BYTES", help="how much a step may allocate")
    parser.add_argument("--package", type=Path, default=ROOT, help="the package to measure")
    options = parser.parse_args()
    rows = measure(WORK, options.package.resolve())
    print(f"{'':18}{'entry':14}{'variables':>9}{'elements':>10}{'calls':>9}{'bytes':>12}   in a step")
    exceeding = 0
    for name, entry, variables, elements, calls, bytes_ in rows:
        exceeds = options.limit is not None and float(bytes_) > options.limit
        exceeding += exceeds
        mark = "  TOO MUCH" if exceeds else ""
        print(f"{name:18}{entry:14}{variables:>9}{elements:>10}{float(calls):9.1f}{float(bytes_):12.1f}{mark}")
    print(f"{len(rows)} kinds of steps measured, {exceeding} allocate more than they may")
    return 1 if exceeding or not rows else 0


def measure(directory, package):
    library, probe = directory / "counter.so", directory / "probe"
    directory.mkdir(exist_ok=True)
    compile_ = ["cc", "-O2", "-shared", "-fPIC", "-o", library, SOURCES / "counter.c"]
    subprocess.run(compile_, check=True)
    sources = probe / "Sources" / "probe"
    sources.mkdir(parents=True, exist_ok=True)
    (sources / "main.swift").write_text((SOURCES / "Probe.swift").read_text())
    (probe / "Package.swift").write_text(MANIFEST.format(root=package, identity=package.name))
    subprocess.run(["swift", "build", "-c", "release"], cwd=probe, check=True, stdout=sys.stderr)
    environment = {**os.environ, "LD_PRELOAD": str(library)}
    output = subprocess.run(
        [probe / ".build" / "release" / "probe"], env=environment, check=True, capture_output=True, text=True
    ).stdout
    return [line.split("\t") for line in output.splitlines()]


if __name__ == "__main__":
    sys.exit(main())
