"""The index of the rules, and the list of those that lack something."""

import re

from scripts.generate.drawing.specification import anchor
from scripts.generate.wayfinding import exceptions


def index(text):
    """The rules by chapter, each with its title, as links; then what has no probe or no mistake, and why."""
    lines = []
    for marks, heading in re.findall(r"^(##|###) (4\.\d+ .*|R-.*)$", text, re.MULTILINE):
        if marks == "##":
            lines += ["", f"**[{heading}](#{anchor(heading)})**", ""]
        else:
            rule, title = heading.split("  ", 1)
            lines.append(f"* [{rule}](#{anchor(heading)}) {title}")
    return "\n".join([*lines[1:], "", *without()])


def without():
    yield "### Rules without a probe or a mistake"
    yield ""
    yield "| | rules | why |"
    yield "|---|---|---|"
    for what, allowed in {"no probe": exceptions.WITHOUT_PROBE, "no mistake": exceptions.WITHOUT_MISTAKE}.items():
        for why in dict.fromkeys(allowed.values()):
            yield f"| {what} | {', '.join(rule for rule in allowed if allowed[rule] == why)} | {why} |"
