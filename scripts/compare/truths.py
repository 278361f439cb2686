"""What is known of libraries from their sources, and whether a diagnosis says the same.

A truth of truths.json is a list of differences from Keras' rules. Each has the rules that it breaks, a sentence, the
features that a case needs to show it, and a kind: `rule`, which a diagnosis must name; `default`, an argument's default
value; `edge`, which only odd values show; `rounding`, other bits by the same mathematics. It says why if rounding hides
it from every diagnosis, and that it was seen in the source only after the diagnosis had named it, if that is so.
"""

from dataclasses import dataclass
from fnmatch import fnmatchcase
import json
from pathlib import Path
import re

from scripts.keras import environment

PATH = Path(__file__).with_name("truths.json")
KINDS = {"rule", "default", "edge", "rounding"}


@dataclass(frozen=True)
class Difference:
    """Something in which a library is known to differ; a rule may be a pattern."""

    rules: tuple
    kind: str
    says: str
    needs: tuple = ()
    hidden: str = ""

    def is_named_by(self, mistake):
        return any(fnmatchcase(rule, pattern) for rule in mistake["rules"] for pattern in self.rules)


@dataclass
class Truth:
    version: str
    differences: list

    def to_name(self, features):
        """The differences that a diagnosis of a port with these features must name, each sentence once."""
        shown = [d for d in self.differences if d.kind == "rule" and not d.hidden and set(d.needs) <= set(features)]
        return list({d.says: d for d in shown}.values())


def load():
    """Truths by the names of their subjects; every rule must be one of the specification."""
    specification = (environment.VECTORS / "SPECIFICATION.md").read_text()
    known = set(re.findall(r"^### (R-[A-Z0-9-]+)", specification, re.MULTILINE))
    truths = {}
    for name, fields in json.loads(PATH.read_text()).items():
        differences = [
            Difference(tuple(d["rules"]), d["kind"], d["says"], tuple(d.get("needs", ())), d.get("hidden", ""))
            for d in fields["differences"]
        ]
        for d in differences:
            if d.kind not in KINDS or any("*" not in rule and rule not in known for rule in d.rules):
                raise ValueError(f"{PATH.name}: {name}: a kind or a rule is not known: {d}")
        truths[name] = Truth(fields["version"], differences)
    return truths


def judge(truth, features, diagnosis):
    """Sentences on what a diagnosis leaves out or says wrongly; none where it is right."""
    mistakes, to_name = diagnosis["mistakes"], truth.to_name(features)
    unknown = [m for m in mistakes if not any(d.is_named_by(m) for d in truth.differences)]
    wrong = [f"not in the source: {mistake['says']}" for mistake in unknown]
    if not can_be_named(to_name, mistakes):
        left = [d for d in to_name if not any(d.is_named_by(m) for m in mistakes)]
        wrong += [f"not named: {d.says}" for d in left] or ["one mistake stands for two of the source"]
    if diagnosis["level"] == "unexplained":
        wrong.append("unexplained")
    return wrong


def can_be_named(differences, mistakes, taken=()):
    """Whether each difference finds a mistake that names it, shared with no other of the same rule."""
    if not differences:
        return True
    first, *rest = differences
    return any(
        can_be_named(rest, mistakes, (*taken, (index, first)))
        for index, mistake in enumerate(mistakes)
        if first.is_named_by(mistake)
        and not any(i == index and set(d.rules) & set(first.rules) for i, d in taken)
    )
