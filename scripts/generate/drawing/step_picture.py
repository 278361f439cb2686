"""step.svg: the stages of a step in order, as section 3 of the specification has them."""

import re
from dataclasses import dataclass

from scripts.generate.drawing import theme
from scripts.generate.drawing.specification import plain
from scripts.generate.drawing.svg import Picture, lines_of

TITLE = "The stages of a step, in order"
DESCRIPTION = (
    "From top to bottom the stages of one call of apply. Two tracks lead through them: a call that only adds to the "
    "accumulators stops at some stages, one that updates at the others. For each stage: its formulas, what it reads "
    "and writes, and its rules."
)
#: What is read and written, and the names for it in section 3.
QUANTITIES = {
    "gradient": ("g",),
    "weight": ("w",),
    "moments": ("m", "v", "vhat", "u"),
    "accumulator": ("accumulator",),
    "average": ("average",),
    "counter raw": ("raw", "iterations", "rate"),
}
COLUMN = {name: place for place, names in enumerate(QUANTITIES.values()) for name in names}
INDENT = 4 * "\N{NO-BREAK SPACE}"
NOT_STORED = ("u", "iterations")
TRACKS = {"adds": (52, "blue"), "updates": (112, "orange")}
TEXT, MATRIX, STEP, RULES, RIGHT = 152, 508, 34, 716, theme.WIDTH - 12
TOP, LEADING = 180, 17


@dataclass(frozen=True)
class Stage:
    """The lines of section 3 from that of the rule `first` to the next stage, and which of their names are shown."""

    title: str
    first: str
    shown: tuple
    remark: str = ""
    more: tuple = ()


@dataclass(frozen=True)
class Row:
    """What the picture says of a stage; `reads` and `writes` are columns."""

    title: str
    remark: str
    who: str
    formulas: tuple
    rules: tuple
    tracks: tuple
    reads: set
    writes: set
    dtype: str = ""


STAGES = (
    Stage("begin", "R-APPLY-4", ("iterations",), "an empty list ends the call"),
    Stage("unscale", "R-SCALE-1", ("g",), "with loss_scale_factor"),
    Stage("add up", "R-ACCUMULATE-1", ("accumulator",), "with accumulation"),
    Stage("take the mean", "R-ACCUMULATE-3", ("g",), "with accumulation"),
    Stage("clip", "R-CLIP-OFF-1", ("g",), "with one of the clip arguments", ("R-CLIP-VALUE-2",)),
    Stage("decay", "R-DECAY-2", ("w",), "before any weight is updated"),
    Stage("find the step size", "R-BIAS-1", ("t", "p1", "p2", "alpha"), "", ("R-RATE-1", "R-RATE-2", "R-RATE-3")),
    Stage("move the moments", "R-CAST-1", ("g", "m", "v", "vhat"), "vhat with amsgrad"),
    Stage("update", "R-UPDATE-1", ("update", "w"), "u is v, or vhat with amsgrad"),
    Stage("empty the accumulators", "R-ACCUMULATE-4", ("accumulator",), "with accumulation"),
    Stage("move the averages", "R-EMA-3", ("k", "average"), "with use_ema"),
    Stage("overwrite", "R-EMA-4", ("w",), "if (iterations + 1) % frequency is 0"),
    Stage("count", "R-APPLY-3", ("raw",)),
)
#: The two stages that section 3 has in the sentences below it, and the stage before which they are.
BESIDE = {
    "unscale": Row(
        title="overwritten variables",
        remark="leave the step here",
        who="variables with overwrite_with_gradient",
        formulas=(("w = cast(g)", "without accumulation"), ("max(g, accumulator)", "to w if it updates, else kept")),
        rules=("R-OVERWRITE-1", "R-OVERWRITE-2", "R-OVERWRITE-3"),
        tracks=tuple(TRACKS),
        reads={COLUMN["g"], COLUMN["accumulator"]},
        writes={COLUMN["w"], COLUMN["accumulator"]},
    ),
    "count": Row(
        title="constrain",
        remark="after averages and overwriting",
        who="variables with a constraint and a gradient",
        formulas=(("w = constraint(w)", ""),),
        rules=("R-CONSTRAINT-1", "R-CONSTRAINT-2"),
        tracks=tuple(TRACKS),
        reads={COLUMN["w"]},
        writes={COLUMN["w"]},
    ),
}


def draw(specification):
    picture = Picture(TITLE, DESCRIPTION, specification.anchors)
    rows = list(all_rows(specification))
    y = TOP
    places = []
    for row in rows:
        places.append(y)
        y += height(row)
    head(picture)
    bands(picture, rows, [*places, y])
    tracks(picture, rows, places)
    for row, place in zip(rows, places):
        draw_row(picture, row, place)
    picture.height = y + 20
    return picture.svg()


def all_rows(specification):
    lines = specification.whole_step()
    starts = [next(i for i, line in enumerate(lines) if stage.first in line.rules) for stage in STAGES]
    order = list(specification.anchors)
    for stage, start, end in zip(STAGES, starts, [*starts[1:], len(lines)]):
        if stage.title in BESIDE:
            yield BESIDE[stage.title]
        yield row_of(stage, lines[start:end], order)


def row_of(stage, lines, order):
    """What the lines of a stage say."""
    shown = [line for line in lines if any(name in stage.shown for name, _ in line.assigned)]
    around = " ".join(shown[0].around)
    rules = sorted({rule for line in lines for rule in line.rules}.union(stage.more), key=order.index)
    formulas = [text for line in shown for text in formulas_of(line, stage.shown)]
    used = " ".join([*(value for line in lines for _, value in line.assigned), *conditions(lines)])
    changed = {name for line in lines for name, _ in line.assigned}.difference(NOT_STORED)
    return Row(
        *(stage.title, stage.remark, who(around), tuple(formulas), tuple(rules), on_tracks(around)),
        reads={COLUMN[name] for name in re.findall(r"\w+", used) if name in COLUMN},
        writes={COLUMN[name] for name in changed if name in COLUMN},
        dtype=shown[0].dtype,
    )


def conditions(lines):
    """What stands around the lines, but for which calls update."""
    return [header for line in lines if line.assigned for header in line.around if "(raw + 1)" not in header]


def who(around):
    if "for every variable" in around:
        return "every variable"
    if "if not excluded" in around:
        return "variables with a gradient, unless excluded"
    return "variables with a gradient" if "in present" in around else ""


def on_tracks(around):
    if "not (if accumulating" in around:
        return ("updates",)
    return ("adds",) if "if accumulating" in around else tuple(TRACKS)


def formulas_of(line, names):
    """Pairs of a formula and the argument that it is for, where it does not have it; in lines that are short enough."""
    arguments = re.findall(r"(\w*clip\w*) > 0", " ".join(line.around))
    for name, value in line.assigned:
        if name in names:
            before, separator, after = plain(value).removesuffix(", in the dtype").partition(" else ")
            yield f"{name} = {before}", next((a for a in arguments[-1:] if a not in value), "")
            if separator:
                yield f"{INDENT}else {after}", ""


def height(row):
    rules = sum(1 for _ in lines_of(row.rules, RIGHT - RULES))
    return LEADING * max(1 + bool(row.who) + len(row.formulas), rules) + 18


def head(picture):
    picture.text(theme.MARGIN, 38, TITLE, "title")
    picture.rules(theme.WIDTH - theme.MARGIN, 38, ("R-APPLY-1", "R-ACCUMULATE-1"), "end")
    words = "With accumulation over n, a call updates if (raw + 1) % n is 0, and adds if not. Without it, each updates."
    picture.text(theme.MARGIN, 64, words, "muted", within=theme.WIDTH - 2 * theme.MARGIN)
    for name, (x, tint) in TRACKS.items():
        picture.text(x, TOP - 22, name, f"strong {tint}", "middle")
    for place, name in enumerate(QUANTITIES):
        picture.slanted(MATRIX + STEP * place, TOP - 20, name)
    legend(picture)


def legend(picture):
    x, y = theme.MARGIN, 92
    for reads, writes, words in ((1, 0, "read"), (0, 1, "written"), (1, 1, "read, then written")):
        mark(picture, x + 6, y, reads, writes)
        picture.text(x + 18, y + 4.5, words, "muted")
        x += 34 + theme.width(words)
    picture.text(x, y + 4.5, "[g] in the gradient's dtype, [w] in the variable's", "muted", within=theme.WIDTH - x)


def bands(picture, rows, places):
    """A band behind the stages of calls that update, and a line between every two."""
    updating = [place for row, *place in zip(rows, places, places[1:]) if row.tracks == ("updates",)]
    top, bottom = updating[0][0], updating[-1][1]
    picture.rectangle(12, top, theme.WIDTH - 24, bottom - top, "band", 6)
    for place in places[1:-1]:
        picture.line([(TEXT, place), (RIGHT - 4, place)], "thin")


def tracks(picture, rows, places):
    for name, (x, tint) in TRACKS.items():
        stops = [place + 22 for row, place in zip(rows, places) if name in row.tracks]
        picture.line([(x, stops[0]), (x, stops[-1])], f"{tint} track")
        for stop in stops:
            picture.disc(x, stop, 7, f"{tint} station")


def draw_row(picture, row, top):
    y = top + 22
    picture.phrase(TEXT, y + 4, [(row.title, "strong"), (row.remark, "muted")], MATRIX - TEXT - 44)
    if row.dtype:
        picture.text(MATRIX - 40, y + 4, f"[{row.dtype}]", "muted")
    if row.who:
        y += LEADING
        picture.text(TEXT, y + 4, row.who, "muted")
    for formula, argument in row.formulas:
        y += LEADING
        picture.phrase(TEXT, y + 4, [(formula, "code"), (argument, "muted")], MATRIX - TEXT - 8)
    for place in range(len(QUANTITIES)):
        mark(picture, MATRIX + 6 + STEP * place, top + 22, place in row.reads, place in row.writes)
    picture.rules(RULES, top + 26, row.rules, within=RIGHT - RULES, leading=LEADING)


def mark(picture, x, y, reads, writes):
    """A ring for what is read, a disc for what is written, a disc in a ring for both."""
    if reads:
        picture.disc(x, y, 7, "ring")
    if writes:
        picture.disc(x, y, 4 if reads else 6, "solid")
    if not (reads or writes):
        picture.disc(x, y, 1.5, "dot")
