"""Whether the budget `fused` is what follows from what was measured.

    scripts/compare/fused.py                 derives it from fused.json, and compares the guide and the command
    scripts/compare/fused.py --measure       measures first, and writes fused.json: hours, for XLA compiles each case

Exit status: 0 the budget is what follows; 1 it is not.
"""

import argparse
import json
import subprocess
import sys
from dataclasses import asdict
from pathlib import Path
from tempfile import TemporaryDirectory

sys.path[0] = str(Path(__file__).resolve().parents[2])

from scripts.compare.allowances import Largest, allowances, largest, largest_distances
from scripts.compare.distances import AT_LEAST
from scripts.compare.fused_ports import sources
from scripts.compare.measuring import RUNNER, answers_path, measure_all
from scripts.compare.remembering import replies_by_case
from scripts.compare.tables import text_table
from scripts.compare.tallies import whole_cases_of
from scripts.keras import environment

MEASURED = Path(__file__).with_name("fused.json")
GUIDE = environment.VECTORS / "README.md"


def main():
    options = parse()
    if options.measure:
        keep(measure(options.every))
    measured = kept()
    derived = allowances(measured)
    print(text_table(["", "", *measured, "largest", "allowed"], list(rows(measured, derived))))
    wrong = [place for place, budget in (("the guide", guide()), ("the command", command())) if budget != derived]
    for place in wrong:
        print(f"WRONG: the budget in {place} is not what follows")
    if not wrong:
        print("RIGHT: the budget in the guide and in the command is what follows")
    return 1 if wrong else 0


def parse():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--measure", action="store_true", help=f"measure first, and write {MEASURED.name}")
    parser.add_argument("--every", type=int, metavar="N", help="measure with every N-th case only; 1 for all")
    return parser.parse_args()


def measure(every):
    measured, skipped = measure_all(sources(), environment.VECTORS, every)
    if skipped:
        sys.exit("".join(f"SKIPPED: {name}: {reason}\n" for name, reason in skipped.items()))
    cases = list(whole_cases_of(environment.VECTORS))
    found = {}
    for measurement in measured:
        name = measurement.subject.name
        print(f"the distances of {name}", file=sys.stderr, flush=True)
        found[name] = largest_distances(name, cases, replies_by_case(answers_path(measurement.subject)))
    return found


def keep(found):
    plain = {
        name: {dtype: {quantity: asdict(each) for quantity, each in port[dtype].items()} for dtype in port}
        for name, port in found.items()
    }
    MEASURED.write_text(json.dumps(plain, indent=1) + "\n")


def kept():
    return {
        name: {dtype: {quantity: Largest(**each) for quantity, each in port[dtype].items()} for dtype in port}
        for name, port in json.loads(MEASURED.read_text()).items()
    }


def rows(measured, derived):
    for dtype, quantities in derived.items():
        for quantity in AT_LEAST:
            ports = [port.get(dtype, {}).get(quantity) for port in measured.values()]
            cells = [str(each.ulps) if each else "-" for each in ports]
            yield [
                dtype, quantity, *cells, str(largest(measured, dtype, quantity)), str(quantities[quantity]["ulps"])
            ]  # fmt: skip


def guide():
    """The allowances of the budget that the guide shows."""
    text = GUIDE.read_text()
    start = text.index('{"format": "adamw-budget/1", "name": "fused"')
    return json.loads(text[start : text.index("```", start)])["allowances"]


def command():
    """The allowances of the budget that the command has, as its report says."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "report.json"
        cases = ["--vectors", str(environment.VECTORS), "--filter", "probes/the-plain-step"]
        test = [str(RUNNER), "test", *cases, "--budget", "fused", "--json", str(path), "--", str(RUNNER), "port"]
        subprocess.run(test, stdout=subprocess.DEVNULL, check=True)
        return json.loads(path.read_text())["allowances"]


if __name__ == "__main__":
    sys.exit(main())
