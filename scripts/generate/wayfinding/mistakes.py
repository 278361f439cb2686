"""Which mistakes of Appendix C break a rule."""

import re
from collections import defaultdict

from scripts.generate.drawing.specification import RULE, anchor


class Mistakes:
    """For each rule the ids of the mistakes that break it with the anchor of their table, those first whose first rule it is."""

    def __init__(self, specification):
        appendix = specification.split("<!-- mistakes -->\n")[1].split("<!-- end of mistakes -->")[0]
        first, others, place = defaultdict(list), defaultdict(list), None
        for line in appendix.splitlines():
            if line.startswith("### "):
                place = anchor(line.removeprefix("### "))
            elif row := re.match(r"\| `([^`]+)` \|.*\| ([^|]*) \|[^|]*\|$", line):
                for number, rule in enumerate(re.findall(RULE, row[2])):
                    (others if number else first)[rule].append((row[1], place))
        self.breaking = {rule: first[rule] + others[rule] for rule in first.keys() | others.keys()}
