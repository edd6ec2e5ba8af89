"""Tables without rules: rows whose parts stand below each other."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from typing import NamedTuple

from convert.formats.pdf.reading.glyphs import Segment

APART = 1.4
"""Gap between two cells, in em."""
GUTTER = 0.9
"""Width of what must be free between two columns over all rows, in em."""
FEWEST = 3
"""Rows of a table of three columns or more."""
FEWEST_OF_TWO = 4
"""Rows of a table of two columns."""
MOST = 60
"""Columns above which rows are no table."""
LABEL = 3.0
"""Width of a first column, in em, up to which one of two columns holds the labels of a list."""
LARGER = 1.12
"""Size of a line against that of the first row, from which it is a heading between tables."""
CLOSE = 1.9
"""Distance of base lines, in em, up to which a row without a first cell goes on with the one above."""


class AlignedRow(NamedTuple):
    """A row of a table: the segments of each of its cells, and whether it goes on with the row before."""

    cells: list[list[Segment]]
    goes_on: bool


class Aligned(NamedTuple):
    """Which rows of a region are a table."""

    start: int
    end: int
    rows: list[AlignedRow]


def find_aligned(rows: Sequence[Sequence[Segment]]) -> list[Aligned]:
    """Stretches of rows that are tables."""
    found = []
    at = 0
    while at < len(rows):
        if not 2 <= len(split_cells(rows[at])) <= MOST:
            at += 1
            continue
        end, gutters = _share(rows, at)
        table = _make(rows[at:end], gutters)
        if table:
            found.append(Aligned(at, end, table))
        at = end
    return found


def split_cells(row: Sequence[Segment]) -> list[list[Segment]]:
    """The parts of a row between wide gaps."""
    cells = [[row[0]]]
    for one, other in itertools.pairwise(row):
        if other.x0 - one.x1 >= APART * max(one.size, other.size):
            cells.append([other])
        else:
            cells[-1].append(other)
    return cells


def _share(rows: Sequence[Sequence[Segment]], at: int) -> tuple[int, list[tuple[float, float]]]:
    """Behind which row the gutters end that begin at a row, and the gutters."""
    gutters = [(one[-1].x1, other[0].x0) for one, other in
               zip(split_cells(rows[at]), split_cells(rows[at])[1:], strict=False)]
    end, last = at + 1, at + 1
    while end < len(rows):
        row = rows[end]
        size = row[0].size
        if len(row) == 1 and size > LARGER * rows[at][0].size:
            break
        kept = _narrow(gutters, row, size)
        if not kept:
            break
        end += 1
        gutters = kept
        if len(split_cells(row)) > 1:
            last = end
    return last, gutters


def _narrow(gutters: Sequence[tuple[float, float]], row: Sequence[Segment], size: float) -> list[tuple[float, float]]:
    """What of the gutters is free in another row too."""
    kept = []
    for left, right in gutters:
        for segment in row:
            if segment.x0 < right and segment.x1 > left:
                middle = (segment.x0 + segment.x1) / 2
                left, right = (segment.x1, right) if middle < (left + right) / 2 else (left, segment.x0)
        if right - left >= GUTTER * size:
            kept.append((left, right))
    return kept


def _make(rows: Sequence[Sequence[Segment]], gutters: Sequence[tuple[float, float]]) -> list[AlignedRow]:
    """The cells, where there are enough rows of several; else none."""
    made: list[AlignedRow] = []
    for row in rows:
        cells: list[list[Segment]] = [[] for _ in range(len(gutters) + 1)]
        for segment in row:
            cells[sum(segment.x0 >= right - 1 for _, right in gutters)].append(segment)
        size = max(segment.size for segment in row)
        near = bool(made) and _base(made[-1].cells) - row[0].base <= CLOSE * size
        made.append(AlignedRow(cells, near and not cells[0] and len(gutters) > 0))
    several = sum(sum(map(bool, row.cells)) > 1 and not row.goes_on for row in made)
    if several * 2 < len(made):
        return []
    if len(gutters) > 1:
        return made if several >= FEWEST else []
    widest = max((cell[-1].x1 - cell[0].x0) / cell[0].size for row in made for cell in row.cells[:1] if cell)
    return made if several >= FEWEST_OF_TWO and widest > LABEL and not _are_contents(made) else []


def _are_contents(rows: Sequence[AlignedRow]) -> bool:
    """Whether the second column holds the numbers of pages: they never fall."""
    words = ["".join(sign for segment in row.cells[1] for sign in segment.chars) for row in rows if row.cells[1]]
    numbers = [int(word) for word in words if word.isdecimal()]
    return len(numbers) == len(words) and numbers == sorted(numbers)


def _base(cells: Sequence[Sequence[Segment]]) -> float:
    return min(segment.base for cell in cells for segment in cell)
