"""What a script writes into a page that people write."""

import re

from scripts.keras import environment


class NoPlace(Exception):
    """A page without the markers between which something is to be written."""


def replace(page, name, text):
    """Puts the text between `<!-- NAME: ... -->` and `<!-- /NAME -->`, which stay."""
    path = environment.ROOT / page
    begin, end = rf"(<!-- {name}\b[^>]*-->\n)", rf"(<!-- /{name} -->)"
    old = path.read_text()
    new, count = re.subn(f"{begin}.*?{end}", lambda m: f"{m[1]}\n{text}\n\n{m[2]}", old, flags=re.DOTALL)
    if count != 1:
        raise NoPlace(f"{page} needs '<!-- {name} -->' and '<!-- /{name} -->' once, not {count} times")
    path.write_text(new)
