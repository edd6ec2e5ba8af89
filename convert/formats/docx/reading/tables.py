"""Tables: which cells are printed, and how many columns and rows each spans."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from convert.formats.archive import Element
from convert.formats.docx.markup import W
from convert.formats.docx.reading.formatting import VAL, is_on, number

_WRAPPERS = frozenset(W + name for name in ("sdt", "sdtContent", "customXml", "ins", "moveTo"))
"""What may stand around rows and cells without meaning anything for their place."""
_FEW, _BESIDE = 3, 2
"""Rows of the head of a paper, and cells that stand beside each other in one of them."""
_TABLE = 2
"""Rows of several cells that make a table."""
_WIDEST = 512
"""Columns of a table; Word has 63."""


@dataclass(slots=True)
class Cell:
    """A cell and its place."""

    element: Element
    columns: int = 1
    rows: int = 1
    covered: bool = False
    """Whether another cell spans its place, so that it is not printed."""


@dataclass(slots=True)
class Row:
    """A row of cells."""

    cells: list[Cell]
    head: bool = False
    """Whether it is printed again on every page."""
    removed: bool = False
    """Whether a tracked change deletes it."""
    element: Element | None = None


def lay_out(table: Element) -> list[Row]:
    """The rows of a table; merged cells are told from those that they cover."""
    rows: list[Row] = []
    above: dict[int, Cell] = {}
    for element in _unwrap(table, W + "tr"):
        row, above = _row(element, above)
        rows.append(row)
    return rows


def is_box(rows: list[Row]) -> bool:
    """Whether a table only sets out text: it prints one cell, a few one below the other, or columns side by side.

    One row may have two, as the head and the foot of official papers have (GB/T 9704).
    """
    if len(rows) == 1 and all(_holds_text(cell) for cell in rows[0].cells):
        return True
    printed = sorted(sum(not cell.covered for cell in row.cells) for row in rows)
    if sum(printed) <= 1:
        return True
    return 1 < len(printed) <= _FEW and printed[-1] <= _BESIDE and all(count == 1 for count in printed[:-1])


def _holds_text(cell: Cell) -> bool:
    """Whether a cell holds several paragraphs."""
    return sum(next(paragraph.iter(W + "t"), None) is not None for paragraph in cell.element.iterchildren(W + "p")) > 1


def count_headlines(rows: list[Row]) -> int:
    """How many rows from the first stand over the table and not in it: one cell takes the width of all columns."""
    widths = [sum(cell.columns for cell in row.cells) for row in rows]
    parted = [sum(not cell.covered for cell in row.cells) > 1 for row in rows]
    if sum(parted) < _TABLE or parted[0]:
        return 0
    first = parted.index(True)
    return first if all(width == widths[first] for width in widths[:first]) else 0


def _row(element: Element, above: dict[int, Cell]) -> tuple[Row, dict[int, Cell]]:
    """A row, and the cells that may go on below it by their columns."""
    properties = element.find(W + "trPr")
    column = _value(properties, "gridBefore")
    row = Row([], head=_has(properties, "tblHeader"), removed=_has(properties, "del"), element=element)
    open_: dict[int, Cell] = {}
    shown: Cell | None = None
    for tc in _unwrap(element, W + "tc"):
        holder = tc.find(W + "tcPr")
        cell = Cell(tc, max(1, min(_value(holder, "gridSpan"), _WIDEST)))
        merge = holder.find(W + "vMerge") if holder is not None else None
        across = holder.find(W + "hMerge") if holder is not None else None
        if merge is not None and merge.get(VAL, "continue") == "continue" and column in above:
            cell.covered = True
            above[column].rows += 1
            open_[column] = above[column]
        elif across is not None and across.get(VAL, "continue") == "continue" and shown is not None:
            cell.covered = True
            shown.columns += 1
        elif merge is not None:
            open_[column] = cell
        shown = shown if cell.covered else cell
        row.cells.append(cell)
        column += cell.columns
    return row, open_


def _unwrap(holder: Element, tag: str) -> Iterator[Element]:
    """The children of a kind, also those in wrappers."""
    waiting = list(reversed(holder))
    while waiting:
        element = waiting.pop()
        if element.tag == tag:
            yield element
        elif element.tag in _WRAPPERS:
            waiting += reversed(element)


def _value(holder: Element | None, name: str) -> int:
    found = holder.find(W + name) if holder is not None else None
    return min(max(number(found.get(VAL)) or 0, 0), _WIDEST) if found is not None else 0


def _has(holder: Element | None, name: str) -> bool:
    found = holder.find(W + name) if holder is not None else None
    return found is not None and is_on(found.get(VAL))
