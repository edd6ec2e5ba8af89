"""What stands on a page again: drawn for the eye, and read where it stands first."""

from __future__ import annotations

from convert.formats.pdf.rows import Box
from convert.formats.pdf.sheet import Sheet
from convert.formats.pdf.tags import Element


class MuteSheet(Sheet):
    """A sheet of which nothing is read."""

    def __init__(self, home: Sheet) -> None:
        super().__init__(home.geometry, home.serial, home.number, home.before)
        self.home = home

    def at(self, inline: float, block: float) -> tuple[float, float]:
        """A point of the type area, as the sheet has it."""
        return self.home.at(inline, block)

    def show(self, element: Element, code: str, actual: str = "") -> None:  # noqa: ARG002 - nothing of it is read
        """Draws something of an element, as decoration."""
        self.home.decorate(code)

    def intersperse(self, code: str) -> None:
        """Draws what is not read in the midst of what is."""
        self.home.decorate(code)

    def decorate(self, code: str, kind: str = "/Artifact BMC") -> None:
        """Draws what is not read."""
        self.home.decorate(code, kind)


class RepeatedBox:
    """A box that stands on an earlier page already."""

    def __init__(self, box: Box) -> None:
        self.box = box

    def draw(self, sheet: Sheet, inline: float, block: float) -> None:
        """Draws it once more."""
        self.box.draw(MuteSheet(sheet), inline, block)
