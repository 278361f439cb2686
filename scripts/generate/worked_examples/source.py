"""The examples as they are written in `chapters/*.txt`."""

import re
from dataclasses import dataclass, field
from pathlib import Path

CHAPTERS = Path(__file__).parent / "chapters"
PLACE = re.compile(r"(?:(?P<case>\S+/\S+?)(?:, |$))?(?:event (?P<event>\d+)(?:, |$))?(?P<variable>\w[\w/]*)?(?:\[(?P<part>[\d:]+)\])?")
LINE = re.compile(r"(?:(?P<name>[\w.]+) = |(?P<wrong>not ))(?P<expression>.*?)(?: # (?P<remark>.*))?")


@dataclass
class Place:
    """Where the quantities of the lines below it are: an event of a case, a variable, some of its elements."""

    text: str
    case: str
    event: int = 0
    variable: str | None = None
    part: str | None = None


@dataclass
class Line:
    """A value with a name, or, without one, what a wrong way makes of the value above."""

    place: Place
    name: str | None
    expression: str
    remark: str


@dataclass
class Example:
    """The lines of one rule."""

    rule: str
    lines: list = field(default_factory=list)

    @property
    def case(self):
        return self.lines[0].place.case


def examples():
    """All examples, in the order of the files' names and lines."""
    return [example for path in sorted(CHAPTERS.glob("*.txt")) for example in read(path.read_text(), path.name)]


def read(text, name):
    for block in re.split(r"^## ", text, flags=re.MULTILINE)[1:]:
        rule, *rows = filter(None, map(str.rstrip, block.splitlines()))
        example, place = Example(rule), None
        for row in rows:
            if found := LINE.fullmatch(row):
                example.lines.append(Line(place, found["name"], found["expression"], found["remark"] or ""))
            elif found := PLACE.fullmatch(row):
                place = moved(place, row, **{key: value for key, value in found.groupdict().items() if value})
            else:
                raise SystemExit(f"{name}: {rule}: neither a place nor a line: {row}")
        yield example


def moved(place, text, case=None, event=None, variable=None, part=None):
    """The next place: what it does not say stays, but for the elements of another variable."""
    if case:
        return Place(text, case, int(event or 0), variable, part)
    event = place.event if event is None else int(event)
    return Place(text, place.case, event, variable or place.variable, part)
