"""The cases of Vectors/, what Keras answered to them, and `adamw.py`, whose arithmetic computes the examples."""

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


@functools.cache
def cases(file):
    """The cases of a file by their ids, with their inputs."""
    return {case["id"]: case for case in adamw.cases(VECTORS / f"{file}.json")}


def golden_case(name):
    return cases(name.partition("/")[0])[name]


def asked(case):
    """What a port is asked of a case."""
    return {key: value for key, value in case.items() if key not in ("inputs", "expect", "keras", "note")}


@functools.cache
def followed(name, events):
    """What `adamw.py` answers to the first events of a case, with its trace."""
    case = asked(golden_case(name))
    return adamw.follow(True, **{**case, "script": case["script"][:events]})
