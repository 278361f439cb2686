"""Random cases that are in no file, sent to a port and to real Keras in eager mode, compared bit for bit.

    python scripts/check/live.py --cases 500 --seed 1 [--port ".build/release/adamw port"]

The cases are those of `adamw export --random`, which `adamw fuzz` takes too: there is one generator. Keras is asked
and the answers are compared here, in Python, by no line of the command: the judges are two.

Exit status: 0 the port does what Keras does; 1 it does not; 2 wrong usage; 3 the port's program
is broken; 5 the cases could not be had.
"""

import argparse
import collections
import subprocess
import sys
import time
from pathlib import Path

sys.path[0] = str(Path(__file__).resolve().parents[2])

from scripts.check.judge.comparing import compare
from scripts.check.judge.port_client import PortBroken, PortClient
from scripts.keras import environment
from scripts.keras.port_server import read
from scripts.keras.refusals import Refusal

ADAMW = environment.ROOT / ".build" / "release" / "adamw"
SAVED = environment.ROOT / ".build" / "live-check.json"
SHOWN = 20


def main():
    arguments = parse_arguments()
    try:
        cases = random_cases(arguments)
    except NoCases as reason:
        print(f"NO CASES: {reason}")
        return 5
    try:
        client = PortClient(arguments.port, arguments.timeout)
    except PortBroken as broken:
        return report_broken(broken)
    try:
        client.start()
        check = Check(client)
        for case in cases:
            check.run(case)
            check.progress(arguments.cases)
        client.stop()
    except PortBroken as broken:
        return report_broken(broken)
    finally:
        client.kill()
    print(check.verdict(arguments.seed))
    if not check.mismatches:
        return 0
    for mismatch in check.mismatches[:SHOWN]:
        print(mismatch)
    if len(check.mismatches) > SHOWN:
        print(f"... and {len(check.mismatches) - SHOWN} more")
    check.save(arguments.save)
    print(f"the cases with what Keras did: {arguments.save}")
    return 1


class NoCases(Exception):
    """Why there are no cases to ask; a sentence."""


def random_cases(arguments):
    """The cases of the requests that `adamw export` writes, or that a file has."""
    if arguments.requests:
        lines = arguments.requests.read_text().splitlines()
    else:
        options = ["--jsonl", "--random", str(arguments.cases), "--seed", str(arguments.seed)]
        try:
            export = subprocess.run([ADAMW, "export", *options], capture_output=True, text=True)
        except OSError as error:
            raise NoCases(f"{ADAMW} cannot be started ({error.strerror}); `make build` builds it") from error
        if export.returncode:
            raise NoCases(f"adamw export ended with status {export.returncode}: {export.stderr.strip()}")
        lines = export.stdout.splitlines()
    requests = map(read, lines)
    cases = [request["case"] for request in requests if request["request"] == "run"][: arguments.cases]
    if len(cases) != arguments.cases:
        raise NoCases(f"{arguments.cases} cases are wanted, but there are {len(cases)}")
    return cases


def report_broken(broken):
    print(f"BROKEN PORT: {broken}")
    return 3


class Check:
    """Runs cases on both sides and remembers where they part."""

    def __init__(self, client):
        # Real Keras takes seconds to load; a wrong command line should not wait for it.
        from scripts.keras import port

        self.client = client
        self.keras = port
        self.done = 0
        self.refused = 0
        self.dtypes = collections.Counter()
        self.unsupported = collections.Counter()
        self.mismatches = []
        self.saved = []
        self.started = self.shown = time.monotonic()

    def run(self, case):
        try:
            expected = self.keras.run(case, trace=True)
        except Refusal as refusal:
            expected = refusal.observation()
        reply = self.client.run(case, trace=True)
        self.done += 1
        if reply["reply"] == "unsupported":
            self.unsupported[reply.get("feature", "?")] += 1
            return
        self.refused += "error" in expected
        self.dtypes.update({variable["dtype"] for variable in case["variables"]})
        mismatch = compare(case, expected, reply)
        if mismatch:
            self.mismatches.append(mismatch)
            self.saved.append({**case, "expect": expected})

    def progress(self, total):
        now = time.monotonic()
        if now - self.shown > 10:
            self.shown = now
            seconds = now - self.started
            line = f"{seconds:5.0f} s  {self.done} of {total} cases, {len(self.mismatches)} differ"
            print(line, file=sys.stderr)

    def verdict(self, seed):
        word = "DIFFERENT" if self.mismatches else "SAME BITS"
        counts = ", ".join(f"{dtype} in {n}" for dtype, n in sorted(self.dtypes.items()))
        line = (
            f"{word}: {self.done} random cases of seed {seed}, {len(self.mismatches)} mismatches, "
            f"{sum(self.unsupported.values())} unsupported, {self.refused} refused by Keras; "
            f"{counts}"
        )
        if self.unsupported:
            line += f"; unsupported: {', '.join(sorted(self.unsupported))}"
        return line

    def save(self, path):
        from scripts.generate.vector_files.provenance import provenance
        from scripts.generate.vector_files.writing import FORMAT, serialized

        document = {
            "format": FORMAT,
            "about": "Random cases in which a port differed from Keras.",
            "provenance": provenance(),
            "inputs": {},
            "cases": self.saved,
        }
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(serialized(document))


def positive(text):
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError(f"{text} is not a positive number")
    return number


def parse_arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--cases", type=positive, default=500)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--port", default=f"{ADAMW} port", help="the command of a port (default: %(default)s)")
    parser.add_argument("--requests", type=Path, metavar="FILE", help="take the cases of this file of requests")
    parser.add_argument("--timeout", type=positive, default=60, help="seconds for each answer")
    parser.add_argument("--save", type=Path, default=SAVED, help="file for the cases that differ")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
