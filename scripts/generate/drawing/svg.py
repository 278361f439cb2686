"""Drawing in SVG: shapes and words in two sets of colours, and rules that link to where they are defined."""

from html import escape

from scripts.generate.drawing import theme

GAP = 8
SPECIFICATION = "../SPECIFICATION.md"


class Picture:
    """What is drawn, from back to front, and how large it has become."""

    def __init__(self, title, description, anchors):
        self.title, self.description, self.anchors = title, description, anchors
        self.parts, self.height = [], 0

    def add(self, part):
        self.parts.append(part)

    def rectangle(self, x, y, width, height, kind, radius=4):
        size = f'width="{number(width)}" height="{number(height)}" rx="{number(radius)}"'
        self.add(f'<rect class="{kind}" x="{number(x)}" y="{number(y)}" {size}/>')

    def line(self, points, kind):
        """A line from point to point."""
        path = "M" + "L".join(f"{number(x)} {number(y)}" for x, y in points)
        self.add(f'<path class="{kind}" d="{path}"/>')

    def arrow(self, points, kind):
        """A line whose end has a head, along its last, horizontal or vertical, piece."""
        (x0, y0), (x, y) = points[-2:]
        length = abs(x - x0) + abs(y - y0)
        dx, dy = (x - x0) / length, (y - y0) / length
        self.line([*points[:-1], (x - 5 * dx, y - 5 * dy)], kind)
        corners = [(x, y), (x - 7 * dx - 4 * dy, y - 7 * dy + 4 * dx), (x - 7 * dx + 4 * dy, y - 7 * dy - 4 * dx)]
        self.add(f'<path class="head {kind}" d="M{"L".join(f"{number(a)} {number(b)}" for a, b in corners)}Z"/>')

    def disc(self, x, y, radius, kind):
        self.add(f'<circle class="{kind}" cx="{number(x)}" cy="{number(y)}" r="{number(radius)}"/>')

    def plus(self, x, y):
        """A node of a tree: where two numbers are added."""
        self.disc(x, y, 9, "node")
        self.line([(x - 4.5, y), (x + 4.5, y)], "sign")
        self.line([(x, y - 4.5), (x, y + 4.5)], "sign")

    def text(self, x, y, words, kind="", anchor="start", within=None):
        """One line of words; it is an error if they may not fit in the width `within`."""
        self.require_room(words, kind, within)
        names = " ".join(name for name in (kind, theme.ANCHORS[anchor]) if name)
        attribute = f' class="{names}"' if names else ""
        self.add(f'<text x="{number(x)}" y="{number(y)}"{attribute}>{escape(words, quote=False)}</text>')

    def slanted(self, x, y, words):
        """The head of a narrow column."""
        self.add(f'<text transform="translate({number(x)} {number(y)}) rotate(-40)">{escape(words)}</text>')

    def phrase(self, x, y, pieces, within):
        """One line of words of several classes, as pairs of words and a class."""
        room = GAP * (len(pieces) - 1) + sum(theme.width(words, kind) for words, kind in pieces)
        if room > within:
            raise ValueError(f"{self.title}: {pieces} need {room:.0f} px, and have {within}")
        gaps = ["", *([f' dx="{GAP}"'] * (len(pieces) - 1))]
        spans = [f'<tspan class="{k}"{gap}>{escape(w, quote=False)}</tspan>' for gap, (w, k) in zip(gaps, pieces) if w]
        self.add(f'<text x="{number(x)}" y="{number(y)}">{"".join(spans)}</text>')

    def rules(self, x, y, rules, anchor="start", within=None, leading=17):
        """Links to rules, in as many lines as they need; what they have in common with the one before is left out."""
        lines = list(lines_of(rules, within))
        for place, line in enumerate(lines):
            links = ", ".join(self.link(rule, words) for rule, words in line)
            names = " ".join(name for name in ("rule", theme.ANCHORS[anchor]) if name)
            self.add(f'<text x="{number(x)}" y="{number(y + leading * place)}" class="{names}">{links}</text>')
        return len(lines)

    def link(self, rule, words):
        return f'<a href="{SPECIFICATION}#{self.anchors[rule]}">{words}</a>'

    def require_room(self, words, kind, within):
        if within is not None and theme.width(words, kind) > within:
            raise ValueError(f"{self.title}: {words!r} needs {theme.width(words, kind):.0f} px, and has {within}")

    def svg(self):
        width, height = theme.WIDTH, number(self.height)
        size = f'viewBox="0 0 {width} {height}" width="{width}" height="{height}"'
        return "\n".join([
            f'<svg xmlns="http://www.w3.org/2000/svg" {size} role="img" aria-labelledby="title description">',
            f'<title id="title">{escape(self.title, quote=False)}</title>',
            f'<desc id="description">{escape(self.description, quote=False)}</desc>',
            f"<style>\n{theme.style()}</style>",
            f'<rect class="paper" x="0.5" y="0.5" width="{width - 1}" height="{number(self.height - 1)}" rx="8"/>',
            *self.parts,
            "</svg>\n",
        ])  # fmt: skip


def lines_of(rules, within):
    """Pairs of a rule and how it is written, line by line."""
    line, before = [], ""
    for rule in rules:
        family = rule.rpartition("-")[0]
        words = rule.removeprefix(family) if line and family == before and rule[-1].isdigit() else rule
        if within and line and theme.width(", ".join([*(w for _, w in line), words]), "rule") > within:
            yield line
            line, words = [], rule
        line.append((rule, words))
        before = family
    yield line


def number(value):
    """A length, to a tenth of a pixel."""
    return f"{value:.1f}".removesuffix(".0")
