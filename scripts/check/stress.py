#!/usr/bin/env python3
"""Tests many randomly misbehaving ports in a row: each run must end in time with its status and leave nothing.

    scripts/check/stress.py [--runs 200] [--seed 1]

Of the vectors the file missing-gradients.json is run.
"""

import argparse
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
import uuid

ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..")
PORT = os.path.join(ROOT, "Tests", "CommandTests", "Ports", "fake_port.py")
FILE = "missing-gradients.json"
BROKEN = [
    "crash", "exit", "exit-zero", "hang", "hang-with-children", "crash-with-children", "junk", "half-line",
    "half-line-exit", "wrong-seq", "unnumbered", "exit-after-log", "extra-reply", "late-reply", "exit-after-answer", "huge-reply",
    "stderr-flood-hang", "close-stdin", "close-stdout", "liar",
]
STATUS = {"right": 0, "stderr-flood": 0, "wrong-bits": 1, "confused": 1, "traceback": 1, **dict.fromkeys(BROKEN, 3)}
SECONDS = 120


def copy_one_file(source, target):
    """Makes a folder of vectors with one file only; returns the cases that the fake port can run."""
    with open(os.path.join(source, "manifest.json")) as file:
        manifest = json.load(file)
    manifest["files"] = [entry for entry in manifest["files"] if entry["name"] == FILE]
    manifest["cases"] = manifest["files"][0]["cases"]
    with open(os.path.join(target, "manifest.json"), "w") as file:
        json.dump(manifest, file)
    shutil.copy(os.path.join(source, FILE), target)
    with open(os.path.join(source, FILE)) as file:
        contents = json.load(file)
    return [case["id"] for case in contents["cases"] if dtypes(case, contents) == {"float32"}]


def dtypes(case, contents):
    """The types of a case's variables, of which the fake port has one."""
    inputs = contents["inputs"][case["inputs"]] if "inputs" in case else case
    return {variable["dtype"] for variable in inputs["variables"]}


def survivors(token):
    for name in filter(str.isdigit, os.listdir("/proc")):
        try:
            with open(f"/proc/{name}/environ", "rb") as file:
                if token.encode() in file.read():
                    yield name
        except OSError:
            pass


def run(adamw, vectors, mode, case, jobs):
    """The exit status, or None after a hang, and the processes left."""
    token = str(uuid.uuid4())
    command = [adamw, "test", "--timeout", "5", "--jobs", str(jobs), "--",
               sys.executable, "-I", PORT, mode, case]
    environment = {**os.environ, "ADAMW_VECTORS": vectors, "STRESS_TOKEN": token}
    try:
        status = subprocess.run(command, env=environment, capture_output=True, timeout=SECONDS).returncode
    except subprocess.TimeoutExpired:
        status = None
    return status, list(survivors(token))


def parse():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--adamw", default=os.path.join(ROOT, ".build", "release", "adamw"), help="the command")
    parser.add_argument("--vectors", default=os.path.join(ROOT, "Vectors"), help="the folder of vectors")
    parser.add_argument("--runs", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    return parser.parse_args()


def main():
    options = parse()
    adamw, source, runs, seed = options.adamw, options.vectors, options.runs, options.seed
    generator = random.Random(seed)
    bad = 0
    with tempfile.TemporaryDirectory() as vectors:
        cases = copy_one_file(source, vectors)
        for number in range(runs):
            mode, case = generator.choice(list(STATUS)), generator.choice(cases)
            jobs = generator.randint(1, 3)
            start = time.monotonic()
            status, left = run(adamw, vectors, mode, case, jobs)
            right = status == STATUS[mode] and not left
            bad += not right
            print(f"run {number}, {mode} in {case}, {jobs} jobs: {time.monotonic() - start:.1f} s", end="")
            print("" if right else f", WRONG: status {status}, not {STATUS[mode]}; left: {left}", flush=True)
    print(f"{runs - bad} of {runs} runs were right (seed {seed})")
    sys.exit(bad > 0)


if __name__ == "__main__":
    main()
