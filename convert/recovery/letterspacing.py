"""Letterspacing: a space between all characters of a text, as recognisers of scans print them, taken away."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice, pairwise

from convert.recovery.text import Line, Text

RULE = "markup/letterspacing"
"""By which the spaces are cut."""

LEAST = 20
"""So many spaces between characters a text has at least whose letters are set apart."""

MOSTLY = 4
"""So many times as often as not two neighbours of a line that is set apart have a space between."""

_MARKS = frozenset("“”‘’…—,;:!?").union(
    map(chr, (*range(0x3001, 0x3012), *range(0xFE50, 0xFE70), *range(0xFF01, 0xFF20))))
"""Marks that stand beside Han characters."""


def close_letters(text: Text) -> Text:
    """The text without the spaces between its characters where more are set apart than not; the same text elsewhere."""
    view = text.view.text
    if view.count(" ") < LEAST:
        return text
    spaced = [(line, _find_spaces(view, line)) for line in text.lines]
    if sum(len(spaces) for _, spaces in spaced) < LEAST:
        return text
    spaces = [(at, at + 1) for line, found in spaced if _is_apart(view, line, found) for at in found]
    apart = len(spaces) >= LEAST and not _has_close(view, 0, len(view), len(spaces) + 1)
    if not apart:
        return text
    from convert.recovery.resetting import drop

    return drop(text, spaces, RULE)


def _find_spaces(view: str, line: Line) -> list[int]:
    """The places of spaces between the characters of a line."""
    found = []
    at = view.find(" ", max(1, line.start), max(0, line.end - 1))
    while at >= 0:
        if _is_sign(view[at - 1]) and _is_sign(view[at + 1]):
            found.append(at)
        at = view.find(" ", at + 1, line.end - 1)
    return found


def _is_apart(view: str, line: Line, spaces: Sequence[int]) -> bool:
    return bool(spaces) and not _has_close(view, line.start, line.end, len(spaces) // MOSTLY + 1)


def _has_close(view: str, start: int, end: int, least: int) -> bool:
    """Whether so many neighbours have no space between."""
    close = (True for a, b in pairwise(view[max(0, start - 1) : end]) if _is_sign(a) and _is_sign(b))
    return next(islice(close, least - 1, None), False)


def _is_sign(character: str) -> bool:
    """Whether it is a Han character or a mark that stands beside some."""
    return "\u3400" <= character <= "\u9fff" or character in _MARKS
