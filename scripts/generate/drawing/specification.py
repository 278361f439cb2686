"""What the pictures take from SPECIFICATION.md: the rules' anchors, and the lines of the whole step."""

import ast
import re
from dataclasses import dataclass

RULE = r"R-[A-Z]+(?:-[A-Z]+)*(?:-\d+)?"
#: Functions around an operation that say how it rounds; a picture leaves them out.
ROUNDINGS = {"r", "const", "thru"}


@dataclass(frozen=True)
class Line:
    """What a line of the whole step assigns, as pairs of a name and an expression, and what stands around it."""

    around: tuple
    assigned: tuple
    dtype: str
    rules: tuple


class Specification:
    """The text, and where in it each rule is."""

    def __init__(self, text):
        self.text = text
        headings = re.findall(rf"^### (({RULE})  .*)$", text, re.MULTILINE)
        self.anchors = {rule: anchor(heading) for heading, rule in headings}

    def table(self, heading):
        """The rows of the table below a heading, without the head of the table."""
        section = re.search(rf"^### {heading}  .*\n((?:(?!#).*\n)*)", self.text, re.MULTILINE)[1]
        lines = [line for line in section.splitlines() if line.startswith("|")]
        return [[cell.strip(" `") for cell in line.strip("|").split("|")] for line in lines[2:]]

    def whole_step(self):
        """The lines of section 3 that assign something or name a rule."""
        block = self.text.split("\n## 3 The whole step\n")[1].split("```\n")[1]
        block = re.sub(r"^ *\d+  ", "", block, flags=re.MULTILINE)
        headers, lines = [], []
        for text in re.sub(r"\n +and ", " and ", block).splitlines():
            if text.strip():
                lines.append(self.line(text, headers))
        return lines

    def line(self, text, headers):
        """One line; `headers` has the loops and branches around it, with indent and dtype, and is kept up to date."""
        indent = len(text) - len(text.lstrip())
        text, named = re.fullmatch(r"(.*?)((?:  +|^)R-[A-Z].*)?", text.strip()).groups()
        text, dtype = re.fullmatch(r"(.*?)(?: +\[([gw])\])?", text).groups()
        ended = ""
        while headers and headers[-1][0] >= indent:
            _, ended, _ = headers.pop()
        dtype = dtype or (headers[-1][2] if headers else "")
        pieces = [piece.strip() for piece in re.split(r";|  +", re.sub(r"(\w) += ", r"\1 = ", text))]
        own = " ".join(piece for piece in pieces if piece.endswith(":"))
        assigned = tuple(tuple(piece.split(" = ", 1)) for piece in pieces if " = " in piece)
        if own.startswith("el"):
            own = f"not ({ended}) {own}"
        around = (*(header for _, header, _ in headers), *([own] if own else ()))
        if own and not assigned:
            headers.append((indent, own, dtype))
        return Line(around, assigned, dtype, self.expanded(named or ""))

    def expanded(self, named):
        """The rules that a text such as `R-RATE-1, -2, R-POWER-*` names."""
        found, family = [], ""
        for name in re.findall(r"[\w*-]+", named):
            family = re.sub(r"[\d*]+$", "", name) if name.startswith("R-") else family
            name = name if name.startswith("R-") else family + name.removeprefix("-")
            found += [rule for rule in self.anchors if rule.startswith(family)] if name.endswith("*") else [name]
        return tuple(found)


def anchor(heading):
    """What GitHub makes of a heading: lower case, without punctuation, a hyphen for each space."""
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")


def plain(expression):
    """An expression without the functions that say how it rounds, its order of operations kept."""
    try:
        return ast.unparse(Unrounded().visit(ast.parse(expression, mode="eval")))
    except SyntaxError:
        return expression


class Unrounded(ast.NodeTransformer):
    """Puts in the place of a rounding what it rounds."""

    def visit_Call(self, node):
        self.generic_visit(node)
        return node.args[0] if getattr(node.func, "id", "") in ROUNDINGS else node
