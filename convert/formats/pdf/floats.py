"""Pictures that find no room on a page: they are set smaller, or lines that follow come before them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from convert.formats.pdf.boxes import PictureBox
from convert.formats.pdf.line import TextLine
from convert.formats.pdf.rows import FlowRow

SMALLEST = 0.6
"""Part of its size to which a picture is set smaller so that it stays on its page."""


def shrink(rows: Sequence[FlowRow], number: int, room: float) -> FlowRow | None:
    """A row with a picture so small that it fits in a room with what is kept with it; None where it cannot be."""
    row = rows[number]
    room -= sum(under.height for under in rows[number + 1 : _end_group(rows, number)])
    if not isinstance(row.box, PictureBox) or room < SMALLEST * row.height:
        return None
    scale = room / row.height
    return replace(row, height=room, box=replace(row.box, width=row.box.width * scale, height=row.box.height * scale))


def bring_forward(rows: list[FlowRow], taken: int, room: float) -> int:
    """Puts lines before a picture that a page ends before, as many as the page has room for; says how many.

    They are paragraphs, or what of one may stand on a page; no heading, and nothing else, goes before a picture.
    """
    picture = next((at for at in range(taken, len(rows)) if rows[at].box is not None), len(rows))
    if picture == len(rows) or not isinstance(rows[picture].box, PictureBox):
        return 0
    start = end = _end_group(rows, picture)
    height = 0.0
    for at, row in enumerate(rows[start:], start + 1):
        if row.box is not None and (not isinstance(row.box, TextLine) or row.box.bookmark is not None or row.head):
            break
        height += row.height + sum(foot.height for foot in row.foot)
        if height > room or row.breaks:
            break
        end = end if row.keep else at
    rows[taken:end] = [*rows[start:end], *rows[taken:start]]
    return end - start


def _end_group(rows: Sequence[FlowRow], number: int) -> int:
    """Behind the last row that is kept with a row above it."""
    end = number + 1
    while end < len(rows) and rows[end - 1].keep:
        end += 1
    return end
