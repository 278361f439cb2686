"""The rules that each case exercises, as `adamw rules` derives them from a model of the specification."""

import json
import subprocess
import tempfile
from pathlib import Path

from scripts.generate.drawing.specification import Specification
from scripts.keras import environment

COMMAND = environment.ROOT / ".build" / "release" / "adamw"


class RuleError(Exception):
    """The catalogue and what is derived do not fit together."""


#: What the ids of rules begin with that say what a graph does otherwise.
OF_GRAPH = "R-GRAPH-"


def all_rules(profile="eager"):
    """Every rule of a profile, in the order of the specification."""
    rules = Specification((environment.VECTORS / "SPECIFICATION.md").read_text()).anchors
    return [rule for rule in rules if profile == "graph" or not rule.startswith(OF_GRAPH)]


def exercised(contents, profile="eager"):
    """`{id: rules}` of the cases in `{name: bytes}` of vector files; which rules these name now does not matter."""
    rules = {}
    with tempfile.TemporaryDirectory() as folder:
        for name, data in contents.items():
            path = Path(folder) / name
            path.write_bytes(data)
            command = [COMMAND, "rules", "--vectors", path, "--profile", profile, "--format", "json"]
            answer = json.loads(subprocess.run(command, stdout=subprocess.PIPE, check=True).stdout)
            rules.update((case["id"], case["rules"]) for case in answer["cases"])
    return rules


def name_rules(document, rules, shown):
    """Puts its list into each case of a document: the rule that it is made for, if it is for one, before the others."""
    for case in document["cases"]:
        identifier = case["id"]
        first, found = shown.get(identifier), rules[identifier]
        if not found or first not in (None, *found):
            raise RuleError(f"{identifier} exercises {', '.join(found) or 'no rule'}, not {first}")
        case["rules"] = [first, *(rule for rule in found if rule != first)] if first else found


def shown_by(files):
    """`{id: rule}` of the cases that are made for a rule."""
    return {plan.case["id"]: plan.shows for file in files for plan in file.plans if plan.shows}


def require_every_rule(documents):
    """A rule that no case exercises would be a promise that nobody checks."""
    require({rule for document in documents for case in document["cases"] for rule in case["rules"]}, all_rules())


def require(used, rules):
    if missing := [rule for rule in rules if rule not in used]:
        raise RuleError(f"no case exercises {', '.join(missing)}")
