"""Tables: a grid, cells that span columns and rows, heading rows that repeat on every page."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from convert.formats.docx.markup import Element, append, w
from convert.tree.nodes import Node


class Slot(NamedTuple):
    """A cell of Word's grid: its column, how many it spans, and the tree's cell, None where one from above goes on."""

    column: int
    span: int
    cell: Node | None
    merge: str
    """restart, continue, or empty for a cell of one row."""


def lay_grid(table: Node) -> list[list[Slot]]:
    """The rows of a table with a slot for each cell, also one that hangs down from above; ragged rows are filled."""
    hanging: dict[int, tuple[int, int]] = {}
    rows = [_lay_row(row, hanging) for row in table.iterchildren("row")]
    width = max((slot.column + slot.span for row in rows for slot in row), default=0)
    return [[*row, *_fill(row, width)] for row in rows]


def _lay_row(row: Node, hanging: dict[int, tuple[int, int]]) -> list[Slot]:
    slots: list[Slot] = []
    column = 0
    for cell in row.iterchildren("cell"):
        column = _hang(slots, hanging, column)
        span, rows = int(cell.get("cols") or 1), int(cell.get("rows") or 1)
        slots.append(Slot(column, span, cell if isinstance(cell, Node) else None, "restart" if rows > 1 else ""))
        if rows > 1:
            hanging[column] = (span, rows)
        column += span
    _hang(slots, hanging, column)
    for start, (span, left) in list(hanging.items()):
        hanging[start] = (span, left - 1)
        if left == 1:
            del hanging[start]
    return slots


def _hang(slots: list[Slot], hanging: dict[int, tuple[int, int]], column: int) -> int:
    """Puts what hangs down at a column, and gives the next free column."""
    while column in hanging and not any(slot.column == column for slot in slots):
        span = hanging[column][0]
        slots.append(Slot(column, span, None, "continue"))
        column += span
    return column


def _fill(row: list[Slot], width: int) -> Iterator[Slot]:
    end = max((slot.column + slot.span for slot in row), default=0)
    return (Slot(column, 1, None, "") for column in range(end, width))


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


def add_row(table: Element, *, head: bool) -> Element:
    """A row that stays on one page; a heading row repeats on every page."""
    row = append(table, "tr")
    settings = append(row, "trPr")
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
