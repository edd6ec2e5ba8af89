"""Long chapters in several files: reading systems slow down, and old ones fail, on pages of more than 300 kB."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from lxml import etree

from convert.formats.epub.xhtml import Element, add, open_page

LONGEST = 250_000
"""Bytes of a page from which it is split."""


def split_page(html: Element, style: str) -> list[Element]:
    """The page as pages that are each short enough, cut between the children of its chapter where that is possible."""
    chapter = html[1][0]
    groups = list(_group(list(chapter)))
    return [html, *(_go_on(group, html, style, chapter.get("class")) for group in groups[1:])]


def _group(children: Iterable[Element]) -> Iterator[list[Element]]:
    group: list[Element] = []
    size = 0
    for child in children:
        length = len(etree.tostring(child, encoding="utf-8", with_tail=False))
        if group and size + length > LONGEST:
            yield group
            group, size = [], 0
        group.append(child)
        size += length
    yield group


def _go_on(children: Iterable[Element], first: Element, style: str, class_: str | None) -> Element:
    """A page that goes on with the chapter of a first one; its elements move there."""
    title = first[0][0].text or ""
    html, body = open_page(title, first.get("lang") or "", style, beside=first)
    add(body, "section", type_="chapter", class_=class_, aria_label=title).extend(children)
    return html


def name_pages(href: str, count: int) -> list[str]:
    """Where the pages of a chapter stand: `text/a.xhtml`, `text/a-2.xhtml` and so on."""
    stem = href.removesuffix(".xhtml")
    return [href, *(f"{stem}-{number}.xhtml" for number in range(2, count + 1))]


def find_homes(pages: Iterable[Element], hrefs: Iterable[str]) -> dict[str, str]:
    """Where each id stands."""
    return {name: href for page, href in zip(pages, hrefs, strict=True) for element in page.iter()
            if (name := element.get("id")) is not None}
