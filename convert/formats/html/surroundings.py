"""What stands beside the text of a page where no element says so: labels over lists of links, lines behind its foot."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from convert.recovery.text import Line

LINKED = 80
"""Per cent of the letters of a line in links from which it only leads elsewhere."""

SENTENCE = 40
"""Characters of a line that is text wherever it stands."""

LABEL = 24
"""Characters that the label of a list may have."""

SHARE = 20
"""Of so many characters of a text one may stand behind the foot of its page."""

MENU = 2
"""Links that make a list of them before the text."""

PLAIN_SIZE = 104
"""Per cent of the size of the body above which type is larger on purpose."""

_LEADS = ":："


def mark_surroundings(lines: Sequence[Line], view: str) -> tuple[Line, ...]:
    """The lines of a page, those behind its text with the role that their neighbours give them.

    A label over nothing but links is of the furniture that it stands in, be it a heading; one that ends with a colon
    may lead to attachments. What stands behind the foot of a page is of that. Before the text only a label that nothing
    raises is.
    """
    texts = [number for number, line in enumerate(lines) if _is_text(line)]
    if not texts:
        return tuple(lines)
    end = texts[-1] + 1
    foot, over = _find_foot(lines, end), _find_over_links(lines)
    made = [line._replace(marks=replace(line.marks, role="aside")) if number < texts[0] and number in over
            and _heads_menu(lines, number, view) else line for number, line in enumerate(lines)]
    for number in range(end, len(made)):
        line = made[number]
        if not line.marks.role:
            label = number in over and _is_label(line, view) and _is_furniture(made[number - 1])
            role = "footer" if number > foot else "aside" if label else ""
            made[number] = line._replace(marks=replace(line.marks, role=role)) if role else line
    return tuple(made)


def _heads_menu(lines: Sequence[Line], number: int, view: str) -> bool:
    """Whether a line before the text, with furniture above it, is the label of a list of links, and no headline."""
    line, below = lines[number], lines[number + 1 : number + 1 + MENU]
    raised = line.marks.heading or line.marks.role or line.marks.centred or line.marks.size > PLAIN_SIZE
    menu = len(below) == MENU and all(each.marks.link >= LINKED for each in below)
    return not raised and menu and number > 0 and _is_label(line, view) and _is_furniture(lines[number - 1])


def _find_over_links(lines: Sequence[Line]) -> frozenset[int]:
    """The lines right above links, or above headings that stand right above some."""
    over: set[int] = set()
    below = False
    for number in range(len(lines) - 1, -1, -1):
        if below:
            over.add(number)
        marks = lines[number].marks
        below = below if marks.heading else marks.link >= LINKED and not marks.role
    return frozenset(over)


def _find_foot(lines: Sequence[Line], end: int) -> int:
    """The first line of the foot of a page; behind all where too much follows it: then it is one of an article."""
    foot = next((number for number in range(end, len(lines)) if lines[number].marks.role == "footer"), len(lines))
    return foot if _count(lines[foot:]) * SHARE < _count(lines) else len(lines)


def _count(lines: Sequence[Line]) -> int:
    """Characters of lines without a role."""
    return sum(line.end - line.start for line in lines if not line.marks.role)


def _is_text(line: Line) -> bool:
    marks = line.marks
    free = not (marks.role or marks.field or marks.heading) and marks.link < LINKED
    return free and (line.end - line.start >= SENTENCE or marks.table > 0)


def _is_label(line: Line, view: str) -> bool:
    short = line.end - line.start <= LABEL and view[line.end - 1] not in _LEADS
    return short and line.marks.link < LINKED and not line.marks.item


def _is_furniture(line: Line) -> bool:
    return line.marks.role != "" or line.marks.link >= LINKED
