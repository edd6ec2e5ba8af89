"""A document as a chapter of the book: its pages, its place in the contents, where the pages of its source began."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from convert.formats.epub import split
from convert.formats.epub.article import ArticleWriter
from convert.formats.epub.colophon import add_rest, count_characters
from convert.formats.epub.contents import Point
from convert.formats.epub.page_marks import mark_break
from convert.formats.epub.upright import set_upright
from convert.formats.epub.xhtml import XHTML, Element, open_page, print_page
from convert.formats.source_pages import find_breaks
from convert.formats.writer import Notice
from convert.tree.identity import Identity, identify, state_title
from convert.tree.nodes import Document
from convert.tree.vocabulary import check_vocabulary

STYLE = "../style.css"
"""The way from a text to the style sheet."""


@dataclass(slots=True)
class Chapter:
    """A document as pages: their bytes, its place in the contents, its facts, and what could not be rendered."""

    texts: dict[str, bytes]
    """Where each page stands, and its bytes; one page unless the document is very long."""
    prefix: str
    """What stands before every id of the tree."""
    href: str
    """Where its first page stands."""
    points: list[Point]
    """Its places in the contents: one, or those of its parts where no title stands over them."""
    pages: list[Point]
    """Where the pages of the source began."""
    identity: Identity
    notices: list[Notice]
    pictures: dict[str, tuple[bytes, str]]
    """Name of a file in the folder of pictures → its bytes and media type."""
    counts: dict[str, int]
    """What became of the characters of the source."""
    homes: dict[str, str]
    """Where each id stands, if there are several pages."""

    def reach(self, name: str) -> str:
        """The way to an id from the folder of the contents."""
        return f"{self.homes.get(name, self.href)}#{name}"


def make_chapter(tree: Document, href: str, prefix: str = "", walker: type[ArticleWriter] = ArticleWriter,
                 vertical: bool = False) -> Chapter:
    """The page of a document that will stand at `href`; `prefix` goes before every id, `walker` renders the article.

    Raises VocabularyError where the tree holds an element that nobody knows.
    """
    check_vocabulary(tree, walker.who)
    identity = identify(tree)
    html, body = open_page(identity.title, identity.language, STYLE)
    writer = walker(identity, href, prefix, state_title(tree))
    writer.visit(tree.article, body)
    add_rest(body[0], tree, identity.language, prefix, writer.fill)
    _settle_links(writer.within.links, body)
    pages = _mark_pages(body, tree, href, prefix)
    if vertical:
        set_upright(body)
    points = [writer.point] if writer.named or not writer.point.points else writer.point.points
    chapter = Chapter({href: print_page(html)}, prefix, href, points, pages, identity, writer.notices,
                      writer.pictures, count_characters(tree.record), {})
    if len(chapter.texts[href]) > split.LONGEST:
        _split(chapter, html)
    return chapter


def _settle_links(links: Sequence[Element], body: Element) -> None:
    """Leaves links to what the page does not print without an address."""
    names = {element.get("id") for element in body.iter()} if links else set()
    for link in links:
        if (link.get("href") or "")[1:] not in names:
            del link.attrib["href"]


def _split(chapter: Chapter, html: Element) -> None:
    """Puts a chapter on several pages, and leads its places in the contents there."""
    made = split.split_page(html, STYLE)
    hrefs = split.name_pages(chapter.href, len(made))
    chapter.homes = split.find_homes(made, hrefs)
    _lead_across(made, hrefs, chapter.homes)
    chapter.texts = dict(zip(hrefs, map(print_page, made), strict=True))
    for point in (*(each for top in chapter.points for each in top.walk()), *chapter.pages):
        _, mark, name = point.href.partition("#")
        if mark:
            point.href = chapter.reach(name)


def _lead_across(pages: Sequence[Element], hrefs: Sequence[str], homes: Mapping[str, str]) -> None:
    """Leads links between notes and text, and to blocks, to the page that each now stands on."""
    for page, here in zip(pages, hrefs, strict=True):
        for link in page.iter(f"{{{XHTML}}}a"):
            name = (link.get("href") or "")[1:]
            if (link.get("href") or "").startswith("#") and homes.get(name, here) != here:
                link.set("href", f"{homes[name].rpartition('/')[2]}#{name}")


def _mark_pages(body: Element, tree: Document, href: str, prefix: str) -> list[Point]:
    """Marks where the pages of the source began, and gives the way to each."""
    breaks = find_breaks(tree)
    elements = {element.get("id"): element for element in body.iter() if element.get("id")} if breaks else {}
    for found in reversed(breaks):
        mark_break(elements[prefix + found.leaf], found.offset, f"{prefix}page-{found.label}", found.label)
    return [Point(found.label, f"{href}#{prefix}page-{found.label}") for found in breaks]
