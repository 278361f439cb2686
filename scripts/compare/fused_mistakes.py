"""What a clean fused port and one with a mistake are told under the budget `fused`, in each dtype.

    scripts/compare/fused_mistakes.py            runs them, and compares with the table in the guide
    scripts/compare/fused_mistakes.py --write    writes the table

The ports are the model of the specification that fuses; in float32 that in C too. Exit status: 0 the clean ones conform
and the guide has the counts; 1 not so.
"""

import json
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

sys.path[0] = str(Path(__file__).resolve().parents[2])

from scripts.compare import pages
from scripts.compare.fused_ports import C_PROGRAM, FUSED, CPort, model
from scripts.compare.left_out import reason, takes_large_steps
from scripts.compare.measuring import RUNNER
from scripts.compare.tables import markdown_table, text_table
from scripts.compare.tallies import whole_cases_of
from scripts.keras import environment
from scripts.keras.tensors import DTYPES

GUIDE = "Vectors/README.md"
MISTAKES = {
    "epsilon-inside-root": "epsilon inside the root",
    "average-from-zero": "first average mixed with zero",
    "accumulators-not-emptied": "accumulators not emptied",
    "decay-without-rate": "decay not times the learning rate",
    "decay-after-update": "decay after the update",
    "average-once-per-update": "averages once per update instead of every call",
    "amsgrad-ignored": "amsgrad left out",
    "overwriting-counted-in-calls": "overwriting counted in raw calls",
    "one-minus-beta-in-float32": "`1 - beta` in float32",
}


def main():
    unclean = [sentence for name, command in clean_ports() for sentence in judge_clean(name, command)]
    print("".join(f"WRONG: {sentence}\n" for sentence in unclean), end="")
    rows = [[words, *(count(mistake, dtype) for dtype in DTYPES)] for mistake, words in MISTAKES.items()]
    header = ["mistake", *(f"{dtype}, of {size(dtype):,}" for dtype in DTYPES)]
    print(text_table(header, rows))
    table = markdown_table(header, rows)
    if "--write" in sys.argv:
        pages.replace(GUIDE, "mistakes", table)
    is_known = table in (environment.ROOT / GUIDE).read_text()
    if not is_known:
        print(f"WRONG: the table in {GUIDE} is another")
    return 0 if is_known and not unclean else 1


def clean_ports():
    port = CPort("fused-c", [str(C_PROGRAM)])
    if why := port.missing():
        sys.exit(f"the port in C: {why}")
    return [("the port in C", port.command), ("the model", model(*FUSED))]


def judge_clean(name, command):
    """Sentences on what a clean port fails, but for the cases that say nothing of fused operations."""
    report = judged(command, "*")
    cases = {case["id"]: case for case in whole_cases_of(environment.VECTORS)}
    ran = [result for result in report["results"] if result["verdict"] != "unsupported"]
    for dtype in DTYPES:
        of_dtype = [result for result in ran if has(cases[result["id"]], dtype)]
        if of_dtype:
            print(f"{name}, {dtype}: {passed(of_dtype):,} of {len(of_dtype):,} cases pass")
    failed = [result["id"] for result in ran if result["verdict"] == "failed"]
    known = [id for id in failed if reason(cases[id]) or takes_large_steps(cases[id])]
    print(f"{name}: {passed(ran):,} of {len(ran):,} cases pass; left out of the budget are {len(known)} of the others")
    return [f"{name} fails {id}" for id in failed if id not in known]


def has(case, dtype):
    return any(variable["dtype"] == dtype for variable in case["variables"])


def passed(results):
    return sum(result["verdict"] == "passed" for result in results)


def size(dtype):
    return judged_core(model(*FUSED), dtype)["cases"]


def count(mistake, dtype):
    return f"{judged_core(model(*FUSED, mistake), dtype)['failed']:,}"


def judged_core(command, dtype):
    return judged(command, f"core-{dtype}/*")


def judged(command, pattern):
    """The report on a program's replies to the cases that match, under the budget."""
    vectors = ["--vectors", str(environment.VECTORS), "--filter", pattern]
    with TemporaryDirectory() as folder:
        replies, path = Path(folder) / "replies.jsonl", Path(folder) / "report.json"
        export = subprocess.run([str(RUNNER), "export", "--jsonl", *vectors], stdout=subprocess.PIPE, check=True)
        with replies.open("wb") as file:
            subprocess.run(command, input=export.stdout, stdout=file, check=True)
        check = [str(RUNNER), "check", *vectors, "--budget", "fused", "--json", str(path), str(replies)]
        subprocess.run(check, stdout=subprocess.DEVNULL)
        return json.loads(path.read_text())


if __name__ == "__main__":
    sys.exit(main())
