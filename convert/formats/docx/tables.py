"""Tables: widths of columns, cells that span columns and rows, heading rows that repeat on every page."""

from __future__ import annotations

from convert.formats.docx.markup import Element, append, w
from convert.formats.grid import Slot

TALL = 200
"""Characters of a cell from which its row may go over the page."""


def column_widths(grid: list[list[Slot]], total: int) -> list[int]:
    """Twips of each column: by its longest text, none below half of an equal share."""
    count = max((slot.column + slot.span for row in grid for slot in row), default=1)
    longest = [1] * count
    for row in grid:
        for slot in row:
            if slot.cell is not None and slot.span == 1:
                longest[slot.column] = max(longest[slot.column], min(len(slot.cell.text_content), 40))
    floor = total // (2 * count)
    spare = total - floor * count
    widths = [floor + spare * length // sum(longest) for length in longest]
    widths[-1] += total - sum(widths)
    return widths


def table_frame(widths: list[int]) -> Element:
    """A w:tbl without rows, ruled all round."""
    borders = w("tblBorders", *(w(side, val="single", sz=4, space=0, color="auto")
                                for side in ("top", "left", "bottom", "right", "insideH", "insideV")))
    return w("tbl", w("tblPr", w("tblW", w=sum(widths), type="dxa"), w("jc", val="center"), borders,
                      w("tblLayout", type="fixed"), w("tblLook", val="0000")),
             w("tblGrid", *(w("gridCol", w=width) for width in widths)))


def add_row(table: Element, *, head: bool, tall: bool) -> Element:
    """A row that stays on one page unless it is tall; a heading row repeats on every page."""
    row = append(table, "tr")
    settings = append(row, "trPr")
    if not tall:
        append(settings, "cantSplit")
    if head:
        append(settings, "tblHeader")
    return row


def add_cell(row: Element, slot: Slot, widths: list[int]) -> Element:
    """A cell without paragraphs."""
    cell = append(row, "tc")
    settings = append(cell, "tcPr")
    append(settings, "tcW", w=sum(widths[slot.column : slot.column + slot.span]), type="dxa")
    if slot.span > 1:
        append(settings, "gridSpan", val=slot.span)
    if slot.merge:
        append(settings, "vMerge", val=slot.merge)
    append(settings, "vAlign", val="center")
    return cell
