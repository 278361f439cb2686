#!/usr/bin/env python3
"""Plants mistakes by text in the example ports, and holds what `adamw diagnose` says against the rules they break.

    scripts/check/planted.py                           every language, base and mistake; minutes
    scripts/check/planted.py --fit                     only whether every text fits; needs no build
    scripts/check/planted.py --replies                 whether every base is foreign, and every mistake changes replies
    scripts/check/planted.py --languages c --only epsilon

A base gives a port its language's natural arithmetic and breaks no rule: in all vectors, by the whole `adamw test`, it
must follow the `rules`. A mistake on top of it must be named: the first rule of the first mistake is one that the planted one breaks. The exit status is 0
if at least 95 % of the mistakes that rounding does not hide are named first, no other rule is, and no base is called
broken; 1 if not; 2 if a text does not fit or a variant does not build.
"""

import argparse
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

sys.path[0] = str(Path(__file__).resolve().parents[2])

from scripts.check.planting import differences, workshop
from scripts.check.planting.c import C
from scripts.check.planting.javascript import JAVASCRIPT
from scripts.check.planting.python import PYTHON
from scripts.check.planting.rust import RUST

LANGUAGES = (C, RUST, JAVASCRIPT, PYTHON)
SECONDS = 120
SHARE = 0.95
OK, BESIDE, WRONG = "ok", "ok, A WRONG RULE BESIDE", "WRONG RULE"
UNNAMED, HIDDEN, BUILT_NOT, SKIPPED = "NOT NAMED", "hidden", "DOES NOT BUILD", "skipped"


def main():
    options = parse()
    variants = [variant for language in LANGUAGES if language.name in options.languages
                for variant in language.variants() if chosen(variant, options.only)]  # fmt: skip
    if not variants:
        print(f"No mistake has {' or '.join(options.only)} in its name.")
        return 2
    misfits = [f"{v.language.name}: {v.base.name}: {v.name}: {old!r}" for v in variants
               for old in v.text(workshop.original(v.language))[1]]  # fmt: skip
    if misfits:
        print("These texts must fit exactly one place of their port:", *misfits, sep="\n  ")
        return 2
    if options.fit:
        mistakes = sum(v.mistake is not None for v in variants)
        print(f"all texts of {mistakes} mistakes and {len(variants) - mistakes} bases fit exactly one place")
        return 0
    if options.replies:
        return differences.check(variants, options)
    return diagnose(variants, options)


def parse():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    names = [language.name for language in LANGUAGES]
    parser.add_argument("--languages", nargs="+", default=names, choices=names, metavar="NAME", help=", ".join(names))
    parser.add_argument("--only", nargs="+", default=[""], metavar="TEXT", help="with one of these in base or mistake")
    parser.add_argument("--fit", action="store_true", help="build nothing; see whether the texts fit")
    parser.add_argument("--replies", action="store_true", help="compare replies instead of asking for a diagnosis")
    parser.add_argument("--jobs", type=int, default=2, help="how many at once (default: 2)")
    parser.add_argument("--adamw", type=Path, default=workshop.ROOT / ".build/release/adamw", help="the command")
    return parser.parse_args()


def chosen(variant, texts):
    return any(text in f"{variant.base.name}: {variant.name}" for text in texts)


def diagnose(variants, options):
    with ThreadPoolExecutor(options.jobs) as pool:
        outcomes = []
        verdicts = pool.map(lambda variant: judge(variant, options.adamw), variants)
        for variant, (verdict, said) in zip(variants, verdicts):
            name = f"{variant.language.name:10} {variant.base.name:18} {variant.name:50}"
            print(f"{name} {said:60} {verdict}", flush=True)
            outcomes.append((variant, verdict))
    return conclude([(variant, verdict) for variant, verdict in outcomes if verdict != SKIPPED])


def judge(variant, adamw):
    """A verdict, and what was said."""
    if tool := workshop.missing(variant):
        return SKIPPED, f"{tool} is not installed"
    if error := workshop.build(variant):
        return BUILT_NOT, error.strip().splitlines()[0]
    asked = ("diagnose",) if variant.mistake else ("test", "--level", "rules")
    report, status = workshop.report(adamw, asked, variant, SECONDS)
    if report is None:
        return UNNAMED, "no diagnosis"
    diagnosis = report["diagnosis"]
    # A case that a port answers with an error of its own is a failure, whatever the others are.
    if variant.mistake is None and status != 0 and diagnosis["errors"] == 0:
        return UNNAMED, f"{diagnosis['level']}: status {status}"
    named = diagnosis["mistakes"] if diagnosis["level"] == "broken" else []
    said = f"{diagnosis['level']}: " + ", ".join(f"{m['id']} ({m['rules'][0]})" for m in named)
    return verdict_of(variant.mistake, diagnosis["level"], named), said.removesuffix(": ")


def verdict_of(mistake, level, named):
    if mistake is None:
        return OK if level in ("bits", "rules") else WRONG if named else UNNAMED
    if not named:
        return HIDDEN if mistake.hidden else UNNAMED
    first, *others = (one["rules"][0] in mistake.rules for one in named if not one["rounding"])
    return WRONG if not first else OK if all(others) else BESIDE


def conclude(outcomes):
    bases = [verdict for variant, verdict in outcomes if variant.mistake is None]
    shown = [verdict for variant, verdict in outcomes if variant.mistake and not variant.mistake.hidden]
    hidden = [verdict for variant, verdict in outcomes if variant.mistake and variant.mistake.hidden]
    right, (wrong, beside) = shown.count(OK) + shown.count(BESIDE), map((shown + hidden).count, (WRONG, BESIDE))
    print(
        f"right rule first: {right} of {len(shown)}; wrong rules first: {wrong}, beside the right one: {beside}; "
        f"bases that follow the rules: {bases.count(OK)} of {len(bases)}; hidden by rounding: {len(hidden)}"
    )
    if BUILT_NOT in bases + shown + hidden or not outcomes:
        return 2
    return 1 if wrong or bases.count(OK) < len(bases) or right < SHARE * len(shown) else 0


if __name__ == "__main__":
    sys.exit(main())
