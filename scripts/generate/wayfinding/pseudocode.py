"""The lines of pseudocode, which have numbers so that a rule can say which of them are its own."""

import re
from collections import defaultdict

#: A block of code that begins with the head of `apply`, numbered or not, within its section.
BLOCK = re.compile(r"^```\n((?: *\d+  )?apply\(gradients\):.*?\n)^```$", re.MULTILINE | re.DOTALL)
HEADING = re.compile(r"^##+ (.*)$", re.MULTILINE)


def numbered(text):
    """The text with the lines of each block numbered from 1."""
    return BLOCK.sub(lambda match: "```\n" + numbered_block(match[1]) + "```", text)


def numbered_block(block):
    lines = [re.sub(r"^ *\d+  ", "", line) for line in block.splitlines()]
    width, counted = len(str(sum(map(bool, lines)))), 0
    for place, line in enumerate(lines):
        if line:
            counted += 1
            lines[place] = f"{counted:{width}}  {line}"
    return "\n".join(lines) + "\n"


def lines_of_rules(text, expanded):
    """For each rule the headings of the blocks that name it, with the numbers of the lines that do.

    `expanded` makes of what is named on a line the rules that are meant."""
    found = defaultdict(lambda: defaultdict(list))
    for block in BLOCK.finditer(text):
        heading = HEADING.findall(text, 0, block.start())[-1]
        for line in block[1].splitlines():
            if named := re.match(r" *(\d+)  .*  (R-[A-Z].*)$", line):
                for rule in expanded(named[2]):
                    found[rule][heading].append(int(named[1]))
    return found
