"""Documents and collections as a page of the web."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, ClassVar

from convert.collection import Collection, join_names
from convert.formats.epub.colophon import add_rest
from convert.formats.epub.contents import Point
from convert.formats.epub.imprint import imprint_of_collection
from convert.formats.epub.upright import set_upright
from convert.formats.epub.xhtml import Element, add, speak
from convert.formats.html.writing.article import PageWriter
from convert.formats.html.writing.page import add_contents, add_imprint, add_titlepage, open_page, print_page
from convert.formats.html.writing.site import SiteWriter, is_site
from convert.formats.quotes import put_quotes
from convert.formats.writer import GENERATOR, Notice, Work
from convert.style.sheet import Style
from convert.tree.identity import Identity, identify, state_title
from convert.tree.nodes import Document
from convert.tree.vocabulary import check_vocabulary

_HREF = ""
"""The page itself: places in it are addresses without a file."""


class HtmlWriter:
    """Writes a reading edition in one file without scripts, which needs nothing from elsewhere.

    `vertical` sets the text in columns from right to left, whatever the style says. A collection is one page, or a
    folder of them.
    """

    name: ClassVar[str] = "html"
    suffix: ClassVar[str] = ".html"
    media_type: ClassVar[str] = "text/html"
    walker: ClassVar[type[PageWriter]] = PageWriter
    """What renders an article; a subclass may name a subclass of it."""

    def __init__(self, vertical: bool = False) -> None:
        self.vertical = vertical

    def write(self, work: Work, style: Style, out: BinaryIO) -> list[Notice]:
        """Writes the page; a collection is held in memory whole.

        Raises VocabularyError where a tree holds an element that nobody knows.
        """
        vertical = bool(self.vertical) or style.page.get("direction") == "vertical"
        notices: list[Notice] = []
        if isinstance(work, Collection):
            html = self._make_book(work, style, vertical, notices)
        else:
            html = self._make_page(work, style, vertical, notices)
        out.write(print_page(html))
        return notices

    def write_folder(self, work: Collection, style: Style, folder: Path) -> list[Notice]:
        """Writes a collection as a site into an empty folder, one document in memory at a time."""
        vertical = bool(self.vertical) or style.page.get("direction") == "vertical"
        def render(tree: Document, notices: list[Notice], sheet: str) -> Element:
            return self._make_page(tree, style, vertical, notices, sheet)

        return SiteWriter(render, work, style, vertical).write(folder)

    def may_replace(self, folder: Path) -> bool:
        """Whether a site may take the place of a folder: of another site, and of nothing else."""
        return is_site(folder)

    def _make_page(self, tree: Document, style: Style, vertical: bool, notices: list[Notice], sheet: str = ""
                   ) -> Element:
        facts = identify(tree)
        html, main = open_page(facts.title, facts.language, style, _describe(facts), vertical=vertical, sheet=sheet)
        add_contents(main, self._add_document(main, tree, style, vertical, notices), facts.language)
        add_imprint(main, facts.language, _tell(facts))
        return html

    def _make_book(self, work: Collection, style: Style, vertical: bool, notices: list[Notice]) -> Element:
        told = (("author", join_names(work.creators)), ("publisher", work.publisher), ("date", work.date))
        html, main = open_page(work.title, work.language, style, told, vertical=vertical)
        add_titlepage(main, work.title, imprint_of_collection(work))
        points: list[Point] = []
        for number, part in enumerate(work.parts, 1):
            home, place = main, points
            if part.title:
                home = add(main, "section", id=f"part{number}")
                add(home, "h2", part.title, class_="title part-title")
                place = Point(part.title, f"#part{number}").under(points)
            for member in part.members:
                level = 2 if part.title else 1
                place += self._add_document(home, member.load(), style, vertical, notices, f"{member.id}-", level)
        add_contents(main, points, work.language)
        add_imprint(main, work.language, (("identifier", work.identifier), ("made", GENERATOR)))
        return html

    def _add_document(self, parent: Element, tree: Document, style: Style, vertical: bool, notices: list[Notice],
                      prefix: str = "", level: int = 0) -> list[Point]:
        """Adds a document to a page, under a heading of a level; gives its places in the contents."""
        check_vocabulary(tree, self.walker.who)
        tree = put_quotes(tree, style)
        facts = identify(tree)
        writer = self.walker(facts, _HREF, prefix, state_title(tree))
        writer.level = level
        writer.visit(tree.article, parent)
        article = parent[-1]
        if facts.language != parent.getroottree().getroot().get("lang"):
            speak(article, facts.language)
        add_rest(article, tree, facts.language, prefix, writer.fill)
        if vertical:
            set_upright(article)
        if writer.point.href == _HREF and article.get("id"):
            writer.point.href = f"#{article.get('id')}"
        notices += writer.notices
        return [writer.point] if writer.named or not writer.point.points else writer.point.points


def _describe(facts: Identity) -> Iterator[tuple[str, str]]:
    """Names and contents of meta elements (HTML, 4.2.5; Dublin Core in HTML)."""
    yield "author", join_names(facts.creator_names)
    yield "dcterms.date", facts.date
    yield "dcterms.publisher", facts.publisher
    yield "dcterms.identifier", facts.identifier
    yield "dcterms.source", facts.source


def _tell(facts: Identity) -> Iterator[tuple[str, str]]:
    """What the reader of a page sees of the same, in words of ours."""
    yield "creator", join_names(facts.creator_names)
    yield "date", facts.date
    yield "publisher", facts.publisher
    yield "file", facts.source
    yield "digest", facts.sha256
    yield "made", GENERATOR
