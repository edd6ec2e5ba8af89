"""The grid of a table: which column each cell stands in, what hangs down from above, which cells hold numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from convert.tree.nodes import Node

_NUMBER = re.compile(r"[-+−±]?[0-9０-９][0-9０-９,，. ．]*[%％‰]?|[-—–－]{1,2}|…{1,2}")
"""A number, and what stands in place of one."""


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


def find_numbers(grid: list[list[Slot]]) -> set[Node]:
    """The cells of columns that hold numbers: all that is no heading in them is one, and something is."""
    columns: dict[int, list[Node]] = {}
    for row in grid:
        for slot in row:
            if slot.cell is not None and slot.span == 1 and not _heads(slot.cell) and slot.cell.text_content.strip():
                columns.setdefault(slot.column, []).append(slot.cell)
    return {cell for cells in columns.values() if all(_NUMBER.fullmatch(cell.text_content.strip()) for cell in cells)
            for cell in cells}


def _heads(cell: Node) -> bool:
    row = cell.getparent()
    return cell.get("role") == "head" or (row is not None and row.get("role") == "head")
