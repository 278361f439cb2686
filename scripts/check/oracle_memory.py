#!/usr/bin/env python3
"""Asks the embedded Keras many cases, and says how fast it answers and whether its memory stays flat.

    scripts/check/oracle_memory.py [--cases 10000] [--vectors 500]

Some vectors with short scripts, evenly spread, are asked over and over. Memory is compared between case 1,000, when each was asked
at least once, and the last. The exit status is 0 if it has grown by less than 1 %.
"""

import argparse
import json
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ADAMW = ROOT / ".build/release/adamw"
FIRST, ALLOWED = 1000, 0.01
EVENTS = 6


def main():
    options = parse()
    requests = sample(options.vectors)
    port = subprocess.Popen(
        [ADAMW, "keras", "port"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT
    )
    exchange(port, {"request": "start", "protocol": 1})
    memory, start = {}, time.monotonic()
    for number in range(1, options.cases + 1):
        request = {**requests[number % len(requests)], "seq": number}
        reply = exchange(port, request)
        if reply.get("seq") != number or reply["reply"] not in ("run", "error"):
            sys.exit(f"the oracle answered {request['case']['id']} with {json.dumps(reply)[:300]}")
        if number == FIRST or number % 1000 == 0 or number == options.cases:
            memory[number] = resident(port.pid)
            rate = number / (time.monotonic() - start)
            print(f"case {number:6}: {memory[number] / 1024:8.1f} MiB, {rate:5.1f} cases a second", flush=True)
    exchange(port, {"request": "stop"})
    growth = memory[options.cases] / memory[FIRST] - 1
    print(f"memory grew by {growth:.2%} between case {FIRST} and case {options.cases}")
    return 0 if growth < ALLOWED else 1


def parse():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--cases", type=int, default=10000, help="how many cases are asked, at least 1000")
    parser.add_argument("--vectors", type=int, default=500, help="how many different ones there are among them")
    options = parser.parse_args()
    if options.cases < FIRST or options.vectors < 1:
        parser.error("At least 1000 cases and 1 vector are needed.")
    return options


def sample(count):
    """The requests for so many vectors, evenly spread among those whose script is short."""
    lines = subprocess.run(
        [ADAMW, "export", "--jsonl"], cwd=ROOT, check=True, capture_output=True, text=True
    ).stdout.splitlines()
    requests = map(json.loads, lines)
    runs = [r for r in requests if r["request"] == "run" and len(r["case"]["script"]) <= EVENTS]
    return runs[:: max(1, len(runs) // count)]


def exchange(port, request):
    print(json.dumps(request), file=port.stdin, flush=True)
    return json.loads(port.stdout.readline())


def resident(process):
    """The resident memory of a process, in KiB."""
    for line in Path(f"/proc/{process}/status").read_text().splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1])
    raise RuntimeError("the system does not say how much memory a process has")


if __name__ == "__main__":
    sys.exit(main())
