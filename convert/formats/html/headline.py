"""Headlines of a page that no heading element marks: what classes call a title."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise, zip_longest

from convert.formats.html.marks import ALL
from convert.recovery.text import Line

SHORTEST, LONGEST = 4, 40
"""Characters from which a line is the headline because the title of the window begins with it; of the longest heading
that its class alone makes one."""

LEAST, DEEPEST = 2, 6
"""Headings of a class that make it one of headings; the last level of HTML."""

_WINDOW = "title"
"""The field of the title of the window."""

_NAMED = re.compile(r"(?<![a-z])(?:title|tit|headline|biaoti|bt|subject)(?![a-z])", re.IGNORECASE)
"""What the class of a block is called that holds a headline: article-title, arc_title, h-title."""

_PARTED = re.compile(r"\s*+[-–—_|·>»‹<:：]|\s*+$")
"""What follows the headline in the title of a window: the name of the column and of the site."""

_BEFORE = re.compile(r"[-–—_|·>»‹<:：]\s*+\Z")
"""What stands before the name of the site in it."""

_SENTENCE = ("。", "；", "：", "，", ";", ":", ",")
"""How no heading ends."""


def mark_headlines(lines: Sequence[Line], view: str) -> tuple[Line, ...]:
    """The lines of a page, those that their classes name titles as headings, where the text has no heading elements.

    The first level is of what the title of the window begins with; the classes of the others lie one below the other as
    they are met, where each has several.
    """
    levels = {line.marks.heading for line in lines if line.marks.heading and not line.marks.role}
    named = [number for number, line in enumerate(lines) if _is_named(line)]
    found = {} if 1 in levels else dict(_find_first(lines, view, named))
    if not levels - {1}:
        found = {**_find_others(lines, view, [number for number in named if number not in found]), **found}
    return tuple(line._replace(marks=replace(line.marks, heading=found[number])) if number in found else line
                 for number, line in enumerate(lines))


def drop_logos(lines: Sequence[Line], view: str) -> tuple[Line, ...]:
    """The lines of a page, headings that only lead home as its head: the name of the site, which ends the window's."""
    window = _read_window(lines, view)
    return tuple(line._replace(marks=replace(line.marks, heading=0, role="header"))
                 if _is_logo(line, view, window) else line for line in lines)


def _is_logo(line: Line, view: str, window: str) -> bool:
    marks, text = line.marks, view[line.start : line.end]
    if not marks.heading or marks.role or marks.link < ALL or not window.endswith(text):
        return False
    return _BEFORE.search(window, 0, len(window) - len(text)) is not None


def _read_window(lines: Sequence[Line], view: str) -> str:
    """The title of the window; empty where there is none."""
    return next((view[line.start : line.end] for line in lines if line.marks.field == _WINDOW), "")


def free_bodies(lines: Sequence[Line]) -> tuple[Line, ...]:
    """The lines of a page, those of items below a heading of their own no items: such a list numbers sections."""
    made: list[Line] = []
    headed = 0
    for line, after in zip_longest(lines, lines[1:], fillvalue=Line(0, 0)):
        marks = line.marks
        if marks.bullet or not marks.item:
            headed = marks.item if _heads_item(line, after) else 0
        elif marks.item == headed:
            line = line._replace(marks=replace(marks, item=0))
        made.append(line)
    return tuple(made)


def _heads_item(line: Line, after: Line) -> bool:
    """Whether the first line of an item is a heading over the rest of it."""
    marks, below = line.marks, after.marks
    raised = (marks.bold or marks.heading) and not (below.bold or below.heading or below.bullet)
    short = line.end - line.start <= LONGEST and line.end - line.start < after.end - after.start
    return bool(raised) and short and marks.item == below.item and marks.paragraph != below.paragraph


def _is_named(line: Line) -> bool:
    marks = line.marks
    beside = marks.role or marks.field or marks.item or marks.table or marks.link or marks.heading
    return not beside and _NAMED.search(marks.name) is not None


def _find_first(lines: Sequence[Line], view: str, named: Sequence[int]) -> Iterator[tuple[int, int]]:
    window = _read_window(lines, view)
    for number in named:
        text = view[lines[number].start : lines[number].end]
        if len(text) >= SHORTEST and window.startswith(text) and _PARTED.match(window, len(text)):
            yield number, 1
            return


def _find_others(lines: Sequence[Line], view: str, named: Sequence[int]) -> Mapping[int, int]:
    """Headings by their classes: short lines without stops, each over text of another class."""
    classes: defaultdict[str, list[int]] = defaultdict(list)
    for number in named:
        classes[lines[number].marks.name].append(number)
    over = {number for number, (line, after) in enumerate(pairwise(lines)) if _stands_over(line, after, view)}
    told = [members for members in classes.values() if len(members) >= LEAST and over.issuperset(members)]
    return {number: min(level, DEEPEST) for level, members in enumerate(told, 2) for number in members}


def _stands_over(line: Line, after: Line, view: str) -> bool:
    short = line.end - line.start <= LONGEST and view[line.end - 1] not in _SENTENCE
    return short and after.marks.name != line.marks.name and not after.marks.role
