"""How far a step in a `tf.function`, and one compiled by XLA, are from one in eager mode: by dtype, quantity and rule.

    scripts/compare/profiles.py            prints the tables
    scripts/compare/profiles.py --write    puts them into Vectors/DRIFT.md too

Answers of the profile graph are those of Vectors/graph. XLA is asked unless its answers are kept in .measurements/: for
an hour and a half.
"""

import json
import sys
from multiprocessing import Pool
from pathlib import Path

sys.path[0] = str(Path(__file__).resolve().parents[2])

from scripts.check.judge.comparing import compare
from scripts.compare import pages
from scripts.compare.measuring import answers_path, measure_all
from scripts.compare.profile_tables import Compared, by_quantity, by_rule, explained, left, summary
from scripts.compare.remembering import replies_by_case
from scripts.compare.rewrites import Rewritten
from scripts.compare.subjects import compiled
from scripts.compare.tallies import groups_of, whole_cases_of
from scripts.keras import environment

PAGE = "Vectors/DRIFT.md"
#: What is rewritten, each beside all before it.
STEPS = {
    "nothing: eager mode": (),
    "what a graph rewrites, but not in bfloat16": ("graph",),
    "products are fused with the sum or difference they go into": ("graph", "fused"),
    "squares of norms are fused and added in order": ("graph", "fused", "norms"),
}


def main():
    cases = list(whole_cases_of(environment.VECTORS))
    replies = {"graph": graph_replies(cases), "XLA": compiled_replies()}
    compared = {name: [Compared(case, given[case["id"]]) for case in cases] for name, given in replies.items()}
    groups = groups_of(environment.VECTORS)
    columns = {words: equal_to(replies["XLA"], cases, rewrites) for words, rewrites in STEPS.items()}
    tables = {"profiles": lambda style: summary(compared, style)}
    for name, given in compared.items():
        tables[f"{name}-quantities"] = lambda style, given=given: by_quantity(given, style)
        tables[f"{name}-rules"] = lambda style, given=given: by_rule(given, groups, style)
    tables["XLA-explained"] = lambda style: explained(cases, columns, style)
    *_, most = columns.values()
    tables["XLA-left"] = lambda style: left(cases, most, style)
    for name, table in tables.items():
        print(f"\n{name}\n\n{table('text')}")
        if "--write" in sys.argv:
            pages.replace(PAGE, name, table("markdown"))


def graph_replies(cases):
    """`{id: reply}` from the files; the answers of cases that are equal are eager mode's."""
    replies = {case["id"]: as_reply(case["expect"]) for case in cases}
    for path in sorted((environment.VECTORS / "graph").glob("*.json")):
        document = json.loads(path.read_text())
        if document["format"] == "adamw-answers/1":
            replies.update((case["id"], as_reply(case["expect"])) for case in document["cases"])
    return replies


def as_reply(expectation):
    """What a port would have replied, but for steps that a file leaves out."""
    if "error" in expectation:
        return {"reply": "error", **expectation["error"]}
    return {"reply": "run", **{key: value for key, value in expectation.items() if key != "trace"}}


def compiled_replies():
    tensorflow = compiled()[0]
    _, skipped = measure_all([tensorflow], environment.VECTORS)
    if skipped:
        sys.exit(f"SKIPPED: {skipped}")
    return replies_by_case(answers_path(tensorflow))


def equal_to(replies, cases, rewrites):
    """The ids of the cases to which the rewritten program replies the same."""
    with Pool(initializer=prepare, initargs=(replies, rewrites)) as pool:
        return {id for id in pool.map(judge, cases, chunksize=16) if id}


def prepare(replies, rewrites):
    global _replies, _program
    _replies, _program = replies, Rewritten(rewrites)


def judge(case):
    reply = _replies[case["id"]]
    error = {key: reply[key] for key in ("category", "argument") if key in reply}
    expected = {"error": error} if reply["reply"] == "error" else reply
    return None if compare(case, expected, _program.answer(case)) else case["id"]


if __name__ == "__main__":
    main()
