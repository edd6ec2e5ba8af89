"""Pilcrows: the sign that a text has at the end of most lines, taken away."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from convert.recovery.text import Line, Text

RULE = "markup/pilcrow"
"""By which the signs are cut."""

LEAST = 6
"""Fewer lines that end in the sign may mean it."""

SIGNS = "¶↵⏎↩"
"""Signs of the end of a line: of editors, and of the printed original (Kanseki Repository)."""

_SIGN = re.compile(f"[{SIGNS}]")


def drop_pilcrows(text: Text) -> Text:
    """The text without these signs where most of its lines end in one; the same text elsewhere."""
    view = text.view.text
    ended = sum(view[line.end - 1] in SIGNS for line in text.lines)
    if ended < LEAST or 2 * ended <= len(text.lines):
        return text
    from convert.recovery.resetting import drop

    spans = [match.span() for line in text.lines for match in _SIGN.finditer(view, line.start, line.end)]
    dropped = drop(text, spans, RULE)
    blanks = [_is_blank(text, line) for line in text.lines]
    return replace(dropped, lines=tuple(_leave_empty(dropped.lines, blanks)))


def _is_blank(text: Text, line: Line) -> bool:
    """Whether nothing stands before the first sign of a line, nor markup, such as the mark of a page."""
    start = text.view.to_source([(line.start, line.end)])[0][0]
    return text.source.text[start - 1 : start] in ("", "\n")


def _leave_empty(lines: Iterable[Line], blanks: Iterable[bool]) -> Iterator[Line]:
    """The lines that still hold something; others are blank, unless they are marks of pages."""
    above = 0
    for line, blank in zip(lines, blanks, strict=True):
        if line.start == line.end:
            above += line.gap + blank
        else:
            yield line._replace(gap=line.gap + above)
            above = 0
