"""Vectors/graph: what Keras answers within a `tf.function`, where it is not what it answers in eager mode."""

import json
from dataclasses import replace

from scripts.generate.catalogue import all_files
from scripts.generate.vector_files.answers import answers_to, tasks_of
from scripts.generate.vector_files.provenance import provenance
from scripts.generate.vector_files.rule_lists import OF_GRAPH, all_rules, exercised, require
from scripts.generate.vector_files.schemas import validate
from scripts.generate.vector_files.writing import MANIFEST_FORMAT, expectation, manifest_entry, serialized
from scripts.keras import environment
from scripts.keras.cases import expand
from scripts.keras.environment import PINNED

FORMAT = "adamw-answers/1"
PROFILE = "keras-3.15.1-tensorflow-cpu-graph"
FOLDER = environment.VECTORS / "graph"
#: Whole cases of this profile alone, which another script writes.
OWN_FILES = ("fits",)


def generate(fresh=False, names=None):
    """`{file name: bytes}` of the files of answers, of all or of some, and of their manifest."""
    everything = all_files()
    files = [file for file in everything if names is None or file.name in names]
    tasks = [{**task, "trace": False} for task in tasks_of(files)]
    (column,) = answers_to([(PINNED, "graph")], tasks, fresh, are_all=names is None)
    answers = iter(column)
    documents = {file.name: answers_document(file, [next(answers) for _ in file.plans]) for file in files}
    name_rules(documents)
    for name, document in documents.items():
        validate("answers-file", document, f"graph/{name}")
    contents = {f"{name}.json": serialized(document) for name, document in documents.items()}
    return {**contents, "manifest.json": manifest(everything, contents)}


def answers_document(file, answers):
    """The answers to a file's cases that are not those in it, and the ids of the others."""
    eager = {case["id"]: case["expect"] for case in eager_document(file.name)["cases"]}
    equal, cases = [], []
    for plan, answer in zip(file.plans, answers, strict=True):
        identifier = plan.case["id"]
        expect = expectation(replace(plan, trace=False), expand(plan.case, file.inputs), answer)
        if expect == {key: value for key, value in eager[identifier].items() if key != "trace"}:
            equal.append(identifier)
        else:
            cases.append({"id": identifier, "expect": expect})
    about = f"What a step within a tf.function makes of the cases of {file.name}.json, where that is another answer."
    return {"format": FORMAT, "about": about, "provenance": provenance(), "equal": equal, "rules": {}, "cases": cases}


def name_rules(documents):
    """Names in each document the rules of a graph that its cases exercise, beside those that the cases name."""
    whole = {f"{name}.json": serialized(whole_cases(name, document)) for name, document in documents.items()}
    rules = exercised(whole, "graph")
    for name, document in documents.items():
        for case in eager_document(name)["cases"]:
            if of_graph := [rule for rule in rules[case["id"]] if rule.startswith(OF_GRAPH)]:
                document["rules"][case["id"]] = of_graph


def whole_cases(name, document):
    """The cases of a file with their answers in a graph, which has no traces."""
    answers = {case["id"]: case["expect"] for case in document["cases"]}
    eager = eager_document(name)
    for case in eager["cases"]:
        case["expect"] = answers.get(case["id"]) or {k: v for k, v in case["expect"].items() if k != "trace"}
    return eager


def manifest(files, contents):
    entries, used = [], set()
    for file in files:
        name = f"{file.name}.json"
        data = contents.get(name) or (FOLDER / name).read_bytes()
        document = json.loads(data)
        entries.append({**manifest_entry(name, document, data), "equal": len(document["equal"])})
        used |= {rule for rules in document["rules"].values() for rule in rules}
    own = [manifest_entry(path.name, read(path), path.read_bytes()) for path in own_files()]
    rules = all_rules("graph")
    require(used, (rule for rule in rules if rule.startswith(OF_GRAPH)))
    document = {
        "format": MANIFEST_FORMAT,
        "profile": PROFILE,
        "cases": sum(entry["cases"] for entry in own + entries) + sum(entry["equal"] for entry in entries),
        "rules": rules,
        "provenance": provenance(),
        "coverage": {},
        "answers": entries,
        "files": own,
    }
    validate("manifest", document, "graph/manifest")
    return serialized(document)


def own_files():
    return [path for path in (FOLDER / f"{name}.json" for name in OWN_FILES) if path.exists()]


def eager_document(name):
    return read(environment.VECTORS / f"{name}.json")


def read(path):
    return json.loads(path.read_text())
