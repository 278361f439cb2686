"""The index of the rules."""

import re

from scripts.generate.drawing.specification import anchor


def index(text):
    """The rules by chapter, each with its title, as links."""
    lines = []
    for marks, heading in re.findall(r"^(##|###) (4\.\d+ .*|R-.*)$", text, re.MULTILINE):
        if marks == "##":
            lines += ["", f"**[{heading}](#{anchor(heading)})**", ""]
        else:
            rule, title = heading.split("  ", 1)
            lines.append(f"* [{rule}](#{anchor(heading)}) {title}")
    return "\n".join(lines[1:])
