"""Code in colours, and files of code as lines with anchors, as GitHub has them."""

from html import escape

from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexers import get_lexer_by_name, get_lexer_for_filename
from pygments.util import ClassNotFound

LIGHT, DARK = "default", "github-dark"


def coloured(text, language):
    """A piece of code in a language by its name; without colours if there are none for it."""
    try:
        return highlight(text, get_lexer_by_name(language, stripnl=False), HtmlFormatter(nowrap=True))
    except ClassNotFound:
        return escape(text, quote=False)


def lexer_of(path):
    """What colours a file of this name, or None."""
    try:
        return get_lexer_for_filename(path.name, stripnl=False)
    except ClassNotFound:
        return None


def numbered(text, lexer):
    """The lines of a file, each with the anchor L and its number."""
    lines = highlight(text, lexer, HtmlFormatter(nowrap=True)).splitlines()
    rows = (f'<span id="L{n}"><a class="number" href="#L{n}">{n}</a>{line}\n</span>' for n, line in enumerate(lines, 1))
    return f'<pre class="file">{"".join(rows)}</pre>'


def styles():
    """The colours for light and for dark pages."""
    light, dark = (HtmlFormatter(style=style).get_style_defs("pre") for style in (LIGHT, DARK))
    return f"{light}\n@media (prefers-color-scheme: dark) {{\n{dark}\n}}\n"
