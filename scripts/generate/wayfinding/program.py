"""Where Vectors/adamw.py computes or checks what a rule says."""

import ast
import io
import re
import tokenize
from collections import defaultdict

from scripts.generate.drawing.specification import RULE


class Program:
    """The lines of the program that name rules in their comments, and those on which its functions begin."""

    def __init__(self, text):
        self.lines = defaultdict(list)
        for token in tokenize.generate_tokens(io.StringIO(text).readline):
            # A comment that stands alone heads a part; it is no line of arithmetic.
            if token.type == tokenize.COMMENT and not token.line.lstrip().startswith("#"):
                for rule in dict.fromkeys(re.findall(RULE, token.string)):
                    self.lines[rule].append(token.start[0])
        self.functions = dict(functions(ast.parse(text)))


def functions(tree, outer=""):
    """The functions and classes with their lines, those of a class behind its name and a point."""
    for node in tree.body:
        if isinstance(node, (ast.FunctionDef, ast.ClassDef)):
            yield outer + node.name, node.lineno
            if isinstance(node, ast.ClassDef):
                yield from functions(node, f"{outer}{node.name}.")


def runs(lines):
    """Ascending numbers, neighbours taken together, as pairs of a first and a last."""
    found = []
    for line in lines:
        if found and found[-1][1] == line - 1:
            found[-1][1] = line
        else:
            found.append([line, line])
    return [tuple(run) for run in found]
