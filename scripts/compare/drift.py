"""How versions and backends of Keras differ, in eager mode, from the one that the vectors are from.

    scripts/compare/drift.py                  runs all, prints the tables
    scripts/compare/drift.py --every 20       every 20th case
    scripts/compare/drift.py --versions 3.4.1 --backends
    scripts/compare/drift.py --write          puts the tables into Vectors/DRIFT.md too

Versions that confirmed every case when the vectors were written are not run again, except with --all.
Reports are kept in .measurements/ and measured anew when the vectors change, or with --fresh.
"""

import argparse
import sys
from pathlib import Path

sys.path[0] = str(Path(__file__).resolve().parents[2])

from scripts.compare import pages, tables
from scripts.compare.confirmations import confirmed
from scripts.compare.measuring import measure_all
from scripts.compare.subjects import BACKENDS, keras_on
from scripts.compare.tallies import tally
from scripts.keras import environment
from scripts.generate.vector_files import versions

PAGE = "Vectors/DRIFT.md"


def main():
    options = parse()
    newest = versions.newest()
    print(f"the newest Keras on the index: {newest or 'the index cannot be asked'}", file=sys.stderr)
    subjects = [keras_on("tensorflow", version) for version in options.versions or all_versions(newest)]
    known = [] if options.all else [m for s in subjects if (m := confirmed(s, environment.VECTORS))]
    subjects += [keras_on(backend, newest or versions.PINNED) for backend in options.backends]
    measurements, skipped = measure_rest(subjects, known, options)
    different = [measurement for measurement in measurements if tally(measurement).differ]
    print(tables.summary(measurements, "text"))
    if different:
        print("\n" + tables.standing_out(different, environment.VECTORS, "text"))
        print("\n" + tables.by_group(different, environment.VECTORS, "text"))
    for name, reason in skipped.items():
        print(f"\nSKIPPED: {name}: {reason}")
    if options.write:
        pages.replace(PAGE, "versions", tables.summary(measurements, "markdown"))
        pages.replace(PAGE, "causes", tables.standing_out(different, environment.VECTORS, "markdown"))
        pages.replace(PAGE, "rules", tables.by_group(different, environment.VECTORS, "markdown"))
    return 0 if measurements else 1


def all_versions(newest):
    return list(dict.fromkeys([*versions.OLDER, *versions.VERSIONS, newest or versions.PINNED]))


def measure_rest(subjects, known, options):
    """The measurements of all subjects in their order, and what was skipped."""
    names = {measurement.subject.name for measurement in known}
    rest = [subject for subject in subjects if subject.name not in names]
    measured, skipped = measure_all(rest, environment.VECTORS, options.every, options.fresh)
    found = {measurement.subject.name: measurement for measurement in [*known, *measured]}
    return [found[subject.name] for subject in subjects if subject.name in found], skipped


def parse():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--versions", nargs="+", metavar="VERSION", help="these on TensorFlow; all if none")
    parser.add_argument("--backends", nargs="*", default=BACKENDS, choices=BACKENDS, help="of the newest")
    parser.add_argument("--every", type=int, metavar="N", help="run every N-th case only; 1 for all")
    parser.add_argument("--all", action="store_true", help="run what the vectors already confirm too")
    parser.add_argument("--fresh", action="store_true", help="measure anew what is there")
    parser.add_argument("--write", action="store_true", help=f"put the tables into {PAGE}")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
