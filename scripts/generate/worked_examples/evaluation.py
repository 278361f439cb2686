"""Computes the lines of an example, and holds them against what Keras answered."""

from dataclasses import dataclass

from scripts.generate.worked_examples.golden import adamw
from scripts.generate.worked_examples.names import Names
from scripts.generate.worked_examples.quantities import NO_SLOT, answer, quantity
from scripts.generate.worked_examples.source import Line


class Wrong(Exception):
    """A line that does not say what Keras answered."""


@dataclass
class Value:
    """A line with what it gives, and whether Keras' answer to the case has just that."""

    line: Line
    value: object
    is_keras: bool

    @property
    def text(self):
        return text(self.value)


def text(value):
    """What two values are compared by: bits with their dtype; NaN equals NaN."""
    value = None if value is NO_SLOT else value
    return f"{value.dtype.name} {value.hex()}" if isinstance(value, adamw.Array) else repr(value)


def evaluated(example):
    """The values of an example's lines."""
    values = list(compute(example.lines))
    for value in values:
        if value.line.name and quantity(value.line.name):
            expected = answer(value.line.place, value.line.name)
            if expected is not None and text(expected) != value.text:
                raise Wrong(f"{example.rule}: {value.line.name} is {value.text}, and Keras has {text(expected)}")
            value.is_keras = expected is not None and computes(value.line)
    if not any(value.is_keras for value in values):
        raise Wrong(f"{example.rule}: no line has what Keras answered")
    if adamw.IN_GRAPH and not any(value.line.expression.startswith("eager.") for value in values):
        raise Wrong(f"{example.rule}: no line has what Keras answers in eager mode")
    for place, value in enumerate(values):
        if value.line.name is None:
            check_wrong_way(example, values, place)
    return values


def computes(line):
    """Whether a line does more than name a number that stands there already."""
    return line.expression != quantity(line.name)


def compute(lines, replaced=None, value=None):
    """The values of lines; with `replaced`, the value of that line is another, and wrong ways are left out."""
    own = {}
    for line in lines:
        if line.name is None and replaced:
            continue
        result = value if line is replaced else evaluate(line, own)
        if line.name:
            own[line.name] = result
        yield Value(line, result, False)


def evaluate(line, own):
    try:
        return eval(line.expression, {"__builtins__": {}}, Names(line.place, own))
    except Exception as problem:
        raise Wrong(f"{line.place.text}: {line.expression}: {problem!r}") from problem


def check_wrong_way(example, values, place):
    """A wrong way gives another value, and no line that Keras' answer has comes out of it."""
    right = next(value for value in reversed(values[:place]) if value.line.name)
    wrong = values[place]
    if wrong.text == right.text:
        raise Wrong(f"{example.rule}: the wrong way {wrong.line.expression} gives the right {wrong.text}")
    if right.is_keras:
        return
    others = compute(example.lines, right.line, wrong.value)
    stated = {id(value.line): value.text for value in values if value.is_keras}
    if all(stated.get(id(value.line), value.text) == value.text for value in others):
        raise Wrong(f"{example.rule}: nothing of Keras' answer tells that {wrong.line.expression} is wrong")
