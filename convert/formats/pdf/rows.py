"""Rows: what stands under each other in a column, and what a page may do with it.

A row is a line of type, a row of a table, a picture or white.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from convert.formats.pdf.sheet import Sheet


class Box(Protocol):
    """Something that can be drawn with its corner at a place of the type area."""

    def draw(self, sheet: Sheet, inline: float, block: float) -> None:
        """Draws it."""


@dataclass(slots=True)
class FlowRow:
    """One row of a column; white where `box` is None. After a row with `keep` the page may not end."""

    height: float
    box: Box | None = None
    keep: bool = False
    foot: tuple[FlowRow, ...] = ()
    """Rows of notes that belong at the foot of the same page."""
    head: str = ""
    """What running heads say from here on."""
    opens: bool = False
    """Whether it opens a work or part: its page has no running head."""
    breaks: bool = False
    """Whether it begins a page."""
    origin: bool = False
    """Whether the grid of the page begins anew under it."""
    free: bool = False
    """Whether it stands right under the row above it, not on the grid."""
    again: tuple[FlowRow, ...] = ()
    """Rows that are repeated above it where a column begins with it: the head of its table."""
    tail: Box | None = None
    """What is drawn under it where a column ends with it, though its table goes on."""
