"""axis-sum.svg: the orders in which sums along some axes are added."""

from scripts.generate.drawing import orders, theme
from scripts.generate.drawing.orders import carried_out, halves, is_packed, rule_of, runs, written
from scripts.generate.drawing.svg import Picture

TITLE = "How float32 sums along axes are added"
DESCRIPTION = (
    "Axes are taken together to runs, and what runs there are decides about the order. For each case a small array "
    "whose elements are coloured: rows as whole sums, columns in packets and beside them, sums around a run that is "
    "kept, and an array whose kept runs are moved before the others."
)
#: Arrays as pairs of a shape and the axes that are reduced.
EXAMPLES = (
    ((4, 1, 5), (1,)),
    ((1, 7, 1, 5), (1, 3)),
    ((3, 12), (1,)),
    ((2, 9, 1, 5, 2), (0, 1)),
    ((4, 16, 10), (1,)),
    ((3, 2, 4), (0, 2)),
    ((2, 2, 2, 3), (1, 3)),
)
PACKET, LEAF = 8, 8192
CELL, HIGH = 22, 21
TINTS = {"A": "blue", "B": "orange", "C": "green", "D": "purple", "rest": "pink"}
SUMS = ("blue", "orange", "green", "purple")
HALF, SHIFT = 454, 10


def draw(specification):
    picture = Picture(TITLE, DESCRIPTION, specification.anchors)
    picture.text(theme.MARGIN, 38, TITLE, "title")
    words = "Axes of extent 1 are left out, and neighbours that are all kept or all reduced are taken together to runs."
    picture.text(theme.MARGIN, 64, words, "muted", within=theme.WIDTH - 2 * theme.MARGIN - 110)
    picture.rules(theme.WIDTH - theme.MARGIN, 64, ("R-SUM-AXIS-1",), "end")
    y = examples(picture, 84)
    y = neighbours(picture, y + 40)
    y = columns(picture, y + 44)
    bottom = around_the_middle(picture, y + 44)
    picture.height = max(bottom, moved_together(picture, y + 44)) + 24
    return picture.svg()


def cell(picture, x, y, words, kind):
    picture.rectangle(x + 1, y + 1, CELL - 2, HIGH - 2, kind, 3)
    picture.text(x + CELL / 2, y + 15.5, words, "", "middle", within=CELL)


def heading(picture, x, y, words, rule, right):
    picture.text(x, y, words, "heading", within=right - x - 100)
    picture.rules(right, y, (rule,), "end")


def examples(picture, y):
    """Shapes, their runs, and the rule that follows; where that ends."""
    for shape, axes in EXAMPLES:
        found = runs(shape, axes)
        picture.text(theme.MARGIN, y + 17, f"shape {' × '.join(map(str, shape))}", within=170)
        picture.text(200, y + 17, f"along {', '.join(map(str, axes))}", "muted", within=100)
        x = 300
        for reduced, extent in found:
            picture.rectangle(x, y + 1, 92, 24, "orange" if reduced else "plain", 12)
            words = f"{'reduced' if reduced else 'kept'} {extent}"
            picture.text(x + 46, y + 17.5, words, "", "middle", within=88)
            x += 98
        if rule_of(found) == "R-SUM-AXIS-1":
            picture.text(x + 8, y + 17, "nothing is added", "muted")
        picture.rules(theme.WIDTH - theme.MARGIN, y + 17, (rule_of(found),), "end")
        y += 30
    return y


def neighbours(picture, y):
    """R-SUM-AXIS-2: the rows of a small array; where that ends."""
    found = runs(*EXAMPLES[2])
    (_, kept), (_, reduced) = found
    heading(picture, theme.MARGIN, y, f"Rows: kept {kept}, reduced {reduced}", rule_of(found), HALF - 28)
    additions = orders.leaf(reduced, PACKET).additions()
    targets = {source[1]: target[0] for target, source in additions if source[0] == "x"}
    for row in range(kept):
        for place, register in targets.items():
            kind = TINTS[register]
            cell(picture, theme.MARGIN + CELL * place, y + 16 + 26 * row, str(reduced * row + place), kind)
        picture.text(theme.MARGIN + CELL * reduced + 12, y + 32 + 26 * row, f"to sum {row}", "muted")
    words = "Each row is a sum as ever: blue to A, pink to rest."
    picture.text(theme.MARGIN, y + 34 + 26 * kept, words, "muted", within=HALF - theme.MARGIN - 90)
    picture.rules(HALF - 28, y + 34 + 26 * kept, ("R-SUM-1",), "end")
    long_rows(picture, HALF, y)
    return y + 34 + 26 * kept


def long_rows(picture, x, y):
    """Rows that are split, each elsewhere."""
    count, width = LEAF + 4, theme.WIDTH - theme.MARGIN - HALF
    heading(picture, x, y, f"Rows: kept 2, reduced {count:,}", "R-SUM-2", theme.WIDTH - theme.MARGIN)
    for row in range(2):
        for place, (first, size) in enumerate(halves(row * count, count, PACKET, LEAF)):
            start = x + width * place / 2
            picture.rectangle(start + 1, y + 17 + 30 * row, width / 2 - 2, 24, "blue")
            words = f"{size:,} from {first:,}"
            picture.text(start + width / 4, y + 33.5 + 30 * row, words, "", "middle", within=width / 2)
        picture.plus(x + width / 2, y + 29 + 30 * row)
    lines = (
        f"They are split at multiples of P = {PACKET} that are counted from",
        "the start of the whole array: each row elsewhere.",
    )
    for place, line in enumerate(lines):
        picture.text(x, y + 94 + 18 * place, line, "muted", within=width)


def columns(picture, y):
    """R-SUM-AXIS-3: the columns of one array, which sums of another are packed, and the sums in letters."""
    found = runs(*EXAMPLES[3])
    (_, terms), (_, kept) = found
    heading(picture, theme.MARGIN, y, f"Columns: reduced {terms}, kept {kept}", rule_of(found), HALF - 28)
    left, top = theme.MARGIN + 44, y + 40
    for place in range(kept):
        packed = is_packed(place, kept, kept, PACKET)
        x = left + CELL * place + (0 if packed else SHIFT)
        for (register, _), (name, row) in orders.column(terms, packed):
            if name == "x":
                cell(picture, x, top + HIGH * row, register, TINTS[register] if packed else "plain")
    picture.text(left + 2, y + 33, "packed", "muted")
    picture.text(left + CELL * PACKET + SHIFT, y + 33, "not packed", "muted")
    for row in range(terms):
        picture.text(left - 10, top + 15.5 + HIGH * row, f"x{row}", "muted", "end")
    letters(picture, packed_sums(picture, y) + 38, terms)
    return top + HIGH * terms


def packed_sums(picture, y):
    """Which sums are packed, by their positions; where that ends."""
    found = runs(*EXAMPLES[4])
    (_, rows), (_, terms), (_, extent) = found
    right = theme.WIDTH - theme.MARGIN
    heading(picture, HALF, y, f"Columns: kept {rows}, reduced {terms}, kept {extent}", rule_of(found), right)
    for k in range(rows * extent):
        kind = "blue" if is_packed(k, rows * extent, extent, PACKET) else "plain"
        x, top = HALF + CELL * (k % extent), y + 40 + HIGH * (k // extent)
        cell(picture, x, top, str(k), kind)
        if k % PACKET == 0:
            picture.line([(x, top), (x, top + HIGH)], "weight")
    picture.text(HALF, y + 33, "the sums by their positions; blue: packed", "muted", within=right - HALF)
    lines = (f"packets of P = {PACKET}: a", "line before each;", "packed are those", "within one row")
    for place, line in enumerate(lines):
        picture.text(HALF + CELL * extent + 20, y + 56 + 20 * place, line, "muted", within=130)
    return y + 40 + HIGH * rows


def letters(picture, y, terms):
    """What is added to what, packed and not."""
    elements = [f"x{i}" for i in range(terms)]
    additions = orders.column(terms, True)
    joining = next(i for i, (_, source) in enumerate(additions) if source[0] != "x")
    registers = carried_out(additions[:joining], elements, written, {}, "")
    names = {register: register[0] for register in registers}
    joined = carried_out(additions[joining:], elements, written, names, "")["A", 0]
    picture.text(HALF, y, f"A packed sum, of {terms} terms", "strong")
    lines = [*(f"{name} = {registers[name, 0][1:-1]}" for name, _ in registers), f"sum = {joined[1:-1]}"]
    for place, line in enumerate(lines):
        picture.text(HALF, y + 24 + 20 * place, line, "code", within=theme.WIDTH - theme.MARGIN - HALF)
    y += 24 + 20 * len(lines) + 18
    picture.text(HALF, y, "Any other, and every sum of fewer than 16 terms", "strong")
    picture.text(HALF, y + 24, f"sum = ((x0 + x1) + x2) + ... + x{terms - 1}", "code")


def around_the_middle(picture, y):
    """R-SUM-AXIS-4: the order within each sum; where that ends."""
    found = runs(*EXAMPLES[5])
    (_, first), (_, kept), (_, last) = found
    title = f"Around: reduced {first}, kept {kept}, reduced {last}"
    heading(picture, theme.MARGIN, y, title, rule_of(found), HALF - 28)
    for order, (i, k) in enumerate(orders.around(first, last)):
        x = theme.MARGIN + (CELL * last + 36) * i
        if k == 0:
            picture.text(x + 2, y + 33, f"i = {i}", "muted")
        for middle in range(kept):
            cell(picture, x + CELL * k, y + 40 + HIGH * middle, str(order + 1), SUMS[middle])
    lines = (
        f"{kept} sums, a colour each. The numbers say the order of the",
        f"{first * last} terms, one after the other from +0.",
    )
    for place, words in enumerate(lines):
        picture.text(theme.MARGIN, y + 62 + HIGH * kept + 18 * place, words, "muted", within=HALF - theme.MARGIN - 20)
    return y + 80 + HIGH * kept


def moved_together(picture, y):
    """R-SUM-AXIS-5: an array, and the same with its kept runs first; where that ends."""
    shape, axes = EXAMPLES[6]
    found = runs(shape, axes)
    names = ", ".join(f"{'reduced' if reduced else 'kept'} {extent}" for reduced, extent in found)
    heading(picture, HALF, y, "More runs: moved together", rule_of(found), theme.WIDTH - theme.MARGIN)
    picture.text(HALF, y + 33, names, "muted", within=theme.WIDTH - theme.MARGIN - HALF)
    width, other = shape[2] * shape[3], HALF + 192
    rows = orders.moved(shape, axes)
    for place, elements in enumerate(rows):
        for order, element in enumerate(elements):
            for x, column, row in ((HALF, element % width, element // width), (other, order, place)):
                cell(picture, x + CELL * column, y + 40 + HIGH * row, str(element), SUMS[place])
        picture.text(other + CELL * len(elements) + 10, y + 55.5 + HIGH * place, f"to sum {place}", "muted")
    middle = y + 40 + HIGH * len(rows) / 2
    picture.arrow([(HALF + CELL * width + 16, middle), (other - 16, middle)], "wire")
    words = "The kept runs first; then each row as R-SUM-AXIS-2 has it."
    picture.text(HALF, y + 62 + HIGH * len(rows), words, "muted", within=theme.WIDTH - theme.MARGIN - HALF)
    return y + 62 + HIGH * len(rows)
