#!/usr/bin/env python3
"""Runs the shell commands that a Markdown file shows, so that they cannot rot.

    scripts/check/readme.py [FILE]

Every ```sh block is run by bash from the root of the repository, without standard input; the first
that fails ends the run.
"""

import argparse
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def blocks(text):
    """The lines of each block, indented or not."""
    block = None
    for line in text.splitlines():
        line = line.strip()
        if block is None:
            block = [] if line == "```sh" else None
        elif line == "```":
            yield "\n".join(block)
            block = None
        else:
            block.append(line)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("file", nargs="?", type=Path, default=ROOT / "README.md")
    file = parser.parse_args().file
    if not file.exists():
        parser.error(f"there is no {file}")
    commands = list(blocks(file.read_text()))
    if not commands:
        sys.exit(f"{file.name} shows no commands.")
    for command in commands:
        print(f"\n== {command}", flush=True)
        result = subprocess.run(
            ["bash", "-euo", "pipefail", "-c", command], cwd=ROOT, stdin=subprocess.DEVNULL
        )
        if result.returncode:
            sys.exit(f"{file.name}: '{command}' failed with status {result.returncode}.")
    print(f"\n{file.name}: {len(commands)} commands ran.")


if __name__ == "__main__":
    main()
