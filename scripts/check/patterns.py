#!/usr/bin/env python3
"""Holds the regular expressions of Sources/PythonPatterns against Python's `re`, on patterns and names drawn at random.

    scripts/check/patterns.py [--pairs 120000] [--seed 1] [--write]

Whether a pattern is refused, with which sentence and where, and whether it is found in each name must be the same; the
Swift side is a test, which reads what was drawn. What was drawn is counted by construct, and is refused if it shows too
little. `--write` draws a few thousand pairs and writes Tests/Patterns/python.json, which `swift test` reads without
Python, with what Python says of every scalar. The exit status is 0 if nothing differs, 1 if something does, and 77 if
this is not Python 3.11, so that nothing was proved.
"""

import argparse
import collections
import json
import os
import platform
import random
import re
import subprocess
import sys
from pathlib import Path

sys.path[0] = str(Path(__file__).resolve().parents[2])

from scripts.check.pattern_drawing import answers
from scripts.check.pattern_drawing.drawing import Drawing
from scripts.check.pattern_drawing.faults import spoilt

ROOT = Path(__file__).resolve().parents[2]
STORED = ROOT / "Tests/Patterns/python.json"
DRAWN = ROOT / ".build/patterns.json"
TEST = "swift test -c release --scratch-path .build-tests -Xswiftc -enable-testing --filter PairTests.drawnPairs".split()
VERSION = (3, 11)
NOT_PROVED = 77
#: How often each construct must be there, in accepted patterns with a name, and how much of all may take long.
LEAST, MOST_LONG = 500, 0.01


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--pairs", type=int, default=120_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    if sys.version_info[:2] != VERSION:
        print(f"nothing proved: this is Python {platform.python_version()}, and 3.11 is meant")
        return NOT_PROVED
    if options.write:
        pairs, _ = draw(4_000, options.seed)
        write(STORED, [pair for pair in pairs if "T" not in pair["answers"]])
        return 0
    pairs, used = draw(options.pairs, options.seed)
    wrong = poverty(pairs, used)
    print(*wrong, sep="\n", end="\n" if wrong else "")
    write(DRAWN, pairs)
    return 1 if wrong or not agrees(len(pairs)) else 0


def draw(count, seed):
    """Patterns with names, so many pairs, and how often each construct is in a pair that is accepted."""
    numbers, pairs, used, drawn = random.Random(seed), [], collections.Counter(), 0
    while drawn < count:
        drawing = Drawing(numbers)
        pattern, text = drawing.draw()
        spoils = numbers.randrange(5) == 0
        if spoils:
            pattern = spoilt(numbers, pattern)
        pair = answers.pair(pattern, [*names(drawing, text[:30])])
        if pair["refusal"] is not None:
            pair["names"] = []
        elif not spoils:
            used.update({construct: len(pair["names"]) for construct in drawing.used})
        pairs.append(pair)
        drawn += len(pair["names"]) or 1
    return pairs, used


def names(drawing, text):
    """What the pattern may well match, alone, within something, and damaged, and something else."""
    yield text
    yield drawing.some(4) + text + drawing.some(4)
    place = drawing.random.randint(0, len(text))
    yield text[:place] + text[place + 1:] + ":0"
    yield drawing.some(12)


def poverty(pairs, used):
    """Prints what was drawn, and gives sentences about what there is too little of."""
    answered = "".join(pair["answers"] for pair in pairs)
    accepted = sum(pair["refusal"] is None for pair in pairs)
    found, long, fails = (answered.count(sign) for sign in "1TF")
    kinds = collections.Counter(re.sub(r"\d+|\\.*|\?.*|range .*", "", pair["refusal"]) for pair in pairs if pair["refusal"])
    total = len(answered) + len(pairs) - accepted
    print(f"Python {platform.python_version()}: {total} pairs; of {len(pairs)} patterns {accepted} are accepted; of"
          f" {len(answered)} names {found} match, {fails} fail in Python, {long} take long and are not compared")
    print("constructs:", ", ".join(f"{name} {count}" for name, count in sorted(used.items(), key=lambda item: item[1])))
    print("refusals:", ", ".join(f"{kind.strip()} {count}" for kind, count in kinds.most_common()))
    if 2 * accepted < len(pairs):
        yield "fewer than half of the patterns are accepted"
    if 3 * found < total:
        yield "fewer than a third of the pairs match"
    if long > MOST_LONG * len(answered):
        yield "too many searches take long"
    for name, count in used.items():
        if count < LEAST:
            yield f"{name} is in {count} pairs, not in {LEAST}"


def write(path, pairs):
    """One line for each pair, so that a difference shows which."""
    path.parent.mkdir(parents=True, exist_ok=True)
    head = {
        "about": "What Python's re makes of patterns and names, and what Python says of every scalar.",
        "python": platform.python_version(),
        "scalars": answers.scalars(),
    }
    parts = [f"{json.dumps(key)}:{json.dumps(value, separators=(',', ':'))}" for key, value in head.items()]
    rows = ",\n".join(json.dumps(pair, separators=(",", ":")) for pair in pairs)
    temporary = path.with_suffix(".tmp")
    temporary.write_text("{" + ",\n".join([*parts, f'"pairs":[\n{rows}\n]']) + "}\n")
    temporary.replace(path)


def agrees(count):
    """Whether the test compared so many patterns and found no difference."""
    done = subprocess.run(TEST, cwd=ROOT, env={**os.environ, "DRAWN_PATTERNS": str(DRAWN)}, capture_output=True, text=True)
    line = re.search(r"^patterns: (\d+) compared, .*differing: (\d+)$", done.stdout, re.MULTILINE)
    if not line or done.returncode:
        print(done.stdout[-6000:], done.stderr[-2000:], sep="\n")
    print(line[0] if line else "the test did not run")
    return bool(line) and done.returncode == 0 and (int(line[1]), int(line[2])) == (count, 0)


if __name__ == "__main__":
    sys.exit(main())
