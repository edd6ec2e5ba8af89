"""Pages as they leave the flow: drawn, numbered, dressed with running heads, kept until the file is printed."""

from __future__ import annotations

from collections.abc import Mapping

from convert.formats.pdf.font import TypeCase
from convert.formats.pdf.furniture import Furniture
from convert.formats.pdf.metadata import FileFacts
from convert.formats.pdf.objects import ObjectFile
from convert.formats.pdf.outline import Bookmark
from convert.formats.pdf.page import Page
from convert.formats.pdf.press import DrawnPage, Press
from convert.formats.pdf.sheet import Geometry, Sheet
from convert.formats.pdf.tags import Element
from convert.formats.pictures import Raster


class Drawing:
    """The drawn pages of a file: those of the text, and those before it, which have small Roman numbers."""

    def __init__(self, geometry: Geometry, furniture: Furniture) -> None:
        self.geometry = geometry
        self.furniture = furniture
        self.file = ObjectFile()
        self.drawn: list[DrawnPage] = []
        self.front: list[int] = []
        self.text: list[int] = []
        """Which of the drawn pages they are, in their order."""
        self.numbered = True
        """Whether the first page of the text shows its number."""

    def add_text(self, page: Page) -> None:
        """A page of the text."""
        number = len(self.text) + 1
        shown = page.numbered and (number > 1 or self.numbered)
        label = str(number) if shown else ""
        self.text.append(self._draw(page, number, label, "" if page.opens else page.head))

    def add_front(self, page: Page) -> None:
        """A page before the text."""
        number = len(self.front) + 1
        label = _roman(number) if number > 1 and page.numbered else ""
        self.front.append(self._draw(page, number, label, "", before=True))

    def _draw(self, page: Page, number: int, label: str, head: str, before: bool = False) -> int:
        """Draws a page; gives its serial number."""
        sheet = Sheet(self.geometry, len(self.drawn), number, before)
        for placed in page.boxes:
            placed.box.draw(sheet, placed.inline, placed.block)
        self.furniture.dress(sheet, label, head)
        self.drawn.append(DrawnPage(self.file.add(), self.file.add_stream(sheet.stream()), sheet.marks, sheet.links))
        return sheet.serial

    def print(self, case: TypeCase, root: Element, bookmarks: Bookmark, facts: FileFacts,
              pictures: Mapping[str, Raster]) -> bytes:
        """The bytes of the file."""
        if not self.text:
            self.add_text(Page())
        if len(self.front) % 2 and self.furniture.page["two-sided"]:
            self.add_front(Page(numbered=False))
        order = [self.drawn[serial] for serial in (*self.front, *self.text)]
        press = Press(self.file, self.geometry, self.drawn, root, bookmarks)
        press.print_pages(order, [use for first in case.uses.values() for use in first.uses() if use.codes],
                          pictures)
        press.print_structure()
        press.print_catalog(facts, len(self.front))
        return self.file.save(facts.tree_digest + facts.style)


def _roman(number: int) -> str:
    """A small Roman numeral, for pages before the text."""
    signs = ((100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
    text = ""
    for value, sign in signs:
        while number >= value:
            text += sign
            number -= value
    return text
