"""Checks that no link is dead: each file and each anchor that a page leads to is there.

    scripts/check/links.py FILE_OR_FOLDER...          Markdown files and pictures, with the anchors that GitHub gives
    scripts/check/links.py --site FOLDER              pages of a folder that is served as a whole

Addresses of other places are not fetched. The exit status is 0 if all links lead somewhere, and 1 if not.
"""

import argparse
import json
import re
import sys
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

ROOT = Path(__file__).resolve().parents[2]
sys.path[0] = str(ROOT)

from scripts.generate.pages import markdown

SOURCES, PAGES = {".md", ".svg"}, {".html", ".svg"}


class Page(HTMLParser):
    """The anchors and the links of a page."""

    def __init__(self, text):
        super().__init__()
        self.anchors, self.links = set(), []
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        given = dict(attributes)
        self.anchors.update(given[name] for name in ("id", "name") if name in given)
        self.links += [given[name] for name in ("href", "src", "data") if given.get(name)]


@cache
def page(path):
    text = path.read_text()
    if path.suffix == ".md":
        return Page(markdown.parser().render(text))
    if path.suffix in PAGES:
        return Page(text)
    # GitHub gives each line of any other text an anchor.
    found = Page("")
    found.anchors.update(f"L{n}" for n, _ in enumerate(text.splitlines(), 1))
    return found


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("paths", type=Path, nargs="*")
    parser.add_argument("--site", type=Path)
    options = parser.parse_args()
    site, kinds = options.site and options.site.resolve(), PAGES if options.site else SOURCES
    places = [path.resolve() for path in options.paths] + ([site] if site else [])
    files = [file for place in places for file in (sorted(place.rglob("*")) if place.is_dir() else [place])]
    read = [(file, link) for file in files if file.suffix in kinds for link in page(file).links]
    read += [(file, link) for file in files if site and file.suffix == ".json" for link in references(file, site)]
    dead = [f"{file.relative_to(site or ROOT)}: {link}" for file, link in read if not leads_somewhere(file, link, site)]
    print(*dead, sep="\n", end="\n" if dead else "")
    print(f"{len(read)} links, {len(dead)} dead")
    return 1 if dead or not read else 0


def references(file, site):
    """The addresses of other pages in what DocC wrote about a page, under the folder that it is served from."""
    if "data" not in file.relative_to(site).parts:
        return
    base = file.relative_to(site).parts[0]
    for reference in json.loads(file.read_text()).get("references", {}).values():
        if reference.get("url", "").startswith("/"):
            yield f"/{base}{reference['url']}"


def leads_somewhere(file, link, site):
    parts = urlsplit(link)
    if parts.scheme or parts.netloc:
        return True
    path = unquote(parts.path)
    target = (site / path.lstrip("/") if path.startswith("/") and site else file.parent / path) if path else file
    if site and target.is_dir():
        target /= "index.html"
    if not target.exists():
        return False
    ends = [parts.fragment] if not re.fullmatch(r"L\d+-L\d+", parts.fragment) else parts.fragment.split("-")
    return not parts.fragment or (target.is_file() and set(ends) <= page(target).anchors)


if __name__ == "__main__":
    sys.exit(main())
