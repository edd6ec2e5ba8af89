"""What stands in a row but a line of type: rules, frames, white that stays, two lines side by side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from convert.formats.pdf.line import TextLine
from convert.formats.pdf.rows import FlowRow
from convert.formats.pdf.sheet import Sheet
from convert.formats.pdf.tags import Element


class WhiteBox:
    """White that stays even at the head of a page."""

    def draw(self, sheet: Sheet, inline: float, block: float) -> None:
        """Draws nothing."""


@dataclass(frozen=True, slots=True)
class RuleBox:
    """A rule over a measure."""

    measure: float
    thickness: float
    colour: str = ""
    """The operator that sets its colour; empty for black."""
    start: float = 0.0
    """How far from the beginning of the line it begins."""

    def draw(self, sheet: Sheet, inline: float, block: float) -> None:
        """Draws it in the middle of its room."""
        (x0, y0), (x1, y1) = (sheet.at(inline + self.start + way, block) for way in (0, self.measure))
        black = " 0 G" if self.colour else ""
        sheet.decorate(f"{self.colour}{self.thickness:.2f} w {x0:.2f} {y0:.2f} m {x1:.2f} {y1:.2f} l S{black}")


@dataclass(frozen=True, slots=True)
class FrameBox:
    """A frame where a picture is missing."""

    measure: float
    height: float
    element: Element

    def draw(self, sheet: Sheet, inline: float, block: float) -> None:
        """Draws it as content of its figure, so that its replacement text is read."""
        x0, y0 = sheet.at(inline + self.measure / 4, block)
        x1, y1 = sheet.at(inline + self.measure * 3 / 4, block + self.height)
        sheet.show(self.element, f"0.5 w 0.6 G {x0:.2f} {y0:.2f} {x1 - x0:.2f} {y1 - y0:.2f} re S 0 G")


@dataclass(frozen=True, slots=True)
class PictureBox:
    """A picture, in the middle of its measure."""

    measure: float
    width: float
    height: float
    name: str
    """Of its resource."""
    element: Element

    def draw(self, sheet: Sheet, inline: float, block: float) -> None:
        """Draws it upright, in vertical setting too."""
        along, across = (self.height, self.width) if sheet.geometry.vertical else (self.width, self.height)
        start = inline + (self.measure - along) / 2
        (x0, y0), (x1, y1) = sheet.at(start, block), sheet.at(start + along, block + across)
        sheet.show(self.element, f"q {self.width:.2f} 0 0 {self.height:.2f} {min(x0, x1):.2f} {min(y0, y1):.2f} cm "
                                 f"/{self.name} Do Q")


@dataclass(frozen=True, slots=True)
class PairBox:
    """Two lines in one row."""

    left: TextLine
    right: TextLine

    def draw(self, sheet: Sheet, inline: float, block: float) -> None:
        """Draws both, from the left."""
        self.left.draw(sheet, inline, block)
        self.right.draw(sheet, inline, block)


def set_beside(left: Sequence[FlowRow], right: Sequence[FlowRow]) -> list[FlowRow]:
    """Two paragraphs in one row where there is room for both, else one above the other."""
    lines = [row.box for row in (*left, *right) if isinstance(row.box, TextLine)]
    if len(left) == len(right) == 1 and lines[0].inline + lines[0].width + lines[0].size <= lines[1].inline:
        return [replace(left[0], box=PairBox(*lines))]
    return [*left, *right]
