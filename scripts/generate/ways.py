"""Writes what leads through Vectors/SPECIFICATION.md: the index of the rules, and each rule's line of links.

    python scripts/generate/ways.py            writes it
    python scripts/generate/ways.py --check    compares: the exit status is 1 if anything is not what would be written

A rule's line is the last paragraph of its section. Also written are the numbers of the lines of pseudocode, and the lines in
links to functions of adamw.py. The exit status is 1 too if a rule lacks what each must have.
"""

import argparse
import difflib
import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[0] = str(ROOT)

from scripts.generate.drawing.specification import Specification
from scripts.generate.wayfinding import pseudocode
from scripts.generate.wayfinding.cases import Cases
from scripts.generate.wayfinding.index import index
from scripts.generate.wayfinding.lines import BEGINNING, Ways
from scripts.generate.wayfinding.mistakes import Mistakes
from scripts.generate.wayfinding.program import Program

VECTORS = ROOT / "Vectors"
SPECIFICATION = VECTORS / "SPECIFICATION.md"
#: A rule's section, from its heading up to the next heading.
SECTION = re.compile(r"^### (R-[A-Z0-9-]+)  .*\n(?:(?!##).*\n)*", re.MULTILINE)
WRITTEN = re.compile(rf"^{BEGINNING}(?:.+\n)+\n?", re.MULTILINE)
INDEX = re.compile(r"(<!-- index: [^>]*-->\n).*?(<!-- /index -->)", re.DOTALL)
FUNCTION = re.compile(r"(\[`([\w.]+)`\]\(adamw\.py#L)\d+\)")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--check", action="store_true", help="compare, write nothing")
    options = parser.parse_args()
    old = SPECIFICATION.read_text()
    text = pseudocode.numbered(old)
    specification = Specification(text)
    named = pseudocode.lines_of_rules(text, specification.expanded)
    ways = Ways(named, Program((VECTORS / "adamw.py").read_text()), Cases(VECTORS), Mistakes(text))
    wrong = list(ways.missing(specification.anchors))
    new = written(text, ways)
    compared = difflib.unified_diff(old.splitlines(), new.splitlines(), lineterm="", n=0)
    differing = [line for line in compared if not line.startswith(("---", "+++", "@@"))]
    if not options.check:
        SPECIFICATION.write_text(new)
    elif differing:
        wrong += ["SPECIFICATION.md is not what `make ways` writes:", *differing[:10]]
    print(*wrong, sep="\n", end="\n" if wrong else "")
    done = "differ" if options.check else "changed"
    print(f"{len(specification.anchors)} rules with their ways; {len(differing)} lines {done}")
    return 1 if wrong or not specification.anchors else 0


def written(text, ways):
    text = SECTION.sub(lambda match: with_line(match[0], ways.line(match[1])), text)
    text = FUNCTION.sub(lambda match: f"{match[1]}{ways.program.functions[match[2]]})", text)
    text, count = INDEX.subn(lambda match: f"{match[1]}\n{index(text)}\n\n{match[2]}", text)
    if count != 1:
        sys.exit(f"SPECIFICATION.md needs '<!-- index: ... -->' and '<!-- /index -->' once, not {count} times")
    return text


def with_line(section, line):
    """The section with this line at its end, in place of the one that it has."""
    return f"{WRITTEN.sub('', section).rstrip()}\n\n{line}\n\n"


if __name__ == "__main__":
    sys.exit(main())
