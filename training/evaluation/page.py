"""HTML that is escaped by construction: text becomes markup only through ``element``."""

import base64
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path

STYLE = Path(__file__).with_name("report.css")
POLICY = "default-src 'none'; img-src data:; style-src 'unsafe-inline'"
EMPTY = frozenset({"img", "meta", "line", "circle", "rect"})


@dataclass(frozen=True, slots=True)
class Html:
    """Markup that needs no more escaping."""

    markup: str


Content = Html | str | int


def element(tag: str, *content: Content, **attributes: str | float) -> Html:
    """Return ``tag`` around ``content``, escaped where it is text.

    An attribute's name ends in an underscore where Python keeps the word (``class_``), and other
    underscores become hyphens.
    """
    words = "".join(
        f' {name.rstrip("_").replace("_", "-")}="{escape(str(value))}"'
        for name, value in attributes.items()
    )
    if tag in EMPTY:
        return Html(f"<{tag}{words}>" if tag in ("img", "meta") else f"<{tag}{words}/>")
    return Html(f"<{tag}{words}>{joined(content).markup}</{tag}>")


def joined(parts: Iterable[Content]) -> Html:
    """Return ``parts`` one after the other."""
    return Html("".join(p.markup if isinstance(p, Html) else escape(str(p)) for p in parts))


def table(head: Sequence[Content], rows: Iterable[Sequence[Content]], *, caption: str = "") -> Html:
    """Return a table whose first column heads the rows, in a frame that scrolls when narrow."""
    titles = element("tr", *(element("th", cell, scope="col") for cell in head))
    lines = [
        element("tr", element("th", row[0], scope="row"), *(element("td", c) for c in row[1:]))
        for row in rows
    ]
    title = [element("caption", caption)] if caption else []
    whole = element("table", *title, element("thead", titles), element("tbody", *lines))
    return element("div", whole, class_="wide")


def section(title: str, *content: Content) -> Html:
    return element("section", element("h2", title), *content)


def picture(svg: bytes, *, description: str) -> Html:
    """Return an SVG inside the page; as an image its names cannot meet those of another."""
    data = base64.b64encode(svg).decode()
    return element("img", src=f"data:image/svg+xml;base64,{data}", alt=description)


def page(title: str, *content: Content) -> str:
    """Return a whole document that loads nothing from anywhere."""
    head = element(
        "head",
        element("meta", charset="utf-8"),
        Html(f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">'),
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element("meta", name="color-scheme", content="light dark"),
        element("title", title),
        Html(f"<style>{STYLE.read_text(encoding='utf-8')}</style>"),
    )
    body = element("body", element("main", *content))
    return f'<!doctype html>\n<html lang="en">{head.markup}{body.markup}</html>\n'
