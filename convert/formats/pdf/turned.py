"""Pages that are turned: a wide table lies on its side, its head at the left (GB/T 9704-2012, 8)."""

from __future__ import annotations

from collections.abc import Sequence

from convert.formats.pdf.page import Flow, Frame, Page
from convert.formats.pdf.rows import FlowRow
from convert.formats.pdf.sheet import Sheet
from convert.formats.pdf.tags import Element


class TurnedSheet(Sheet):
    """The type area of a sheet on its side: lines run upwards, and stand from left to right."""

    def __init__(self, home: Sheet) -> None:
        super().__init__(home.geometry, home.serial, home.number, home.before)
        self.home = home
        self.corner = home.at(0.0, home.geometry.depth)
        """Where reading begins, on the paper: the foot of the type area at its left."""

    def at(self, inline: float, block: float) -> tuple[float, float]:
        """A point of the turned type area, which what is drawn turns with."""
        return inline, -block

    def show(self, element: Element, code: str, actual: str = "") -> None:
        """Draws something of an element."""
        self.home.show(element, self._turn(code), actual)

    def intersperse(self, code: str) -> None:
        """Draws what is not read in the midst of what is."""
        self.home.intersperse(self._turn(code))

    def decorate(self, code: str, kind: str = "/Artifact BMC") -> None:
        """Draws what is not read."""
        self.home.decorate(self._turn(code), kind)

    def give_links(self) -> None:
        """Hands the links that were drawn to the sheet, each at its place on the paper."""
        x, y = self.corner
        self.home.links += [(element, (x - top, y + left, x - bottom, y + right), goal)
                            for element, (left, bottom, right, top), goal in self.links]

    def _turn(self, code: str) -> str:
        x, y = self.corner
        return f"q 0 1 -1 0 {x:.2f} {y:.2f} cm\n{code}\nQ"


class TurnedPage:
    """A whole page on its side."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def draw(self, sheet: Sheet, inline: float, block: float) -> None:  # noqa: ARG002 - it fills the page
        """Draws all that stands on it."""
        turned = TurnedSheet(sheet)
        for placed in self.page.boxes:
            placed.box.draw(turned, placed.inline, placed.block)
        turned.give_links()


def turn_rows(rows: Sequence[FlowRow], frame: Frame) -> list[FlowRow]:
    """Rows that were set in the depth of a page as pages on their side, each a row that fills a page."""
    pages: list[Page] = []
    flow = Flow(Frame(frame.depth, frame.whole), pages.append)
    flow.add(rows)
    flow.new_page()
    return [FlowRow(frame.depth, TurnedPage(page), breaks=True) for page in pages]
