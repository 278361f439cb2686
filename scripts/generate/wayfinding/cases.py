"""Which cases and which probes name a rule."""

import json
from collections import Counter, defaultdict

PROBES = "probes.json"
#: The folder of the answers in a graph, which list the rules of a graph for the same cases.
GRAPH = "graph"
OF_GRAPH = "R-GRAPH-"


class Cases:
    """For each rule the probes made for it, those that name it besides, and the number of cases in each other file."""

    def __init__(self, folder):
        self.made, self.named, self.counts = defaultdict(list), defaultdict(list), defaultdict(Counter)
        for entry in json.loads((folder / "manifest.json").read_text())["files"]:
            for case in json.loads((folder / entry["name"]).read_text())["cases"]:
                self.add(entry["name"], entry["name"], case["id"], case["rules"])
        for entry in json.loads((folder / GRAPH / "manifest.json").read_text())["answers"]:
            rules = json.loads((folder / GRAPH / entry["name"]).read_text())["rules"]
            for case, listed in rules.items():
                only = [rule for rule in listed if rule.startswith(OF_GRAPH)]
                self.add(entry["name"], f"{GRAPH}/{entry['name']}", case, only)

    def add(self, file, path, case, rules):
        if file != PROBES:
            for rule in rules:
                self.counts[rule][path] += 1
            return
        # A probe shows the first rule of its list.
        for place, rule in enumerate(rules):
            (self.named if place else self.made)[rule].append(case)
