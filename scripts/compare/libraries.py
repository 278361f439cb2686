"""Whether `adamw diagnose` says of real libraries what their sources say.

    scripts/compare/libraries.py                diagnoses all that are installed, prints a table
    scripts/compare/libraries.py torch mlx      these only
    scripts/compare/libraries.py --write        puts the table into Vectors/DRIFT.md too

The differences are in truths.json. They were read from the libraries' sources before anything diagnosed them.
Exit status: 0 every diagnosis is right; 1 one is not, or nothing could be diagnosed.
"""

import argparse
import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

sys.path[0] = str(Path(__file__).resolve().parents[2])

from scripts.compare import pages, truths
from scripts.compare.measuring import RUNNER
from scripts.compare.subjects import libraries
from scripts.compare.tables import share, text_table

HEADER = ["library", "version", "its source says", "the diagnosis says", "", "left of the way"]
LEVELS = {
    "bits": "equal in every bit",
    "rules": "follows every rule, and rounds differently",
    "unexplained": "unexplained",
}


@dataclass
class Outcome:
    """What was said of a library, and what is wrong with it."""

    name: str
    version: str
    expected: list
    said: list
    wrong: list
    left: float

    @property
    def cells(self):
        """A list of lines for each column."""
        expected, verdict = self.expected or ["rounding alone"], "no" if self.wrong else "ok"
        return [[self.name], [self.version], expected, self.said, [verdict], [share(self.left)]]


def main():
    options = parse()
    known = truths.load()
    chosen = [subject for subject in libraries() if not options.names or subject.name in options.names]
    outcomes, skipped = [], {}
    for number, subject in enumerate(chosen, 1):
        print(f"[{number}/{len(chosen)}] {subject.name}", file=sys.stderr, flush=True)
        if reason := subject.missing():
            skipped[subject.name] = reason
        elif report := diagnose(subject):
            outcomes.append(outcome(subject.name, known[subject.name], report))
        else:
            skipped[subject.name] = "adamw diagnose gave no report"
    print(text_table(HEADER, [line for o in outcomes for line in lines(o.cells)]))
    for o in outcomes:
        print("".join(f"\nWRONG: {o.name}: {sentence}" for sentence in o.wrong), end="")
    print("".join(f"\nSKIPPED: {name}: {reason}" for name, reason in skipped.items()))
    right = sum(not o.wrong for o in outcomes)
    print(f"{right} of {len(outcomes)} diagnoses say what the source says; {len(skipped)} skipped")
    if options.write:
        pages.replace("Vectors/DRIFT.md", "libraries", markdown(outcomes))
    return 0 if outcomes and right == len(outcomes) else 1


def parse():
    names = [subject.name for subject in libraries()]
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"of {', '.join(names)}; all if none")
    parser.add_argument("--write", action="store_true", help="put the table into Vectors/DRIFT.md")
    options = parser.parse_args()
    for name in options.names:
        if name not in names:
            parser.error(f"'{name}' is none of {', '.join(names)}")
    return options


def diagnose(subject):
    """The report of `adamw diagnose` on a subject, or `None`."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "report.json"
        command = [str(RUNNER), "diagnose", "--json", str(path), "--", *subject.command]
        subprocess.run(command, env=subject.environment, stdout=subprocess.DEVNULL)
        return json.loads(path.read_text()) if path.exists() else None


def outcome(name, truth, report):
    diagnosis, port = report["diagnosis"], report["port"]
    features = port["features"]
    said = [mistake["says"] for mistake in diagnosis["mistakes"]]
    if diagnosis["level"] in LEVELS and (not said or diagnosis["level"] == "unexplained"):
        said.insert(0, LEVELS[diagnosis["level"]])
    expected = [difference.says for difference in truth.to_name(features)]
    wrong = truths.judge(truth, features, diagnosis)
    if port["version"].partition("+")[0] != truth.version:
        wrong.append(f"version {port['version']} was diagnosed, the source read is that of {truth.version}")
    return Outcome(name, port["version"], expected, said, wrong, diagnosis["largest_share"])


def lines(cells):
    """The lines of a row whose cells have several."""
    height = max(map(len, cells))
    return list(zip(*([*cell, *[""] * (height - len(cell))] for cell in cells)))


def markdown(outcomes):
    header = [HEADER, ["---"] * len(HEADER)]
    rows = [["<br>".join(cell) for cell in o.cells] for o in outcomes]
    return "\n".join(f"| {' | '.join(row)} |" for row in [*header, *rows])


if __name__ == "__main__":
    sys.exit(main())
