"""What closes an official document: signature and date, and 版记 at the foot of its last page.

GB/T 9704-2012, 7.3.5 and 7.4.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from convert.formats.official.measures import INNER_RULE, OUTER_RULE, closing_indents
from convert.formats.pdf.line import TextLine
from convert.formats.pdf.page import Row
from convert.formats.pdf.sheet import Sheet


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule over the whole measure."""

    measure: float
    thickness: float
    colour: str = ""
    """The operator that sets its colour; empty for black."""

    def draw(self, sheet: Sheet, inline: float, block: float) -> None:
        """Draws it in the middle of its room."""
        (x0, y0), (x1, y1) = sheet.at(inline, block), sheet.at(inline + self.measure, block)
        black = " 0 G" if self.colour else ""
        sheet.decorate(f"{self.colour}{self.thickness:.2f} w {x0:.2f} {y0:.2f} m {x1:.2f} {y1:.2f} l S{black}")


def place_unsealed(name: TextLine, date: TextLine, measure: float) -> None:
    """Without a seal the signature ends two characters from the right, and the date begins two right of it (7.3.5.2).

    A date too long for that ends two from the right itself, and the signature moves with it.
    """
    em = name.size
    name.inline = measure - 2 * em - name.width
    date.inline = name.inline + 2 * em
    beyond = date.inline + date.width - (measure - 2 * em)
    if name.width - date.width < 2 * em:
        name.inline -= beyond
        date.inline -= beyond


def place_sealed(name: TextLine, date: TextLine, measure: float, seal: str) -> None:
    """Signature and date where a seal or a stamped signature wants them (7.3.5.1 and 7.3.5.3)."""
    em = name.size
    for line, indent in zip((name, date), closing_indents(name.width / em, date.width / em, seal), strict=True):
        line.inline = measure - indent * em - line.width


def place_over(name: TextLine, date: TextLine, edge: float) -> None:
    """The signature over the middle of the date, but not beyond an edge."""
    name.inline = min(date.inline + (date.width - name.width) / 2, edge - name.width)


def frame_imprint(blocks: Sequence[Sequence[Row]], measure: float, gap: float) -> tuple[Row, ...]:
    """The rows of 版记 with rules around and between them."""
    rows = [Row(gap / 4, Rule(measure, OUTER_RULE))]
    for number, block in enumerate(blocks):
        rows += [row for row in block if row.box is not None]
        last = number == len(blocks) - 1
        rows.append(Row(OUTER_RULE if last else gap / 4, Rule(measure, OUTER_RULE if last else INNER_RULE)))
    return tuple(rows)
