"""The main story of a document (ISO/IEC 29500-1, 17.2): paragraphs that run through areas of pages."""

from __future__ import annotations

import re
from collections.abc import Sequence
from copy import copy
from functools import lru_cache
from typing import NamedTuple

from lxml import etree

from convert.formats.docx.markup import Element, W, set_property, w
from convert.formats.docx.page import section_properties
from convert.formats.docx.runs import new_root
from convert.style.sheet import Style

P, _ID, _NAME = (W + name for name in ("p", "id", "name"))
_MARKS = frozenset(W + name for name in ("bookmarkStart", "bookmarkEnd"))


ARTICLE_MARK, NOTE_MARK = "huozi_article_", "huozi_note_"
"""How bookmarks are named that tell where an article begins, and where the note of a footnote stood, and in which."""

LEAST = 20
"""Twentieths of a point of the lowest line."""

_LONGEST_NAME = 32
"""Characters of a bookmark's name; Word allows 40, and a number may follow."""


class Area(NamedTuple):
    """Pages, or parts of pages, that are laid out alike: one section of Word."""

    columns: int = 1
    sheet: int = 0
    """Areas of another number begin on a new page."""
    numbers: str = ""
    """How its pages are numbered where they begin anew: decimal or lowerRoman; empty where they go on."""
    centred: bool = False
    """Whether its text stands in the middle of the page, which then has neither number nor running head."""
    even: bool = False
    """Whether it begins on the next even page, which has neither number nor running head: that of a 版记."""


class Story:
    """A w:document that grows paragraph by paragraph."""

    def __init__(self, style: Style) -> None:
        self.style = style
        self.root = new_root("document")
        self.body = etree.SubElement(self.root, W + "body")
        self.place = self.body
        self.area = self.wanted = Area()
        self.areas: list[Area] = []
        self.bookmarks: dict[str, int] = {}

    def open(self, style: str) -> Element:
        """A new paragraph without text, in the area that is wanted."""
        self.turn()
        return self.new_paragraph(style)

    def new_paragraph(self, style: str) -> Element:
        """A new paragraph without text, where the last one was."""
        paragraph = copy(_paragraph(style))
        self.place.append(paragraph)
        return paragraph

    @property
    def last(self) -> Element | None:
        """What was set last in the place that is open; `len` would count all that stands there."""
        return next(self.place.iterchildren(reversed=True), None)

    def list_since(self, last: Element | None) -> list[Element]:
        """What was set in the place that is open behind what was last then."""
        return list(self.place if last is None else last.itersiblings())

    def turn(self) -> None:
        """Closes the area that is open where what follows wants another."""
        if self.wanted == self.area or self.place is not self.body:
            return
        if self.body.find("*") is not None:
            end = next((block for block in reversed(self.body) if block.tag not in _MARKS), None)
            last = end if end is not None and end.tag == P else self.new_paragraph("BodyText")
            last[0].append(self.end_area())
        self.area = self.wanted

    def turn_to(self, area: Area) -> None:
        """Makes what follows stand in an area; nothing stands before the first."""
        self.wanted = area
        if self.body.find("*") is None:
            self.area = area

    def close(self) -> None:
        """Ends the last area: nothing follows but, behind columns, a line that nobody sees, which makes them level.

        Word makes columns level only where a further section begins on their page (17.6.22).
        """
        levelled = self.area.columns > 1
        if levelled:
            self.wanted = self.area._replace(columns=1)
        self.turn()
        if levelled:
            set_property(self.new_paragraph("BodyText")[0], "spacing", before=0, after=0, line=LEAST, lineRule="exact")
        self.body.append(self.end_area())

    def end_area(self) -> Element:
        """The w:sectPr of the area that is open."""
        before = self.areas[-1] if self.areas else None
        self.areas.append(self.area)
        same_page = before is not None and before.sheet == self.area.sheet
        anew = before is None or before.sheet != self.area.sheet
        kind = "continuous" if same_page else "evenPage" if self.area.even else "nextPage"
        return section_properties(
            self.style, self.area.columns, kind, furniture=before is None, centred=self.area.centred,
            numbers=self.area.numbers if anew else "")

    def open_marked(self, style: str) -> Element:
        """A new paragraph without text that begins with a bookmark."""
        self.turn()
        paragraph = copy(_marked(style))
        self.place.append(paragraph)
        return paragraph

    def set_mark(self, before: Element | None, name: str) -> str:
        """A bookmark without text: behind an element, or behind all that stands in the place that is open; its name."""
        start, end = w("bookmarkStart"), w("bookmarkEnd")
        if before is None:
            self.place.extend([start, end])
        else:
            before.addnext(start)
            start.addnext(end)
        return self._name(start, end, name)

    def set_bookmark(self, paragraph: Element, name: str) -> str:
        """Names the bookmark of a paragraph."""
        _, start, end = paragraph
        return self._name(start, end, name)

    def _name(self, start: Element, end: Element, name: str) -> str:
        """Names a bookmark: letters, digits and `_`, at most 40, no two alike (17.13.6.2)."""
        clean = name if name.isidentifier() and len(name) <= _LONGEST_NAME else _clean(name)
        number = len(self.bookmarks)
        if clean in self.bookmarks:
            clean = f"{clean}_{number}"
        self.bookmarks[clean] = number
        start.set(_ID, str(number))
        start.set(_NAME, clean)
        end.set(_ID, str(number))
        return clean


def paragraphs_of(blocks: Sequence[Element]) -> list[Element]:
    """Those of blocks that are paragraphs; pictures stand in content controls, tables in theirs."""
    return [block for block in blocks if block.tag == P]


def _clean(name: str) -> str:
    clean = re.sub(r"\W", "_", name)
    return (clean if clean[:1].isalpha() else f"_{clean}")[:_LONGEST_NAME]


@lru_cache(256)
def _paragraph(style: str) -> Element:
    """An empty paragraph of a style, to be copied: that takes half the time of making it."""
    return w("p", w("pPr", w("pStyle", val=style)))


@lru_cache(256)
def _marked(style: str) -> Element:
    """The same with a bookmark."""
    return w("p", w("pPr", w("pStyle", val=style)), w("bookmarkStart"), w("bookmarkEnd"))
