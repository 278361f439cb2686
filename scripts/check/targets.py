#!/usr/bin/env python3
"""Checks that no script is forgotten: what nobody runs rots.

    scripts/check/targets.py [--repository .]

Every script of scripts/check is in the recipe of a make target; .ci/run or `make long-checks` makes every target that
is a check; `make help` has a line for every target; paths of scripts that are mentioned anywhere are there, and so is what
scripts import from each other, only along the arrows below; no Python file has more than 300 lines. The exit status
is 0 if all that holds, else 1.
"""

import argparse
import ast
import re
import sys
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
MOST_LINES = 300
#: What each folder of scripts may import besides itself. `keras` is shipped alone.
ARROWS = {
    "keras": (),
    "generate": ("keras",),
    "state": ("keras",),
    "check": ("keras", "generate", "state"),
    "compare": ("keras", "generate", "check"),
}
#: Targets that nobody has to make: they tell, build, or write what is kept.
NO_CHECKS = {
    *("help", "build", "venv"),
    *("appendix", "ways", "worked", "pictures", "vectors", "tag", "essential", "numerics", "configurations"),
    *("frameworks", "drift", "profiles", "libraries", "fits", "surroundings"),
}
#: Where paths of scripts are mentioned.
TEXTS = ("README.md", "CHANGELOG.md", "Makefile", ".ci/run", "Package.swift")
FOLDERS = {"Sources": "*.swift", "Tests": "*.swift", "Vectors": "*.md", "scripts": "*"}
#: As a word of its own, behind `../`, or behind a folder that a program puts before it.
PATH = r"""(?:(?<![\w./-])|(?<=[)}"']/)|(?<=\.\./))(scripts/[\w./-]*\w)"""
MODULE = r"""(?:-m |")(scripts\.[\w.]*\w)(?=["\s])"""
SUFFIXES = {".py", ".sh", ".md", ".txt", ".swift", ".c", ".h", ".rs", ".js", ".java"}


@dataclass
class Target:
    """A rule of the Makefile."""

    needs: list
    help: str
    recipe: str = ""


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--repository", type=Path, default=ROOT)
    root = parser.parse_args().repository
    scripts = sorted(path for path in (root / "scripts/check").iterdir() if path.suffix in (".py", ".sh"))
    scripts = [path.name for path in scripts if path.name != "__init__.py"]
    targets = rules((root / "Makefile").read_text())
    wrong = [*unused(root, scripts, targets), *undocumented(root, targets), *dangling(root), *imports(root), *long(root)]
    print(*wrong, sep="\n", end="\n" if wrong else "")
    if not scripts:
        wrong.append("none")
    print(f"{len(scripts)} scripts in scripts/check, {len(targets)} targets; wrong: {len(wrong)}")
    return 1 if wrong else 0


def rules(makefile):
    """The targets of a Makefile by name."""
    targets, current = {}, None
    for line in makefile.replace("\\\n", " ").splitlines():
        if rule := re.match(r"([a-z][a-z-]*):(?!=)([^#=]*)(?:## (.*))?$", line):
            current = targets[rule[1]] = Target(rule[2].split(), rule[3] or "")
        elif line.startswith("\t") and current:
            current.recipe += line + "\n"
        elif line.strip():
            current = None
    return targets


def made(text):
    """The targets that shell commands make."""
    return set(re.findall(r"(?<![\w-])(?:make|\$\(MAKE\))(?: --[\w-]+)* ([a-z][a-z-]*)", text))


def reached(names, targets):
    """These targets, what they need, and what their recipes make."""
    found, left = set(), list(names)
    while left:
        name = left.pop()
        if name in targets and name not in found:
            found.add(name)
            left += [*targets[name].needs, *made(targets[name].recipe)]
    return found


def unused(root, scripts, targets):
    runs = "\n".join(l for l in (root / ".ci/run").read_text().splitlines() if not l.lstrip().startswith("#"))
    if "readme" in made(runs):
        blocks = re.findall(r"^ *```sh\n(.*?)^ *```", (root / "README.md").read_text(), re.MULTILINE | re.DOTALL)
        runs = "\n".join([runs, *blocks])
    if unknown := made(runs) - targets.keys():
        yield f".ci/run or README.md makes {', '.join(sorted(unknown))}, which the Makefile does not have"
    used = reached([*made(runs), "long-checks"], targets)
    for name in scripts:
        if not any(re.search(rf"scripts/check/{re.escape(name)}(?![\w.])", rule.recipe) for rule in targets.values()):
            yield f"scripts/check/{name} is in no recipe of the Makefile; give it a target, or delete it"
    for name in sorted(targets.keys() - used - NO_CHECKS):
        yield f"neither .ci/run nor `make long-checks` makes {name}, which is a check"


def undocumented(root, targets):
    for name, target in targets.items():
        if not target.help:
            yield f"`make help` says nothing of {name}; write `## ...` behind its rule"
    phony = re.search(r"^\.PHONY:(.*)$", (root / "Makefile").read_text().replace("\\\n", " "), re.MULTILINE)
    if differing := set(phony[1].split() if phony else ()) ^ targets.keys():
        yield f".PHONY and the targets differ in {', '.join(sorted(differing))}"


def texts(root):
    paths = [root / name for name in TEXTS]
    paths += (path for folder, names in FOLDERS.items() for path in (root / folder).rglob(names))
    for path in paths:
        if path.is_file() and ".build" not in path.parts and (path.suffix in SUFFIXES or path.name in TEXTS or path.parent.name == ".ci"):
            yield path, path.read_text()


def dangling(root):
    """Sentences about paths and modules of scripts that are mentioned and not there."""
    for path, text in texts(root):
        mentions = {name: name for name in re.findall(PATH, text)}
        mentions |= {name: name.replace(".", "/") + ".py" for name in re.findall(MODULE, text)}
        for mention, place in sorted(mentions.items()):
            if not (root / place).exists():
                yield f"{path.relative_to(root)} mentions {mention}, which is not there"


def imports(root):
    """Sentences about what scripts import from each other and do not have."""
    for path in sorted(root.glob("scripts/**/*.py")):
        for node in ast.walk(ast.parse(path.read_text())):
            if not isinstance(node, ast.ImportFrom) or not (node.module or "").startswith("scripts"):
                continue
            folder, other = path.relative_to(root).parts[1], (node.module.split(".") + [node.names[0].name])[1]
            if other not in (folder, *ARROWS.get(folder, ())):
                yield f"{path.relative_to(root)} imports from {other}, which {folder} may not"
            place = root / node.module.replace(".", "/")
            source = place.with_suffix(".py") if place.with_suffix(".py").exists() else place / "__init__.py"
            known = names_of(source) if source.exists() else set()
            for alias in node.names:
                modules = (place / f"{alias.name}.py", place / alias.name / "__init__.py")
                if alias.name not in known and not any(module.exists() for module in modules):
                    yield f"{path.relative_to(root)} imports {alias.name} from {node.module}, which does not have it"


def names_of(source):
    """What a module defines or imports at its top, also in an `if`."""
    found = set()
    for node in ast.walk(ast.parse(source.read_text())):
        if isinstance(node, (ast.FunctionDef, ast.ClassDef)):
            found.add(node.name)
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            found.add(node.id)
        elif isinstance(node, (ast.Import, ast.ImportFrom)):
            found |= {alias.asname or alias.name for alias in node.names}
    return found


def long(root):
    for path in sorted(root.glob("scripts/**/*.py")):
        if (count := len(path.read_text().splitlines())) > MOST_LINES:
            yield f"{path.relative_to(root)} has {count} lines, and {MOST_LINES} are allowed"


if __name__ == "__main__":
    sys.exit(main())
