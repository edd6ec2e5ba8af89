"""Drawn tables: tables whose frames are drawn with characters (│ ├ ┼, or + - and bars), set as lines of cells.

Each row between two rules is one row of a table, and a cell broken over printed lines is one text. A frame of one
column is drawn around text: that stays lines. Lines whose frame cannot be followed stay as they are.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import replace

from convert.recovery.frames import Frame, find_frames
from convert.recovery.resetting import Resetting, reset
from convert.recovery.rows import find_borders, is_box, tabulate
from convert.recovery.strokes import Drawing, draw
from convert.recovery.text import Line, Marks, Text

RULE = "markup/frame"
"""By which the characters of frames and the white space in them are cut."""

APART = 2
"""More blank lines than these part two frames."""


def set_drawn_tables(text: Text) -> Text:
    """The text with its drawn tables as tables of its format; the same text where none is drawn. Never raises."""
    tables = max((line.marks.table for line in text.lines), default=0)
    resettings: list[Resetting] = []
    for drawings in _find_drawings(text):
        for frame in find_frames(drawings, text.view.text):
            tables += 1
            resettings.append(_set_frame(frame, text, tables))
    return reset(text, resettings, RULE) if resettings else text


def _find_drawings(text: Text) -> Iterator[list[Drawing]]:
    """Lines one below the other that may be of frames."""
    found: list[Drawing] = []
    for number, line in enumerate(text.lines):
        drawing = draw(number, line, text.view.text) if _is_free(line.marks) else None
        if found and (drawing is None or line.gap > APART):
            yield found
            found = []
        if drawing is not None:
            found.append(drawing)
    if found:
        yield found


def _is_free(marks: Marks) -> bool:
    """Whether the format does not say what a line is."""
    return not (marks.table or marks.field or marks.heading or marks.item or marks.caption or marks.note)


def _set_frame(frame: Frame, text: Text, table: int) -> Resetting:
    """The lines of what a frame holds; a box keeps its text apart from that around it."""
    box = is_box(frame)
    lines = list(_set_box(frame, text) if box else _set_table(frame, text, table))
    if lines:
        lines[0] = lines[0]._replace(gap=max(box, text.lines[frame.first].gap))
    return Resetting(frame.first, frame.last, lines, gap=int(box))


def _set_box(frame: Frame, text: Text) -> Iterator[Line]:
    """The lines of a text in a frame, with the distances that they have there."""
    parts = [part for cell in frame.cells for part in cell.parts]
    edge = min((part.column for part in parts), default=0)
    above = frame.first + 1
    for part in parts:
        yield Line(part.start, part.end, part.column - edge, part.number - above, text.lines[part.number].marks)
        above = part.number + 1


def _set_table(frame: Frame, text: Text, table: int) -> Iterator[Line]:
    """The cells of a table, row by row; one that is empty has no line, and keeps its number."""
    borders = find_borders(frame)
    for row, cells in enumerate(tabulate(frame, text.view.text), 1):
        for number, cell in enumerate(cells, 1):
            low, high = (bisect_right(borders, stroke.column(frame.wide)) for stroke in (cell.left, cell.right))
            for part in cell.parts:
                marks = replace(text.lines[part.number].marks, table=table, row=row, cell=number,
                                columns=max(1, high - low), rows=cell.rows, paragraph=0, code=False, centred=False,
                                right=False)
                yield Line(part.start, part.end, 0, 0, marks)
