"""Holds modules to the arrows between them, their folders to having no circles, and both to a size.

    python3 scripts/check/modules.py [--arrows] [--root FOLDER]

A module imports only what ARROWS has for it, and Package.swift gives it just that. Folders of a
module that lie side by side name each other's types in one direction only, and the members of each
other's extensions, if the name has several words and only one folder declares it. Files beside the
folders are not looked at: they are what the folders have in common, or what joins them. Exit status:
0 all is well; 1 it is not.
"""

import argparse
import collections
import itertools
import re
import sys
from pathlib import Path

# What each module may import: nothing that has a row above its own.
ARROWS = {
    "adamw": "ReferencePort KerasOracle PortProcesses Reporting Exploration Diagnosis Explanations MutationTesting"
    " Textbook Dialects VectorFiles Wire Conformance OptimizerFiles CPython Processes",
    "ConformanceTesting": "Reporting Diagnosis VectorFiles Conformance",
    "ReferencePort": "OptimizerFiles KerasOptimizers OptimizerKernels Conformance",
    "KerasOracle": "CPython Processes Wire Conformance",
    "PortProcesses": "Wire Conformance Processes ExactJSON",
    "Reporting": "Diagnosis Dialects Conformance",
    "Diagnosis": "Textbook Dialects Conformance",
    "Explanations": "Textbook Dialects Conformance",
    "MutationTesting": "Textbook Dialects Conformance",
    "Textbook": "Dialects Conformance PythonPatterns",
    "Dialects": "Conformance",
    "Exploration": "VectorFiles Wire Conformance",
    "VectorFiles": "Wire Conformance ExactJSON",
    "Wire": "Conformance ExactJSON",
    "Conformance": "ExactJSON",
    "OptimizerFiles": "KerasOptimizers ExactJSON",
    "KerasOptimizers": "OptimizerKernels PythonPatterns",
    "CPython": "CPythonABI Processes",
}
LINES_OF_A_FILE, LINES_OF_A_MODULE = 300, 4400
IMPORT = re.compile(r"^\s*(?:@\w+(?:\(\w+\))? )*(?:\w+ )?import (?:(?:struct|class|enum) )?(\w+)", re.M)
TYPE = re.compile(r"(?<![\w.])(?:struct|enum|class|actor|protocol|typealias) (\w+)")
MEMBER = re.compile(r"(?:func|var|let) (?!allCases|rawValue|stringValue|intValue)([a-z]+[A-Z]\w*)")
ANY_NAME = re.compile(r"(?:func|var|let|case) (\w+)|\b(\w+):")
PRIVATE = re.compile(r"\b(?:file)?private\b(?!\()")
TARGET = re.compile(r'\.(?:executableT|t)arget\(\s*name: "(\w+)"(.*?)(?=\.\w*[tT]arget\(|\Z)', re.S)
NO_CODE = re.compile(r'//[^\n]*|/\*.*?\*/|#*"""\s*\n.*?"""#*|#"[^\n]*?"#|"(?:\\.|[^"\\\n])*"', re.S)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--arrows", action="store_true", help="print the arrows that there are")
    parser.add_argument("--root", type=Path, default=Path(__file__).resolve().parents[2])
    options = parser.parse_args()
    modules = [Module(folder) for folder in sorted((options.root / "Sources").iterdir())]
    names = {module.name for module in modules}
    package = dependencies((options.root / "Package.swift").read_text())
    findings = [*table_findings(), *size_findings(options.root)]
    for module in modules:
        imports, given = module.imports & names, package.get(module.name, set()) & names
        findings += [*import_findings(module.name, imports, given), *module.circles()]
        if options.arrows:
            print(f"{module.name} -> {', '.join(sorted(imports)) or 'nothing'}")
            for (one, other), places in sorted(module.arrows.items()):
                print(f"  {one} -> {other}: {len(places)} names, as in {places[0]}")
    print("\n".join(findings) or f"{len(modules)} modules: the arrows and the sizes are right")
    return 1 if findings else 0


def table_findings():
    for place, name in enumerate(ARROWS):
        for other in sorted(set(ARROWS[name].split()) & set(list(ARROWS)[: place + 1])):
            yield f"ARROWS: {name} may import {other}, whose row is not below it."


def import_findings(name, imports, given):
    for other in sorted(imports - set(ARROWS.get(name, "").split())):
        yield f"{name} imports {other}, an arrow that ARROWS does not have."
    for other in sorted(set(ARROWS.get(name, "").split()) - imports):
        yield f"ARROWS: {name} may import {other}, and does not."
    for other in sorted(imports - given):
        yield f"{name} imports {other}, which Package.swift does not give it."
    for other in sorted(given - imports):
        yield f"Package.swift gives {name} the dependency {other}, which it does not import."


def dependencies(package):
    """What Package.swift gives each target."""
    targets = TARGET.findall(re.sub(r"^\s*//.*", "", package, flags=re.M))
    lists = {name: re.search(r"dependencies: \[(.*?)\]", rest, re.S) for name, rest in targets}
    return {name: set(re.findall(r'"(\w+)"', found[1] if found else "")) for name, found in lists.items()}


def size_findings(root):
    for part in ("Sources", "Tests"):
        sizes = collections.Counter()
        for path in sorted((root / part).rglob("*.swift")):
            place = path.relative_to(root)
            lines = path.read_text().count("\n")
            sizes[place.parts[1]] += lines
            if lines > LINES_OF_A_FILE:
                yield f"{place} has {lines} lines, more than {LINES_OF_A_FILE}."
        for name, lines in sizes.items():
            if lines > LINES_OF_A_MODULE:
                yield f"{part}/{name} has {lines} lines, more than {LINES_OF_A_MODULE}."


class Module:
    """The files of a module, and which of the folders that lie side by side name what others declare."""

    def __init__(self, folder):
        self.name = folder.name
        texts = {path.relative_to(folder): path.read_text() for path in sorted(folder.rglob("*.swift"))}
        self.imports = {name for text in texts.values() for name in IMPORT.findall(text)}
        codes = {path: NO_CODE.sub("_", text) for path, text in texts.items()}
        self.arrows = collections.defaultdict(list)
        for around in {path.parent.parent for path in codes if path.parts[1:]}:
            self.add_arrows(around, {path: text for path, text in codes.items() if around in path.parents[1:]})

    def add_arrows(self, around, codes):
        """The arrows between the folders in one folder, or in the module."""
        units = {path: around / path.relative_to(around).parts[0] for path in codes}
        everywhere, owners = collections.defaultdict(set), {}
        for path, text in codes.items():
            for name in itertools.chain(*ANY_NAME.findall(text)):
                everywhere[name].add(units[path])
        for path, text in codes.items():
            names = [name for name in declared(text) if name[0].isupper() or len(everywhere[name]) == 1]
            owners |= dict.fromkeys(names, units[path])
        for path, text in codes.items():
            for name in sorted(set(re.findall(r"\w+", text)) & set(owners) - set(TYPE.findall(text))):
                if owners[name] != units[path]:
                    self.arrows[units[path], owners[name]].append(f"{path} ({name})")

    def circles(self):
        """A sentence for each arrow that is part of a circle."""
        reached = collections.defaultdict(set)
        for one, other in list(self.arrows) * len(self.arrows):
            reached[one] |= {other} | reached[other]
        for (one, other), places in sorted(self.arrows.items()):
            if one in reached[other]:
                some = ", ".join(places[:4]) + (f" and {len(places) - 4} more" if places[4:] else "")
                yield f"{self.name}: {one} needs {other}, which leads back to {one}: {some}."


def declared(text):
    """Types at the top level and extensions' members of several words, none of them private."""
    depth, extends, hidden = 0, False, False
    for line in text.splitlines():
        if depth == 0 and re.match(r"\w", line):
            hidden, extends = bool(PRIVATE.search(line)), bool(re.match(r"(?:\w+ )*extension ", line))
        pattern = TYPE if depth == 0 else MEMBER if depth == 1 and extends else None
        if pattern and not hidden and not PRIVATE.search(line):
            yield from pattern.findall(line.partition("{")[0])
        depth += line.count("{") - line.count("}")


if __name__ == "__main__":
    sys.exit(main())
