"""sum.svg: the order in which a float32 sum is added."""

import operator

from scripts.generate.drawing import theme
from scripts.generate.drawing.orders import bits, carried_out, float32, halves, leaf, total, written
from scripts.generate.drawing.svg import Picture

COUNT, LONG = 75, 20_003
TITLE = f"How {COUNT} float32 elements are added"
DESCRIPTION = (
    f"The tree of a sum of {COUNT} elements: packets of eight go to four accumulators in turn, lane by lane, the "
    "accumulators are joined, a packet that is left over follows, the lanes are folded, and the elements that are left "
    "over come last. Below it a longer sum, which is split in halves first, and what is different in other dtypes."
)
TINTS = {"A": "blue", "B": "orange", "C": "green", "D": "purple", "rest": "pink"}
LEFT, CELL, GAP = 80, 22, 16
BLOCK = 8 * CELL
#: The tops of what is drawn below each other.
ROUNDS, PITCH, CHAIN, PACKETS, FOLD = 114, 32, 262, 318, 366


def draw(specification):
    dtypes = {dtype: (int(packet), int(size.replace(",", ""))) for dtype, packet, size, _ in rows(specification)}
    require_appendix(specification, dtypes)
    packet, leaf_size = dtypes["float32"]
    picture = Picture(TITLE, DESCRIPTION, specification.anchors)
    tree = leaf(COUNT, packet)
    head(picture, packet)
    rounds(picture, tree)
    chain(picture)
    packets(picture, tree)
    bottom = fold(picture, tree)
    expressions(picture, tree)
    y = split(picture, bottom + 40, packet, leaf_size)
    picture.height = others(picture, y + 34, rows(specification)) + 24
    return picture.svg()


def rows(specification):
    return specification.table("R-SUM-2")


def require_appendix(specification, dtypes):
    """The order that is drawn gives the sums of Appendix A.3."""
    for count, *expected in specification.table("A.3"):
        size = int(count.replace(",", ""))
        single = total(squares(size), *dtypes["float32"], add_float32)
        double = total([(1 / (i + 1)) * (1 / (i + 1)) for i in range(size)], *dtypes["float64"], operator.add)
        if [bits(single), bits(double, "d")] != expected[:2]:
            raise ValueError(f"Appendix A.3 has other sums of {count} elements than this order gives")


def squares(count):
    """The numbers of Appendix A.3 in float32."""
    exact = [float32(1 / (i + 1)) for i in range(count)]
    return [float32(x * x) for x in exact]


def add_float32(left, right):
    return float32(left + right)


def block(register):
    """Where the packets begin that go to an accumulator."""
    return LEFT + "ABCD".index(register) * (BLOCK + GAP)


def lane(register, place):
    return block(register) + CELL * (place + 0.5)


def middle(register):
    return block(register) + BLOCK / 2


def cell(picture, x, y, words, kind):
    """A cell around the middle `x`."""
    picture.rectangle(x - CELL / 2 + 1, y, CELL - 2, 24, kind, 3)
    picture.text(x, y + 16.5, words, "", "middle", within=CELL)


def head(picture, packet):
    picture.text(theme.MARGIN, 38, TITLE, "title")
    picture.rules(theme.WIDTH - theme.MARGIN, 38, ("R-SUM-1",), "end")
    words = f"Four packets of P = {packet} elements at a time, each to its own accumulator, lane by lane, from +0 on."
    picture.text(theme.MARGIN, 64, words, "muted", within=theme.WIDTH - 2 * theme.MARGIN)
    for register in "ABCD":
        picture.text(middle(register), ROUNDS - 12, f"to {register}", f"strong {TINTS[register]}", "middle")


def rounds(picture, tree):
    """The elements that are added four packets at a time, and the accumulators below them."""
    last = {}
    for (register, place), (_, element) in tree.rounds:
        row = element // (len(tree.rounds) // rounds_of(tree))
        x, y = lane(register, place), ROUNDS + PITCH * row
        if row:
            picture.line([(x, y - 8), (x, y)], TINTS[register])
        cell(picture, x, y, str(element), TINTS[register])
        last[register, place] = (x, y)
        if (register, place) == ("A", 0):
            picture.text(theme.MARGIN, y + 16.5, f"i = {element}", "muted")
    for (register, place), (x, y) in last.items():
        picture.line([(x, y + 24), (x, y + 46)], TINTS[register])
        cell(picture, x, y + 46, f"{register}{place}", "plain")
    picture.text(theme.MARGIN, y + 62.5, "lanes", "muted")


def rounds_of(tree):
    return sum(target == ("A", 0) for target, _ in tree.rounds)


def chain(picture):
    """((A + B) + C) + D."""
    start = CHAIN - 38
    for register in "ABCD":
        picture.line([(block(register) + 2, start), (block(register) + BLOCK - 2, start)], "wire")
    picture.line([(middle("A"), start), (middle("A"), CHAIN), (middle("D"), CHAIN)], "wire")
    words = "A"
    for register in "BCD":
        picture.line([(middle(register), start), (middle(register), CHAIN)], "wire")
        picture.plus(middle(register), CHAIN)
        words = f"{words} + {register}"
        if register != "D":
            picture.text(middle(register) + (BLOCK + GAP) / 2, CHAIN - 8, words, "code", "middle")
        words = f"({words})"


def packets(picture, tree):
    """The packet that is left over, and A below it."""
    for (_, place), (_, element) in tree.packets:
        cell(picture, lane("A", place), PACKETS - 12, str(element), TINTS["A"])
    picture.text(theme.MARGIN, PACKETS + 4.5, f"i = {tree.packets[0][1][1]}", "muted")
    picture.line([(block("A") + BLOCK, PACKETS), (middle("D"), PACKETS)], "wire")
    picture.text(block("B"), PACKETS - 8, "a whole packet that is left over goes to A", "muted")
    picture.arrow([(middle("D"), CHAIN), (middle("D"), FOLD)], "wire")
    for y in (CHAIN, PACKETS):
        picture.plus(middle("D"), y)


def fold(picture, tree):
    """The lanes of A folded, the rest beside them, and both together; where all that ends."""
    bottoms = {place: FOLD + 24 for place in range(8)}
    for place in bottoms:
        cell(picture, lane("D", place), FOLD, f"A{place}", TINTS["A"])
    nodes = []
    for (_, low), (_, high) in tree.fold:
        y = max(bottoms[low], bottoms[high]) + 38
        for place in (low, high):
            picture.line([(lane("D", place), bottoms[place]), (lane("D", low), y)], "wire")
        nodes.append((lane("D", low), y))
        bottoms[low] = y
    y = bottoms[0] + 48
    x = rest(picture, tree, y)
    picture.line([(x, y), (lane("D", 0), y)], "wire")
    picture.arrow([(lane("D", 0), bottoms[0]), (lane("D", 0), y + 34)], "wire")
    for node in [*nodes, (lane("D", 0), y)]:
        picture.plus(*node)
    picture.rectangle(lane("D", 0) - 28, y + 34, 56, 26, "plain", 13)
    picture.text(lane("D", 0), y + 51.5, "total", "strong", "middle")
    return y + 60


def rest(picture, tree, y):
    """The elements that are left over, one after the other; where their sum is."""
    picture.text(theme.MARGIN, y - 28, f"i = {tree.rest[0][1][1]}", "muted")
    places = [LEFT + CELL / 2 + 36 * i for i in range(len(tree.rest))]
    picture.line([(places[0], y - 22), (places[0], y), (places[-1], y)], "wire")
    for x, (_, (_, element)) in zip(places, tree.rest):
        cell(picture, x, y - 46, str(element), TINTS["rest"])
        if x != places[0]:
            picture.line([(x, y - 22), (x, y)], "wire")
            picture.plus(x, y)
    picture.text(places[-1] + 26, y - 8, "the elements that are left over, one by one: rest", "muted")
    return places[-1]


def expressions(picture, tree):
    """The same tree in letters, and what it gives."""
    elements = [f"x{i}" for i in range(COUNT)]
    before = carried_out([*tree.rounds, *tree.joined, *tree.packets, *tree.rest], elements, written, {}, "")
    lanes = {("A", place): f"A{place}" for place in range(8)}
    after = carried_out([*tree.fold, *tree.last], elements, written, {**lanes, ("rest", 0): "rest"}, "")
    lines = [f"A0 = {before['A', 0][1:-1]}", f"rest = {before['rest', 0][1:-1]}", f"total = {after['rest', 0][1:-1]}"]
    for place, line in enumerate(lines):
        picture.text(LEFT, FOLD + 12 + 24 * place, line, "code", within=block("D") - LEFT - 8)
    numbers = squares(COUNT)
    in_turn = carried_out([(("sum", 0), ("x", i)) for i in range(COUNT)], numbers, add_float32, {})["sum", 0]
    tree_sum = carried_out(tree.additions(), numbers, add_float32, {})["rest", 0]
    words = f"The squares of Appendix A.3 give {bits(tree_sum)}; added from the first to the last, {bits(in_turn)}."
    picture.text(LEFT, FOLD + 12 + 24 * len(lines), words, "muted", within=block("D") - LEFT - 8)


def split(picture, top, packet, leaf_size):
    """A long sum as bars, each above the two that it is split in; where that ends."""
    title = f"More than {leaf_size:,} elements are split in halves: {LONG:,} of them"
    picture.text(theme.MARGIN, top, title, "heading")
    picture.rules(theme.WIDTH - theme.MARGIN, top, ("R-SUM-2",), "end")
    words = f"The second half begins at a multiple of P = {packet}; the two sums are added. The blue ones are as above."
    picture.text(theme.MARGIN, top + 24, words, "muted", within=theme.WIDTH - 2 * theme.MARGIN)
    return bars(picture, top + 42, [(0, LONG)], packet, leaf_size)


def bars(picture, y, parts, packet, leaf_size):
    scale = (theme.WIDTH - 2 * theme.MARGIN) / LONG
    below = []
    for first, count in parts:
        halved = halves(first, count, packet, leaf_size)
        x, width = theme.MARGIN + scale * first, scale * count
        picture.rectangle(x + 1, y, width - 2, 30, "plain" if halved else "blue")
        words = f"{count:,}" if count == LONG else f"{count:,} from x{first}"
        picture.text(x + width / 2, y + 19.5, words, "", "middle", within=width)
        below += halved
    for first, _ in parts[1::2]:
        picture.plus(theme.MARGIN + scale * first, y + 15)
    return bars(picture, y + 36, below, packet, leaf_size) if below else y + 30


def others(picture, y, dtypes):
    """What is different in other dtypes; where that ends."""
    picture.text(theme.MARGIN, y, "The same in each dtype", "heading")
    remarks = {
        "float32": "each addition rounds to float32",
        "float64": "each addition rounds to float64",
        "bfloat16": "added as float32, and rounded once, at the end",
        "float16": "each addition rounds to float16; the fold is in float32, rounded once",
    }
    for dtype, packet, size, rule in dtypes:
        y += 24
        picture.text(theme.MARGIN, y, dtype, "strong")
        picture.text(112, y, f"P = {packet}")
        picture.text(172, y, f"split above {size}", within=150)
        picture.text(310, y, remarks[dtype], "muted", within=460)
        picture.rules(theme.WIDTH - theme.MARGIN, y, (rule,), "end")
    return y
