"""How the pictures look: colours for light and dark pages, fonts, and how much room words need."""

WIDTH = 880
MARGIN = 24
SANS = '-apple-system,BlinkMacSystemFont,"Segoe UI","Noto Sans",Helvetica,Arial,sans-serif'
MONO = 'ui-monospace,SFMono-Regular,"SF Mono",Menlo,Consolas,"Liberation Mono",monospace'

#: The sizes of words in pixels, by class; no class: 13. Less would not be legible in a page that shrinks a picture.
SIZES = {"title": 19, "heading": 14}
BOLD = ("title", "heading", "strong")
ANCHORS = {"start": "", "middle": "middle", "end": "end"}
SHAPES = "".join([
    f"text{{font:13px {SANS}}}\n",
    *(f".{kind}{{font-size:{size}px}}\n" for kind, size in SIZES.items()),
    f"{','.join('.' + kind for kind in BOLD)}{{font-weight:600}}\n",
    f".code{{font-family:{MONO}}}\n.middle{{text-anchor:middle}}\n.end{{text-anchor:end}}\n",
    "a{text-decoration:none}\na:hover{text-decoration:underline}\n",
    "path{fill:none;stroke-width:1.5}\n.track{stroke-width:4}\n.thin{stroke-width:1}\n",
    ".cycle{stroke-dasharray:3 4}\n.weight{stroke-width:2}\n.station{stroke-width:3}\n.ring{stroke-width:1.5}\n",
])  # fmt: skip

#: Colours of a light and a dark page.
COLOURS = {
    "paper": ("#ffffff", "#0d1117"),
    "text": ("#1f2328", "#f0f6fc"),
    "muted": ("#59636e", "#9198a1"),
    "line": ("#d1d9e0", "#3d444d"),
    "band": ("#f6f8fa", "#151b23"),
    "link": ("#0969da", "#4493f8"),
    "blue": ("#0969da", "#4493f8"),
    "orange": ("#bc4c00", "#f0883e"),
    "green": ("#1a7f37", "#3fb950"),
    "purple": ("#8250df", "#ab7df8"),
    "pink": ("#bf3989", "#f778ba"),
    "pale-blue": ("#ddf4ff", "#0c2d6b"),
    "pale-orange": ("#ffe7d6", "#5a1e02"),
    "pale-green": ("#d2f4d9", "#0b3d1b"),
    "pale-purple": ("#f1e5ff", "#3c1e70"),
    "pale-pink": ("#ffe2f0", "#5e103e"),
}
TINTS = ("blue", "orange", "green", "purple", "pink")
#: Which colours a class has: of its inside and of its edge.
PAINT = {
    "text": ("text", None),
    ".muted": ("muted", None),
    ".rule": ("link", None),
    ".paper": ("paper", "line"),
    ".band": ("band", None),
    ".plain": ("paper", "muted"),
    ".node": ("paper", "text"),
    ".ring": ("paper", "text"),
    ".dot": ("line", None),
    ".head": ("muted", None),
    ".solid": ("text", None),
    "path.sign": (None, "text"),
    "path.wire,path.cycle": (None, "muted"),
    "path.weight": (None, "text"),
    "path.thin": (None, "line"),
    **{f"rect.{tint},circle.{tint}": (f"pale-{tint}", tint) for tint in TINTS},
    "circle.station": ("paper", None),
    **{f"path.{tint}": (None, tint) for tint in TINTS},
    **{f"text.{tint},.full-{tint},.head.{tint}": (tint, None) for tint in TINTS},
}


def style():
    return f"{SHAPES}{painted(0)}@media (prefers-color-scheme:dark){{\n{painted(1)}}}\n"


def painted(scheme):
    """The colours of every class on a light page (0) or a dark one (1)."""
    rules = []
    for selector, (inside, edge) in PAINT.items():
        colours = {"fill": inside, "stroke": edge}
        paint = ";".join(f"{name}:{COLOURS[colour][scheme]}" for name, colour in colours.items() if colour)
        rules.append(f"{selector}{{{paint}}}\n")
    return "".join(rules)


#: How wide letters are at most in Arial and Noto Sans, as parts of the size of the font.
LETTERS = {
    0.3: "'!,.:;ijl \N{MIDDLE DOT}\N{NO-BREAK SPACE}",
    0.35: "()-I[]`f",
    0.4: "/t{}",
    0.45: '"r',
    0.5: "Jcsz",
    0.55: "kvxy",
    0.6: "$*+0123456789<=>?L^_ae|~\N{MULTIPLICATION SIGN}",
    0.65: "#FTZbdghnopqu",
    0.7: "ABEKPSVXY",
    0.75: "&CDHRU",
    0.8: "GNOQw",
}
WIDTHS = {letter: width for width, letters in LETTERS.items() for letter in letters}


def width(words, kind=""):
    """An upper bound of the width of words."""
    size = SIZES.get(kind, 13)
    if kind == "code":
        return 0.61 * size * len(words)
    return size * sum(WIDTHS.get(letter, 1.0) for letter in words) * (1.06 if kind in BOLD else 1)
