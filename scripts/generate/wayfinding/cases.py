"""Which cases and which probes name a rule."""

import json
from collections import Counter, defaultdict

PROBES = "probes.json"


class Cases:
    """For each rule the probes made for it, those that name it besides, and the number of cases in each other file."""

    def __init__(self, folder):
        self.made, self.named, self.counts = defaultdict(list), defaultdict(list), defaultdict(Counter)
        for entry in json.loads((folder / "manifest.json").read_text())["files"]:
            for case in json.loads((folder / entry["name"]).read_text())["cases"]:
                self.add(entry["name"], case)

    def add(self, file, case):
        first, *others = case["rules"]
        if file != PROBES:
            for rule in case["rules"]:
                self.counts[rule][file] += 1
            return
        # A probe shows the first rule of its list.
        self.made[first].append(case["id"])
        for rule in others:
            self.named[rule].append(case["id"])
