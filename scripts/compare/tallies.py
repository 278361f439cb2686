"""What came of cases, counted: how many differ, and by how much."""

import json
import re
import statistics
from collections import defaultdict
from dataclasses import dataclass, field

from scripts.keras.cases import expand


@dataclass
class Tally:
    """Cases counted, and of those that differ in numbers the distance at the worst event.

    A distance is in representable values (ULP), and as a share of how far Keras on TensorFlow moved the
    variable that it moved farthest.
    """

    run: int = 0
    unsupported: int = 0
    differ: int = 0
    refused: int = 0
    not_a_number: int = 0
    ulps: list = field(default_factory=list)
    shares: list = field(default_factory=list)

    @property
    def equal(self):
        return self.run - self.differ

    @property
    def frequency(self):
        """How often a case differs; 0 of none."""
        return self.differ / self.run if self.run else 0.0

    @property
    def median_ulps(self):
        return statistics.median_low(self.ulps) if self.ulps else None

    @property
    def largest_ulps(self):
        return max(self.ulps, default=None)

    @property
    def median_share(self):
        return statistics.median_low(self.shares) if self.shares else None

    def count(self, result):
        """Counts one entry of a report's results."""
        if result["verdict"] == "unsupported":
            self.unsupported += 1
            return
        self.run += 1
        if result["verdict"] == "passed":
            return
        self.differ += 1
        if "refusal" in result["divergence"]["difference"]:
            self.refused += 1
        elif any("ulps" not in drift for drift in result["drift"]):
            self.not_a_number += 1
        else:
            self.ulps.append(max((drift["ulps"] for drift in result["drift"]), default=0))
            self.shares.append(max((drift.get("share", 0) for drift in result["drift"]), default=0))


def tally(measurement):
    """All cases of a measurement."""
    whole = Tally()
    for result in measurement.report["results"]:
        whole.count(result)
    return whole


def tallies_by_group(measurement, rules):
    """A tally for each group of rules that a case exercises, in the order of the manifest."""
    tallies = defaultdict(Tally)
    for result in measurement.report["results"]:
        for group in {group_of(rule) for rule in rules[result["id"]]}:
            tallies[group].count(result)
    return tallies


def contrasts(measurement, rules, least=0.2, most=3):
    """The groups whose cases differ more often than the others, as `(group, tally, tally of the others)`.

    Those come first with which the difference in frequency is the largest. Left out are rules that too few
    cases exercise, or too many, so that too few are left without them.
    """
    whole = tally(measurement)
    found = []
    for group, inside in tallies_by_group(measurement, rules).items():
        outside = Tally(run=whole.run - inside.run, differ=whole.differ - inside.differ)
        comparable = inside.run >= whole.run / 100 and outside.run >= whole.run / 10
        if comparable and inside.frequency - outside.frequency >= least:
            found.append((group, inside, outside))
    return sorted(found, key=lambda each: each[2].frequency - each[1].frequency)[:most]


def group_of(rule):
    """`CLIP-NORM` for `R-CLIP-NORM-2`."""
    return re.sub(r"^R-|-\d+$", "", rule)


def groups_of(vectors):
    """The groups of the manifest's rules, in its order."""
    manifest = json.loads((vectors / "manifest.json").read_text())
    return list(dict.fromkeys(map(group_of, manifest["rules"])))


def rules_by_case(vectors):
    """`{id: rules}` of all vectors."""
    return {case["id"]: case["rules"] for case in cases_of(vectors)}


def cases_of(vectors):
    """The cases of all vectors as they stand in the files."""
    manifest = json.loads((vectors / "manifest.json").read_text())
    for entry in manifest["files"]:
        yield from json.loads((vectors / entry["name"]).read_text())["cases"]


def whole_cases_of(vectors):
    """The cases of all vectors with the variables and scripts that their files share."""
    manifest = json.loads((vectors / "manifest.json").read_text())
    for entry in manifest["files"]:
        document = json.loads((vectors / entry["name"]).read_text())
        yield from (expand(case, document.get("inputs", {})) for case in document["cases"])
