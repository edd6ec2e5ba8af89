"""The contents: a line for each heading, leaders, the page it stands on, and a link to it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from convert.formats.pdf.breaks import LineSpan
from convert.formats.pdf.galley import Galley
from convert.formats.pdf.inline import Run
from convert.formats.pdf.line import TextLine
from convert.formats.pdf.look import Look
from convert.formats.pdf.outline import Bookmark
from convert.formats.pdf.paragraph import ParagraphSetter
from convert.formats.pdf.rows import FlowRow
from convert.formats.pdf.sheet import Sheet
from convert.formats.pdf.tags import Element

INDENT = 1.5
"""Ems by which each level stands further in."""


@dataclass(slots=True)
class ContentsLine:
    """A line of the contents; only the last line of a heading has leaders and a page number."""

    text: TextLine
    number: TextLine | None
    bookmark: Bookmark
    link: Element
    measure: float

    def draw(self, sheet: Sheet, inline: float, block: float) -> None:
        """Draws the text, the leaders, the number, and lays the link over all of it."""
        self.text.draw(sheet, inline, block)
        end = self.text.inline + self.text.width
        if self.number is not None:
            start = self.measure - self.number.width
            self._leaders(sheet, inline + end, inline + start, block)
            self.number.inline = start
            self.number.draw(sheet, inline, block)
            end = self.measure
        x0, y0 = sheet.at(inline + self.text.inline, block)
        x1, y1 = sheet.at(inline + end, block + self.text.leading)
        sheet.links.append((self.link, (min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)), self.bookmark))

    def _leaders(self, sheet: Sheet, start: float, stop: float, block: float) -> None:
        size = self.text.size
        if stop - start < size:
            return
        side = block + self.text.leading / 2 + (0 if sheet.geometry.vertical else 0.2 * size)
        (x0, y0), (x1, y1) = sheet.at(start + size / 2, side), sheet.at(stop - size / 2, side)
        sheet.decorate(f"1 J 0.8 w [0 {size / 2:.2f}] 0 d {x0:.2f} {y0:.2f} m {x1:.2f} {y1:.2f} l S [] 0 d 0 J")


def compose_contents(galley: Galley, root: Bookmark, depth: int) -> Iterator[FlowRow]:
    """The rows of the contents, for bookmarks that were set and lie no deeper than `depth`."""
    setter, table = galley.setter, galley.structure.element
    look = replace(galley.looks.find("p"), indent=0.0, before=0.0, after=0.0, align="left")
    title = replace(galley.looks.find("heading", 1), align="centre", indent=0.0, after=look.leading)
    words = "目錄" if setter.region != "cn" else "目录"
    yield from setter.set_block([Run(words)], title, {"": table.add("Caption")})
    listed = [(level, mark) for level, mark in root.walk() if mark.place is not None and not mark.place.before]
    top = min((level for level, _ in listed), default=0)
    for level, mark in listed:
        if level - top < depth:
            yield from _set_line(setter, mark, replace(look, left=(level - top) * INDENT * look.size), table)


def _set_line(setter: ParagraphSetter, bookmark: Bookmark, look: Look, table: Element) -> list[FlowRow]:
    link = table.add("TOCI").add("Reference").add("Link")
    label = str(bookmark.place.number) if bookmark.place is not None else ""
    setting, pieces = setter.set_runs([Run(label)], look, {"": link})
    number = TextLine(setting, LineSpan(0, len(setting)), look.size, look.leading, 0.0, pieces)
    room = setter.measure - 3 * look.size
    lines = setter.set_block([Run(bookmark.title)], look, {"": link}, measure=room)
    rows = [row for row in lines if row.box is not None]
    for at, row in enumerate(rows):
        if isinstance(row.box, TextLine):
            last = number if at == len(rows) - 1 else None
            row.box = ContentsLine(row.box, last, bookmark, link, setter.measure)
    return rows
