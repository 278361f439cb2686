"""Writes the worked example of each rule into SPECIFICATION.md, and all of them into worked.json.

    python scripts/generate/worked.py            writes them
    python scripts/generate/worked.py --check    compares: the exit status is 1 if any is not what would be written

Each line is computed by the arithmetic of Vectors/adamw.py, and what has a name in Keras' answer to the case must be that,
bit by bit. A rule without an example is an error, and so is an example that shows nothing of Keras' answer, or, if it is of a
graph, nothing that is another answer than in eager mode.
"""

import argparse
import json
import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[0] = str(ROOT)

from scripts.generate.worked_examples.evaluation import Wrong, evaluated
from scripts.generate.worked_examples.golden import VECTORS, enter
from scripts.generate.worked_examples.layout import block, record
from scripts.generate.worked_examples.source import examples

SPECIFICATION, RECORDS = VECTORS / "SPECIFICATION.md", VECTORS / "worked.json"
ABOUT = (
    "The worked examples of SPECIFICATION.md. What has is_keras stands in Keras' answer to the case, of rules R-GRAPH-* in graph/."
)
SECTION = re.compile(r"^### (R-\S+).*?(?=^#|\Z)", re.MULTILINE | re.DOTALL)
BLOCK = re.compile(r"```bits\n.*?```\n\n", re.DOTALL)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--check", action="store_true", help="compare, write nothing")
    options = parser.parse_args()
    computed, wrong = {}, []
    for example in examples():
        try:
            if example.rule in computed:
                raise Wrong(f"{example.rule} has two examples")
            enter(example.rule)
            computed[example.rule] = (example, evaluated(example))
        except Wrong as problem:
            wrong.append(str(problem))
    text = SPECIFICATION.read_text()
    rules = [match[1] for match in SECTION.finditer(text)]
    wrong += [f"{rule} has no example" for rule in rules if rule not in computed]
    wrong += [f"{rule} is no rule" for rule in computed if rule not in rules]
    written = SECTION.sub(lambda section: with_block(section, computed), text)
    records = document([record(*computed[rule]) for rule in rules if rule in computed])
    if not options.check:
        # Imported here, because comparing needs the standard library alone.
        from scripts.generate.vector_files.schemas import validate

        validate("worked", json.loads(records), RECORDS.name)
        SPECIFICATION.write_text(written)
        RECORDS.write_text(records)
    elif written != text or not RECORDS.exists() or records != RECORDS.read_text():
        wrong.append("the examples are not what would be written: make worked writes them again")
    print(*wrong, f"{len(computed)} examples of {len(rules)} rules, {len(wrong)} sentences wrong", sep="\n")
    return 1 if wrong else 0


def with_block(section, computed):
    """A rule's section with its block, which stands before what leads on from the rule."""
    if section[1] not in computed:
        return section[0]
    body, rest = re.split(r"\n(?=Mirrors:|Ways:)", BLOCK.sub("", section[0]), maxsplit=1)
    return f"{body.rstrip()}\n\n{block(computed[section[1]][1])}\n\n{rest}"


def document(records):
    """JSON with one example on each line."""
    lines = ",\n".join(json.dumps(entry, separators=(",", ":")) for entry in records)
    head = json.dumps({"format": "adamw-worked/1", "about": ABOUT}, separators=(",", ":"))
    return f'{head[:-1]},"examples":[\n{lines}\n]}}\n'


if __name__ == "__main__":
    sys.exit(main())
