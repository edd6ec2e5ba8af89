"""Letterspacing: a space between all characters of a text, as recognisers of scans print them, taken away."""

from __future__ import annotations

import re
from itertools import islice

from convert.recovery.resetting import drop
from convert.recovery.text import Line, Text
from convert.span import Span

RULE = "markup/letterspacing"
"""By which the spaces are cut."""

LEAST = 20
"""So many spaces between characters a text has at least whose letters are set apart."""

MOSTLY = 4
"""So many times as often as not two neighbours of a line that is set apart have a space between."""

_SIGN = r"[\u3001-\u3011\u3400-\u9fff\ufe50-\ufe6f\uff01-\uff1f“”‘’…—,;:!?]"
"""A Han character or a mark that stands beside some."""

_APART = re.compile(f" (?<={_SIGN} )(?={_SIGN})")
_CLOSE = re.compile(rf"(?<={_SIGN})(?={_SIGN})")


def close_letters(text: Text) -> Text:
    """The text without the spaces between its characters where more are set apart than not; the same text elsewhere."""
    view = text.view.text
    if view.count(" ") < LEAST:
        return text
    spaces = [span for line in text.lines for span in _find_spaces(view, line)]
    apart = len(spaces) >= LEAST and not _has_close(view, (0, len(view)), len(spaces) + 1)
    return drop(text, spaces, RULE) if apart else text


def _find_spaces(view: str, line: Line) -> list[Span]:
    """The spaces between the characters of a line; none where it is not set apart."""
    spaces = [match.span() for match in _APART.finditer(view, line.start, line.end)]
    return spaces if spaces and not _has_close(view, (line.start, line.end), len(spaces) // MOSTLY + 1) else []


def _has_close(view: str, span: Span, least: int) -> bool:
    """Whether so many neighbours have no space between."""
    return next(islice(_CLOSE.finditer(view, *span), least - 1, None), None) is not None
