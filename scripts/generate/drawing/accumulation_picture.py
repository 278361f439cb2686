"""accumulation.svg: calls of apply with accumulation and averages, one column each."""

from itertools import groupby

from scripts.generate.drawing import theme, training
from scripts.generate.drawing.svg import Picture

TITLE = "Accumulation and averages, call by call"
N, FREQUENCY = (training.ARGUMENTS[name] for name in ("gradient_accumulation_steps", "ema_overwrite_frequency"))
DESCRIPTION = (
    f"A table with one column for each of {len(training.GRADIENTS)} calls of apply, with accumulation over {N} calls "
    f"and averages that overwrite the weights with a frequency of {FREQUENCY}. Its rows follow the order of a call: "
    "the counter, what is accumulated, the update, the average, overwriting and constraints. A chart has the weight "
    "and its average."
)
LEFT, COLUMN, ROW = 236, 62, 46
TOP, HEAD = 106, 52
CHART = 190
NOTHING = "\N{MIDDLE DOT}"


def draw(specification):
    picture = Picture(TITLE, DESCRIPTION, specification.anchors)
    calls = list(training.calls())
    below = TOP + HEAD + ROW * len(ROWS)
    bottom = below + CHART + ROW * len(RESULTS)
    head(picture)
    columns(picture, calls, bottom)
    table(picture, TOP + HEAD, calls, ROWS)
    chart(picture, below, calls)
    table(picture, below + CHART, calls, RESULTS)
    picture.height = notes(picture, bottom + 34, calls) + 4
    return picture.svg()


def center(call):
    return LEFT + COLUMN * (call.raw + 0.5)


def head(picture):
    picture.text(theme.MARGIN, 38, TITLE, "title")
    shown = ("gradient_accumulation_steps", "ema_momentum", "ema_overwrite_frequency")
    words = "; ".join(f"{name} = {training.ARGUMENTS[name]}" for name in shown)
    picture.text(theme.MARGIN, 64, words, "code", within=theme.WIDTH - 2 * theme.MARGIN)
    begin = "; ".join(f"{name} = {training.ARGUMENTS[name]}" for name in ("learning_rate", "weight_decay"))
    words = f"One weight, {training.WEIGHT} at first; {begin}. From top to bottom the rows are in the order of a call."
    picture.text(theme.MARGIN, 86, words, "muted", within=theme.WIDTH - 2 * theme.MARGIN)


def columns(picture, calls, bottom):
    """The calls' numbers, a band behind those that update, a line between cycles."""
    picture.text(theme.MARGIN, TOP + 18, "call", "strong")
    picture.text(theme.MARGIN, TOP + 38, "its gradient", "muted")
    for call in calls:
        x = LEFT + COLUMN * call.raw
        if call.updated is not None:
            picture.rectangle(x, TOP - 4, COLUMN, bottom - TOP + 4, "band", 6)
        picture.text(center(call), TOP + 18, str(call.raw + 1), "strong", "middle")
        number = f"{gradient(call.raw)} = {training.GRADIENTS[call.raw]:g}"
        picture.text(center(call), TOP + 38, number, "muted", "middle", within=COLUMN + 6)
        if call.raw % N == 0:
            picture.line([(x, TOP - 4), (x, bottom)], "cycle")


def table(picture, top, calls, rows):
    for place, row in enumerate(rows):
        rule_off(picture, top + ROW * place)
        draw_row(picture, top + ROW * place, calls, *row)


def rule_off(picture, y):
    picture.line([(theme.MARGIN, y), (theme.WIDTH - theme.MARGIN, y)], "thin")


def draw_row(picture, y, calls, label, rules, cells):
    picture.text(theme.MARGIN, y + 19, label, within=LEFT - theme.MARGIN - 6)
    picture.rules(theme.MARGIN, y + 37, rules, within=LEFT - theme.MARGIN - 6)
    cells(picture, y + ROW / 2, calls)


def values(show):
    """Cells with a text each."""

    def cells(picture, y, calls):
        for call in calls:
            words = show(call)
            kind = "muted" if words == NOTHING else ""
            picture.text(center(call), y + 4.5, words, kind, "middle", within=COLUMN)

    return cells


def on_updates(show):
    return values(lambda call: NOTHING if call.updated is None else show(call))


def kinds(picture, y, calls):
    for call in calls:
        word, tint = ("adds", "blue") if call.updated is None else ("updates", "orange")
        picture.rectangle(center(call) - 29, y - 12, 58, 24, tint, 12)
        picture.text(center(call), y + 4.5, word, "", "middle", within=58)


def means(picture, y, calls):
    """The mean of each whole cycle, below all its calls."""
    for _, cycle in groupby(calls, lambda call: call.iterations):
        *adding, last = cycle
        if last.updated is not None:
            mean = f"({gradient(last.raw)} + ({added(adding[-1].accumulator)})) / {N}"
            x = LEFT + COLUMN * adding[0].raw + 4
            picture.rectangle(x, y - 13, COLUMN * N - 8, 26, "plain", 13)
            picture.text(x + COLUMN * N / 2 - 4, y + 4.5, mean, "code", "middle", within=COLUMN * N - 10)


def gradient(raw):
    return f"g{raw + 1}"


def added(accumulator):
    return " + ".join(map(gradient, accumulator)) or "0"


def marks(tint, holds):
    """Cells with a disc where something holds."""

    def cells(picture, y, calls):
        for call in calls:
            if holds(call):
                picture.disc(center(call), y, 7, f"full-{tint}")
            else:
                picture.text(center(call), y + 4.5, NOTHING, "muted", "middle")

    return cells


ROWS = (
    ("raw, before the call", ("R-APPLY-3",), values(lambda call: str(call.raw))),
    (f"iterations = raw // {N}", ("R-ACCUMULATE-5",), values(lambda call: str(call.iterations))),
    (f"it updates if (raw + 1) % {N} is 0", ("R-ACCUMULATE-1",), kinds),
    ("accumulator, after the call", ("R-ACCUMULATE-2", "R-ACCUMULATE-4"), values(lambda call: added(call.accumulator))),
    ("mean, for clipping and update", ("R-ACCUMULATE-3",), means),
    ("raw that a schedule sees", ("R-RATE-3",), on_updates(lambda call: str(call.raw))),
    ("step number t = iterations + 1", ("R-BIAS-1",), on_updates(lambda call: str(call.iterations + 1))),
    ("the average moves, with this k", ("R-EMA-1", "R-EMA-2", "R-EMA-3"), values(lambda call: f"{call.k:g}")),
    ("it overwrites the weight", ("R-EMA-4",), marks("purple", lambda call: call.overwritten is not None)),
    ("a constraint is applied, if any", ("R-CONSTRAINT-1", "R-CONSTRAINT-2"), marks("green", lambda call: True)),
    ("raw, after the call", ("R-APPLY-3",), values(lambda call: str(call.raw + 1))),
)
RESULTS = (
    ("weight, after the call", ("R-UPDATE-1", "R-EMA-4"), values(lambda call: f"{call.weight:.3f}")),
    ("average, after the call", ("R-EMA-1",), values(lambda call: f"{call.average:.3f}")),
)


def chart(picture, top, calls):
    """The weight as a line, with what changes it, and the average as dots."""
    levels = [level for call in calls for level in (call.before, call.weight, call.average, call.updated) if level]
    low, high = min(levels), max(levels)

    def height(level):
        return top + 24 + (CHART - 48) * (high - level) / (high - low)

    rule_off(picture, top)
    key(picture, top)
    for call in calls:
        weight_line(picture, call, height)
        picture.disc(center(call), height(call.average), 5, "green")


def weight_line(picture, call, height):
    """The weight during a call: first the update, then the overwriting."""
    x, level = LEFT + COLUMN * call.raw, call.before
    for after, shift, tint in ((call.updated, -10, "orange"), (call.overwritten, 10, "purple")):
        at = center(call) + shift
        if after not in (None, level):
            picture.line([(x, height(level)), (at, height(level))], "weight")
            picture.arrow([(at, height(level)), (at, height(after))], tint)
            x, level = at, after
    picture.line([(x, height(level)), (LEFT + COLUMN * (call.raw + 1), height(level))], "weight")


def key(picture, top):
    picture.text(theme.MARGIN, top + 26, "the weight and its average")
    x, y = theme.MARGIN, top + 54
    for tint, words, rules in (
        ("weight", "weight", ()),
        ("orange", "decay, update", ("R-DECAY-2", "R-UPDATE-1")),
        ("green", "average", ("R-EMA-1",)),
        ("purple", "overwriting", ("R-EMA-4",)),
    ):
        sample(picture, x, y, tint)
        picture.text(x + 30, y + 4.5, words, "muted")
        y += 30 if not rules else 13 + 17 * picture.rules(x + 126, y + 4.5, rules, within=90)


def sample(picture, x, y, tint):
    if tint == "weight":
        picture.line([(x, y), (x + 20, y)], "weight")
    elif tint == "green":
        picture.disc(x + 10, y, 5, "green")
    else:
        picture.arrow([(x + 10, y - 9), (x + 10, y + 9)], tint)


def notes(picture, y, calls):
    """What is easily missed, with the calls in which it shows."""
    first = [call for call in calls if call.k == 0]
    overwriting = [call for call in calls if call.overwritten is not None]
    moved = [call for call in calls if call.updated is None and call.weight != call.before]
    every = f"(iterations + 1) % {FREQUENCY} is 0: every call of such a cycle overwrites, and not only its last"
    for found, words, rules in (
        (first, "iterations is 0, so that k is 0 and the average is the weight, after the update too", ("R-EMA-2",)),
        (overwriting, every, ("R-EMA-4",)),
        (moved, "only adds, and its weight changes: to the average, which moves on every call", ("R-EMA-3", "R-EMA-4")),
    ):
        picture.text(theme.MARGIN, y, ranges(found), "strong", within=110)
        picture.text(136, y, words, within=590)
        picture.rules(theme.WIDTH - theme.MARGIN, y, rules, "end", within=120)
        y += 24
    return y


def ranges(calls):
    """`calls 4 to 6, 10`."""
    numbers, parts = [call.raw + 1 for call in calls], []
    for _, group in groupby(enumerate(numbers), lambda pair: pair[1] - pair[0]):
        group = [number for _, number in group]
        parts.append(str(group[0]) if len(group) == 1 else f"{group[0]} to {group[-1]}")
    return ("call " if len(numbers) == 1 else "calls ") + ", ".join(parts)
