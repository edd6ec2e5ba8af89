"""Rows: from the cells of a drawn frame to the rows of a table."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from convert.chinese.lexicon import Pattern
from convert.recovery.frames import TOLERANCE, Cell, Frame, Part
from convert.recovery.strokes import BLANK, width_of

Row = list[Cell]
"""The cells of a row from left to right; one that spans several stands in the first of them."""

ZONES = 3
"""Where rules part a frame into more rows, they part all rows."""

TALL = 4
"""A cell whose characters stand in columns has so many lines."""

FULL = 1
"""So many free columns are too few for another character: a cell goes on in the next line."""

_SOLID = Pattern(f"[^{BLANK}]+")


def tabulate(frame: Frame, text: str) -> list[Row]:
    """The rows of a frame that hold letters."""
    rows: dict[int, Row] = defaultdict(list)
    for cell in frame.cells:
        rows[cell.row].append(cell)
    held = [number for number, row in rows.items() if _has_letters(row, text)]
    settled: list[Row] = []
    for number in held:
        if _is_list(frame, number) or (_may_be_list(held, number) and _is_unruled(rows[number], text)):
            settled += _part_lines(rows[number])
        else:
            settled.append(rows[number])
    return [[column for cell in row for column in _part_columns(cell, text, frame.wide)]
            for row in settled if _has_letters(row, text)]


def _is_list(frame: Frame, number: int) -> bool:
    """Whether the lines of a row are rows by themselves: no rules at all, or but one below the head."""
    return frame.rules == 0 or (frame.rules == 1 and not frame.topped and number > 1)


def _may_be_list(held: Sequence[int], number: int) -> bool:
    """Whether they may be, by the other rows that hold letters: few, and the first of several is the head."""
    return len(held) <= ZONES and (number != held[0] or len(held) == 1)


def is_box(frame: Frame) -> bool:
    """Whether a frame has but one column: it is drawn around text, and is no table."""
    return all(cell.rows == 1 for cell in frame.cells) and len({cell.row for cell in frame.cells}) == len(frame.cells)


def find_borders(frame: Frame) -> list[int]:
    """The borders of all columns, in half-width columns, those nearly at one place as one."""
    places = sorted({stroke.column(frame.wide) for cell in frame.cells for stroke in (cell.left, cell.right)})
    return [place for before, place in pairwise([-1 - TOLERANCE, *places]) if place - before > TOLERANCE]


def _has_letters(row: Row, text: str) -> bool:
    return any(character.isalnum() for cell in row for part in cell.parts for character in text[part.start : part.end])


def _is_unruled(row: Row, text: str) -> bool:
    """Whether each printed line is a row: none lacks its first cell, and most cells have room where their line ends."""
    times = Counter(part.number for cell in row for part in cell.parts)
    if len(row) < 2 or any(cell.rows > 1 for cell in row):
        return False
    if len(times) < 2 or len(row[0].parts) < len(times) or min(times.values()) < 2:
        return False
    if all(part.end - part.start == 1 and text[part.start].isalpha() for cell in row for part in cell.parts):
        return False
    rank = {number: at for at, number in enumerate(sorted(times))}
    full = [above.room <= FULL for cell in row for above, below in pairwise(cell.parts)
            if rank[below.number] == rank[above.number] + 1]
    return sum(full) * 2 <= len(full)


def _part_lines(row: Row) -> Iterator[Row]:
    """A row for each printed line, with as many cells."""
    held = [{part.number: part for part in cell.parts} for cell in row]
    for number in sorted({number for parts in held for number in parts}):
        yield [replace(cell, parts=[parts[number]] if number in parts else [])
               for cell, parts in zip(row, held, strict=True)]


def _part_columns(cell: Cell, text: str, wide: int) -> list[Cell]:
    """A cell whose characters are set in columns side by side, each read downwards: one cell a column."""
    if len(cell.parts) < TALL:
        return [cell]
    signs = [_part_signs(part, text, wide) for part in cell.parts]
    several = sum(len(each) > 1 for each in signs)
    if not several or several * 2 > len(signs) or any(sign.end - sign.start > 1 for each in signs for sign in each):
        return [cell]
    columns: list[list[Part]] = []
    for sign in sorted((sign for each in signs for sign in each), key=lambda sign: (sign.column, sign.number)):
        if columns and sign.column - columns[-1][-1].column <= FULL:
            columns[-1].append(sign)
        else:
            columns.append([sign])
    return [replace(cell, parts=sorted(column)) for column in columns]


def _part_signs(part: Part, text: str, wide: int) -> list[Part]:
    """What stands between the gaps in a line of a cell."""
    return [part._replace(start=match.start(), end=match.end(),
                          column=part.column + width_of(text[part.start : match.start()], wide))
            for match in _SOLID.finditer(text, part.start, part.end)]
