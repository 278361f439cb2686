"""A rule's line of links, and what is missing for one."""

import re
import textwrap
from dataclasses import dataclass

from scripts.generate.drawing.specification import anchor
from scripts.generate.wayfinding.cases import Cases
from scripts.generate.wayfinding.mistakes import Mistakes
from scripts.generate.wayfinding.program import Program, runs

BEGINNING = "Ways: "
WIDTH = 130
#: How many probes, files or mistakes are named; of more their number is.
SHOWN = 3


@dataclass
class Ways:
    """What leads on from each rule."""

    pseudocode: dict
    program: Program
    cases: Cases
    mistakes: Mistakes

    def line(self, rule):
        parts = [*self.steps(rule), *self.code(rule), self.probes(rule), self.files(rule), self.broken(rule)]
        text = BEGINNING + "; ".join(filter(None, parts)) + "."
        return textwrap.fill(text, WIDTH, break_long_words=False, break_on_hyphens=False)

    def steps(self, rule):
        for heading, numbers in self.pseudocode.get(rule, {}).items():
            title = re.sub(r"^[\d. ]+", "", heading).lower()
            written = [str(first) if first == last else f"{first}-{last}" for first, last in runs(numbers)]
            yield f"{'line' if len(numbers) == 1 else 'lines'} {', '.join(written)} of [{title}](#{anchor(heading)})"

    def code(self, rule):
        links = [
            f"[{first}](adamw.py#L{first})" if first == last else f"[{first}-{last}](adamw.py#L{first}-L{last})"
            for first, last in runs(self.program.lines.get(rule, []))
        ]
        if links:
            yield f"[`adamw.py`](adamw.py) {', '.join(links)}"

    def probes(self, rule):
        made, named = self.cases.made.get(rule, []), self.cases.named.get(rule, [])
        shown = some([f"`{probe}`" for probe in made or named])
        if not shown:
            return None
        return f"[probes](probes.json) {shown}" if made else f"named by [probes](probes.json) {shown}"

    def files(self, rule):
        counts = self.cases.counts.get(rule, {})
        largest = sorted(counts, key=lambda file: (-counts[file], file))
        links = [f"{counts[file]:,} in [{file.removesuffix('.json')}]({file})" for file in largest]
        total = f"{sum(counts.values()):,} cases" if sum(counts.values()) != 1 else "1 case"
        return f"{total}: {some(links, 'files')}" if counts else None

    def broken(self, rule):
        links = [f"[`{mistake}`](#{place})" for mistake, place in self.mistakes.breaking.get(rule, [])]
        return f"mistakes {some(links)}"

    def missing(self, rules):
        """Sentences about rules that have not what each must have."""
        probed, broken = self.cases.made.keys() | self.cases.named.keys(), self.mistakes.breaking.keys()
        for rule in rules:
            if rule not in self.program.lines:
                yield f"{rule}: no line of adamw.py names it in its comment"
            if rule not in probed:
                yield f"{rule}: no probe names it"
            if rule not in broken:
                yield f"{rule}: no known mistake breaks it"
        for rule in sorted((self.program.lines.keys() | probed | broken) - set(rules)):
            yield f"{rule}: it is named, but the specification has no such rule"


def some(items, what=""):
    """The first few, and how many more there are: one more is named too."""
    if len(items) <= SHOWN + 1:
        return ", ".join(items)
    return ", ".join(items[:SHOWN]) + f" and {len(items) - SHOWN:,} more" + (f" {what}" if what else "")
