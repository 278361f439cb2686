"""Markdown as GitHub reads it: tables, HTML, and an anchor for each heading."""

import re
from html import escape

from markdown_it import MarkdownIt
from mdit_py_plugins.anchors import anchors_plugin

from scripts.generate.drawing.specification import RULE, anchor
from scripts.generate.pages import code

#: A rule's id that is no part of a longer word, of a family (`R-SUM-*`) or of an address.
NAMED = re.compile(rf"(?<![\w#/-]){RULE}(?![\w*-])")


def parser():
    markdown = MarkdownIt("commonmark", {"html": True}).enable("table")
    return markdown.use(anchors_plugin, max_level=6, slug_func=anchor)


def with_rule_links(text, rules):
    """Escaped text with each rule's id linked to its section; `rules` has the addresses."""
    return NAMED.sub(lambda m: f'<a class="rule" href="{rules[m[0]]}">{m[0]}</a>' if m[0] in rules else m[0], text)


def render(text, resolve, rules):
    """The page's HTML, and its headings as levels, anchors and texts.

    `resolve` makes of an address in the text that of the page to be shown."""
    markdown = parser()
    tokens = markdown.parse(text)
    headings = []
    for place, token in enumerate(tokens):
        if token.type == "heading_open":
            headings.append((int(token.tag[1]), token.attrs["id"], plain(tokens[place + 1])))
        for child in token.children or ():
            for name in ("href", "src"):
                if name in child.attrs:
                    child.attrs[name] = resolve(child.attrs[name])
        if token.type == "inline" and tokens[place - 1].type != "heading_open":
            token.children = linked(token.children, rules)
    markdown.add_render_rule("fence", lambda self, tokens, place, options, env: fence(tokens[place], rules))
    markdown.add_render_rule("image", lambda self, tokens, place, options, env: picture(tokens[place]))
    markdown.add_render_rule("table_open", lambda *_: '<div class="table"><table>\n')
    markdown.add_render_rule("table_close", lambda *_: "</table></div>\n")
    return markdown.renderer.render(tokens, markdown.options, {}), headings


def plain(inline):
    return "".join(child.content for child in inline.children if child.type in ("text", "code_inline"))


def linked(children, rules):
    """The parts of a paragraph, their text with links to rules unless it is within a link."""
    depth = 0
    for child in children:
        depth += {"link_open": 1, "link_close": -1}.get(child.type, 0)
        if child.type in ("text", "code_inline") and not depth:
            html = with_rule_links(escape(child.content, quote=False), rules)
            child.content = f"<code>{html}</code>" if child.type == "code_inline" else html
            child.type = "html_inline"
    return children


def fence(token, rules):
    return f"<pre>{with_rule_links(code.coloured(token.content, token.info.strip()), rules)}</pre>\n"


def picture(token):
    """A picture that is drawn is put into the page as it is: the rules in it are links."""
    source, words = token.attrs["src"], escape(plain(token))
    if source.endswith(".svg"):
        return f'<object type="image/svg+xml" data="{source}" aria-label="{words}">{words}</object>'
    return f'<img src="{source}" alt="{words}">'
