"""Tables: of data or for layout, and which cells are the labels of others."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from convert.formats.html.elements import BLOCK, CELLS, HEADINGS, ROW_GROUPS
from convert.formats.html.tree import Element, read_label, read_text
from convert.recovery.fields import LABEL, are_facts

LONG_CELL = 300
"""Characters from which a cell is a text of its own."""

SHORT_CELL = 60
"""Characters up to which a cell may be a part of a line."""

MOST_SPAN = 1000
"""Columns and rows that a cell spans at most (HTML, 4.9.11)."""

_STRUCTURE = frozenset({*HEADINGS, "form", "nav", "header"})
"""Elements that stand in the columns of a page, not in the cells of data."""


@dataclass(frozen=True, slots=True)
class Grid:
    """What a table of data says of its parts."""

    number: int
    """Which table of data of the page it is, from 1."""
    cells: dict[int, tuple[int, int]]
    """Cell element by its `id()` → the numbers of its row in the table and of itself in the row, from 1."""
    labels: dict[int, str] = field(default_factory=dict)
    """Cell that is a label → what it prints."""
    fields: dict[int, str] = field(default_factory=dict)
    """Cell that is a value → its label."""


def read_grid(table: Element, source: str, number: int, *, told: bool = False) -> Grid | None:
    """The grid of a table of data; None for one that only lays out the page. What is `told` to be a table is one."""
    cells = [[cell for cell in row.elements() if cell.tag in CELLS] for row in _rows(table)]
    labels, fields = _labels(cells, source) if not told else ({}, {})
    if not told and not labels and not _is_data(table, cells, source):
        return None
    above = _count_headlines(cells) if not told else 0
    places = {id(cell): (at, column) for at, row in enumerate(cells[above:], 1) for column, cell in enumerate(row, 1)}
    return Grid(number, places, labels, fields)


def span(cell: Element, attribute: str) -> int:
    """How many columns or rows a cell spans."""
    value = cell.attributes.get(attribute, "").strip() if attribute in cell.rest.lower() else ""
    return min(max(int(value[:6]), 1), MOST_SPAN) if value[:6].isdecimal() and value.isascii() else 1


def _rows(table: Element) -> Sequence[Element]:
    found: list[Element] = []
    for child in table.elements():
        if child.tag == "tr":
            found.append(child)
        elif child.tag in ROW_GROUPS:
            found += (row for row in child.elements() if row.tag == "tr")
    return found


def _is_data(table: Element, cells: Sequence[Sequence[Element]], source: str) -> bool:
    """Whether rows and columns mean something: what a page marks as data, else the shape of the cells."""
    attributes = table.attributes
    if table.nested or attributes.get("role", "").lower() in ("presentation", "none"):
        return False
    if max(map(len, cells), default=0) < 2:
        return False
    if any(child.tag in ("caption", "thead") for child in table.elements()) or "summary" in attributes:
        return True
    if any(cell.tag == "th" or "scope" in cell.rest.lower() for row in cells for cell in row):
        return True
    filled = [[cell for cell in row if _prints(cell, source)] for row in cells]
    wide = sum(len(row) > 1 for row in filled)
    if not wide or _holds_texts(table, [cell for row in filled for cell in row]):
        return False
    ruled = attributes.get("border", "0").strip() not in ("", "0")
    if ruled or "border-collapse" in attributes.get("style", "").lower():
        return True
    return wide > 1 or (wide == 1 and all(_is_short(cell) for row in filled for cell in row))


def _count_headlines(cells: Sequence[Sequence[Element]]) -> int:
    """How many rows from the first stand over the table and not in it: one cell takes the width of all columns."""
    first = next((at for at, row in enumerate(cells) if len(row) > 1), 0)
    width = sum(span(cell, "colspan") for cell in cells[first]) if cells else 0
    alone = all(len(row) == 1 and span(row[0], "colspan") == width and row[0].tag == "td" for row in cells[:first])
    return first if alone and len(cells) - first > 1 else 0


def _prints(cell: Element, source: str) -> bool:
    """Whether a cell holds more than white space."""
    return cell.length > SHORT_CELL or (cell.length > 0 and bool(read_text(cell, source, SHORT_CELL).split()))


def _is_short(cell: Element) -> bool:
    """Whether a cell holds some words and no blocks, so that its row reads as one line."""
    return cell.length <= SHORT_CELL and not any(child.tag in BLOCK or child.tag == "br" for child in cell.elements())


def _holds_texts(table: Element, cells: Sequence[Element]) -> bool:
    """Whether cells hold headings and long texts, as the columns of a page do."""
    long = max((cell.length for cell in cells), default=0)
    if long > LONG_CELL and long * 2 > table.length:
        return True
    return any(child.tag in _STRUCTURE for cell in cells for child in cell.elements())


def _labels(cells: Sequence[Sequence[Element]], source: str) -> tuple[dict[int, str], dict[int, str]]:
    """Labels and the values behind them, where every filled row is made of pairs of the two."""
    pairs: list[tuple[Element, Element, str]] = []
    for row in cells:
        if not any(cell.length for cell in row):
            continue
        if len(row) % 2:
            return {}, {}
        pairs += ((head, value, read_label(head, source, LABEL * 3))
                  for head, value in zip(row[::2], row[1::2], strict=True) if head.length or value.length)
    if not all(0 < len(label) <= LABEL for _, _, label in pairs) or not _are_labels(pairs):
        return {}, {}
    return ({id(head): label for head, _, label in pairs},
            {id(value): label.rstrip(":：") for _, value, label in pairs})


def _are_labels(pairs: Sequence[tuple[Element, Element, str]]) -> bool:
    """Whether the first of each two cells is marked as a label, or most are printed as facts of a document are."""
    if all(label[-1] in ":：" or (head.tag == "th" and value.tag == "td") for head, value, label in pairs):
        return bool(pairs)
    return are_facts([label for _, _, label in pairs])
