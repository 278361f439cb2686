"""The cases of Vectors/, what Keras answered to them, and `adamw.py`, whose arithmetic computes the examples.

All of it is of one profile at a time, which `enter` chooses.
"""

import contextlib
import functools
import importlib.util
import json
from pathlib import Path

VECTORS = Path(__file__).resolve().parents[3] / "Vectors"


def load_program():
    specification = importlib.util.spec_from_file_location("adamw", VECTORS / "adamw.py")
    program = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(program)
    return program


adamw = load_program()


def enter(rule):
    """Goes on in the profile that a rule is about."""
    adamw.IN_GRAPH = rule.startswith("R-GRAPH-")


@contextlib.contextmanager
def eager_mode():
    """Goes back to eager mode for as long as it lasts."""
    profile, adamw.IN_GRAPH = adamw.IN_GRAPH, False
    try:
        yield
    finally:
        adamw.IN_GRAPH = profile


@functools.cache
def cases(file, in_graph):
    """The cases of a file by their ids, with their inputs, and the answers of the profile."""
    return {case["id"]: case for case in adamw.cases(VECTORS / f"{file}.json")}


def golden_case(name):
    return cases(name.partition("/")[0], adamw.IN_GRAPH)[name]


def asked(case):
    """What a port is asked of a case."""
    return {key: value for key, value in case.items() if key not in ("inputs", "expect", "keras", "note")}


def followed(name, events):
    """What `adamw.py` answers to the first events of a case, with its trace."""
    return followed_in(adamw.IN_GRAPH, name, events)


@functools.cache
def followed_in(in_graph, name, events):
    case = asked(golden_case(name))
    return adamw.follow(True, **{**case, "script": case["script"][:events]})
