"""The pages: which files become one, where it is, and the links between them."""

import re
import shutil
from html import escape
from os.path import relpath
from pathlib import PurePosixPath as Place
from urllib.parse import urlsplit

from scripts.generate.drawing.specification import Specification
from scripts.generate.pages import code, markdown, template

SPECIFICATION = Place("Vectors/SPECIFICATION.md")
#: What every page leads to.
PLACES = {
    "Overview": Place("README.md"),
    "Using the vectors": Place("Vectors/README.md"),
    "Specification": SPECIFICATION,
    "The program adamw.py": Place("Vectors/adamw.py"),
    "Protocol": Place("Vectors/PROTOCOL.md"),
    "Drift between versions": Place("Vectors/DRIFT.md"),
    "Example ports": Place("scripts/ports/README.md"),
}
STYLE = Place("style.css")
#: Files that are copied though their lines could be coloured: they are data, and large.
DATA = {".json", ".svg"}


class Site:
    """Files of the folder `root` as pages in the folder `out`: what the important pages link to is written too."""

    def __init__(self, root, out, reference):
        self.root, self.out = root, out
        specification = Specification((root / SPECIFICATION).read_text())
        self.sections = {rule: f"{self.place(SPECIFICATION)}#{at}" for rule, at in specification.anchors.items()}
        self.places = [(name, self.place(source)) for name, source in PLACES.items()]
        self.places += [("KerasOptimizers in Swift", reference)]
        self.written, self.left = set(), list(PLACES.values())

    def write(self):
        """Writes all pages, and returns how many."""
        while self.left:
            source = self.left.pop()
            if source not in self.written:
                self.written.add(source)
                target = self.out / self.place(source)
                target.parent.mkdir(parents=True, exist_ok=True)
                self.write_one(source, target)
        style = (self.root / "scripts/generate/pages/style.css").read_text()
        (self.out / STYLE).write_text(style + code.styles())
        return len(self.written)

    def place(self, source):
        """Where the page of a file or a folder is."""
        if (self.root / source).is_dir():
            return source / "index.html"
        if source.suffix == ".md":
            return source.parent / "index.html" if source.stem == "README" else source.with_suffix(".html")
        is_code = source.suffix not in DATA and code.lexer_of(source)
        return source.with_name(f"{source.name}.html") if is_code else source

    def write_one(self, source, target):
        path, place = self.root / source, self.place(source)
        rules = {rule: relpath(section, place.parent) for rule, section in self.sections.items()}
        if path.is_dir():
            body, headings = markdown.render(listing(path), lambda address: self.resolve(source / "_", address), rules)
        elif source.suffix == ".md":
            body, headings = markdown.render(path.read_text(), lambda address: self.resolve(source, address), rules)
        elif place != source:
            lines = code.numbered(path.read_text(), code.lexer_of(source))
            body, headings = f"<h1>{escape(source.name)}</h1>\n{markdown.with_rule_links(lines, rules)}", []
        elif source.suffix == ".svg":
            return target.write_text(self.drawing(source, path.read_text()))
        else:
            return shutil.copyfile(path, target)
        title = next((text for level, _, text in headings if level == 1), source.name)
        target.write_text(template.page(title, body, headings, place, STYLE, self.places))

    def resolve(self, source, address):
        """An address in a file as it is on its page; what it leads to becomes a page."""
        parts = urlsplit(address)
        if parts.scheme or not parts.path:
            return address
        target = Place(relpath(self.root / source.parent / parts.path, self.root))
        if not (self.root / target).exists():
            raise FileNotFoundError(f"{source}: {address} leads nowhere")
        if (self.root / target / "README.md").exists():
            target /= "README.md"
        self.left.append(target)
        # A page has one anchor a line, and GitHub's addresses name the last line too.
        fragment = re.sub(r"^(L\d+)-L\d+$", r"\1", parts.fragment)
        return relpath(self.place(target), self.place(source).parent) + (f"#{fragment}" if fragment else "")

    def drawing(self, source, text):
        """A picture with its links to the pages, which open in place of the page that shows it."""
        return re.sub(r'<a href="([^"#][^"]*)"', lambda m: f'<a target="_parent" href="{self.resolve(source, m[1])}"', text)


def listing(folder):
    """A folder without a text of its own: its files."""
    names = sorted(path.name for path in folder.iterdir() if path.is_file() and not path.name.startswith("."))
    return f"# {folder.name}\n\n" + "\n".join(f"* [{name}]({name})" for name in names) + "\n"
