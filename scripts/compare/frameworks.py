"""Where frameworks' AdamW differ from Keras on TensorFlow in eager mode, and by how much.

    scripts/compare/frameworks.py                     runs all, prints the tables
    scripts/compare/frameworks.py --every 20 torch    every 20th case, on torch.optim.AdamW alone
    scripts/compare/frameworks.py --write             puts the tables into README.md too

Reports are kept in .measurements/ and measured anew when the vectors change, or with --fresh.
"""

import argparse
import sys
from pathlib import Path

sys.path[0] = str(Path(__file__).resolve().parents[2])

from scripts.compare import pages, probe_vectors, tables
from scripts.compare.measuring import REPORTS, measure_all
from scripts.compare.subjects import frameworks
from scripts.keras import environment


def main():
    options = parse()
    chosen = [s for s in frameworks() if not options.names or s.name in options.names]
    measured, skipped = measure_all(chosen, environment.VECTORS, options.every, options.fresh)
    print("probes", file=sys.stderr)
    vectors = probe_vectors.write(REPORTS / "probes")
    probes = probe_vectors.by_rule()
    probed, _ = measure_all([m.subject for m in measured], vectors, 1, options.fresh)
    print(tables.summary(measured, "text"), end="\n\n")
    print(tables.by_group(measured, environment.VECTORS, "text"), end="\n\n")
    print(tables.by_probe(probes, probed, "text"))
    for name, reason in skipped.items():
        print(f"\nSKIPPED: {name}: {reason}")
    unexpected = [f"{m.subject.name}: {sentence}" for m in measured for sentence in m.unexpected]
    print("".join(f"\nUNEXPECTED: {sentence}" for sentence in unexpected))
    if options.write:
        pages.replace("README.md", "frameworks", tables.summary(measured, "markdown"))
        pages.replace("README.md", "probes", tables.by_probe(probes, probed, "markdown"))
    return 0 if measured and not unexpected else 1


def parse():
    names = [subject.name for subject in frameworks()]
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"of {', '.join(names)}; all if none")
    parser.add_argument("--every", type=int, metavar="N", help="run every N-th case only; 1 for all")
    parser.add_argument("--fresh", action="store_true", help="measure anew what is there")
    parser.add_argument("--write", action="store_true", help="put the tables into README.md")
    options = parser.parse_args()
    for name in options.names:
        if name not in names:
            parser.error(f"'{name}' is none of {', '.join(names)}")
    return options


if __name__ == "__main__":
    sys.exit(main())
