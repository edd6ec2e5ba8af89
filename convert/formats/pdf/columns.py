"""What fits in a column: widows and orphans, rows that are kept together, the grid, notes at the foot."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from convert.formats.pdf.floats import shrink
from convert.formats.pdf.line import TextLine
from convert.formats.pdf.rows import FlowRow

EPSILON = 0.01
"""Points by which a page may be overfull: rounding."""

WHITEST = 0.2
"""Part of a page that may stay white so that lines are kept together."""

TOGETHER, SMALL = 5, 20
"""Lines that are kept together even on a page of so few."""


@dataclass(slots=True)
class Column:
    """What fits in a column: rows with their block positions, how far they reach, and the notes at its foot."""

    rows: list[tuple[FlowRow, float]]
    used: float
    feet: list[FlowRow]
    count: int
    """How many rows of the supply it takes."""


def fill_column(rows: Sequence[FlowRow], start: float, depth: float, grid: float, fresh: bool = False) -> Column:
    """The rows that fit between two block positions, up to the last place where the page may end.

    A `fresh` column, and one at the head of a page, begins without white.
    """
    column = Column([], start, [], 0)
    room, legal, origin = depth, (0, start, 0, 0), 0.0
    for number, row in enumerate(rows):
        column.count = number + 1
        if row.box is None:
            if column.rows or (start and not fresh):
                column.rows.append((row, column.used))
                column.used += row.height
                origin = column.used if row.origin else origin
            continue
        if row.again and not column.rows and start + sum(head.height for head in (*row.again, row)) <= depth:
            for head in row.again:
                column.rows.append((head, column.used))
                column.used += head.height
        top = origin + _align(column.used - origin, row, grid)
        if top > column.used:
            _lower(column, top - column.used)
        room -= sum(foot.height for foot in row.foot)
        if top + row.height > room + EPSILON and (column.rows or start):
            smaller = None if fresh else shrink(rows, number, room - top)
            if smaller is None:
                column.count = number
                return _shorten(column, legal, bool(start), depth)
            row = smaller
        column.rows.append((row, top))
        column.feet += row.foot
        column.used = top + row.height
        if not row.keep:
            legal = (len(column.rows), column.used, len(column.feet), column.count)
    return column


def level_column(column: Column, reach: float) -> None:
    """Lets a column reach as far as those beside it: what it lacks is shared by the places between its paragraphs."""
    boxes = [at for at, (row, _) in enumerate(column.rows) if row.box is not None]
    places = [at for before, at in pairwise(boxes) if _parts(column.rows[before][0])]
    slack = reach - column.used
    if slack <= EPSILON or not places or slack > len(places) * max(column.rows[at][0].height for at in boxes):
        return
    share, moved, rest = slack / len(places), 0.0, iter([*places, len(column.rows)])
    following = next(rest)
    for at, (row, block) in enumerate(column.rows):
        if at == following:
            moved, following = moved + share, next(rest)
        column.rows[at] = row, block + moved
    column.used = reach


def _parts(row: FlowRow) -> bool:
    """Whether white may be added under a row: it ends a paragraph or table, and nothing is kept with it."""
    ends = not isinstance(row.box, TextLine) or row.box.line.stop == len(row.box.setting)
    return ends and not row.keep and row.tail is None


def _shorten(column: Column, legal: tuple[int, float, int, int], may_be_empty: bool, depth: float) -> Column:
    """The column up to the last place where it may end; all of it where there is none and it must hold something.

    Where that would leave more white than lines are kept together for, it ends at the last line that is no heading.
    """
    rows, used, feet, count = legal
    if (not count and not may_be_empty) or (count and depth - used > _most_white(column, depth)):
        texts = [at for at, (row, _) in enumerate(column.rows) if at >= rows and isinstance(row.box, TextLine)
                 and row.box.bookmark is None and not row.head]
        if not texts or not count:
            return column if not count else Column(column.rows[:rows], used, column.feet[:feet], count)
        last = texts[-1]
        dropped = len(column.rows) - 1 - last
        row, top = column.rows[last]
        return Column(column.rows[: last + 1], top + row.height, column.feet, column.count - dropped)
    return Column(column.rows[:rows], used, column.feet[:feet], count)


def _most_white(column: Column, depth: float) -> float:
    """How much white may stay for lines that are kept together; on a small page a few lines."""
    line = max((row.height for row, _ in column.rows if row.box), default=0.0)
    return TOGETHER * line if depth < SMALL * line else WHITEST * depth


def _lower(column: Column, slack: float) -> None:
    """Gives the white that the grid leaves under a heading to that above it; not at the head of a column."""
    for first in range(len(column.rows) - 1, 0, -1):
        if column.rows[first][0].box is None and column.rows[first - 1][0].keep is False:
            if any(row.head for row, _ in column.rows[first:]):
                column.rows[first:] = [(row, block + slack if row.box is not None else block)
                                       for row, block in column.rows[first:]]
            return


def _align(block: float, row: FlowRow, grid: float) -> float:
    """A row as high as a line of the grid stands on the grid."""
    if not grid or row.free or abs(row.height - grid) > EPSILON or row.box is None:
        return block
    return -(-(block - EPSILON) // grid) * grid
