"""What stands around the text of a page: its head, the way to the other pages, and its contents."""

from html import escape
from os.path import relpath


def page(title, body, headings, where, style, places):
    """A whole page; `where` is its place among the pages, `places` are titles and places of the most important ones."""
    folder = where.parent
    links = "\n".join(
        f'<li><a href="{relpath(place, folder)}"{" aria-current=page" if place == where else ""}>{escape(name)}</a></li>'
        for name, place in places
    )
    return f"""<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{escape(title)}</title>
<link rel="stylesheet" href="{relpath(style, folder)}">
</head>
<body>
<nav aria-label="Pages and contents">
<ul class="pages">
{links}
</ul>
{contents(headings)}
</nav>
<main>
{body}
</main>
</body>
</html>
"""


def contents(headings):
    """The headings of the second level; those of the third can be unfolded below each."""
    chapters = []
    for level, anchor, text in headings:
        link = f'<a href="#{anchor}">{escape(text)}</a>'
        if level == 2:
            chapters.append((link, []))
        elif level == 3 and chapters:
            chapters[-1][1].append(f"<li>{link}</li>")
    items = (f"<li>{chapter(link, below)}</li>" for link, below in chapters)
    return '<ul class="contents">\n' + "\n".join(items) + "\n</ul>" if chapters else ""


def chapter(link, below):
    return f"<details><summary>{link}</summary><ul>{''.join(below)}</ul></details>" if below else link
