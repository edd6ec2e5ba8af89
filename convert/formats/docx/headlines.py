"""Headlines in lines: where Word would break them anywhere, breaks between words are set (`chinese.titles`)."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from convert.chinese.titles import Span, find_lines
from convert.formats.docx.markup import Element
from convert.formats.docx.runs import PLAIN, Print, RunLook, add_text
from convert.formats.docx.typography import line_length
from convert.style.sheet import Style
from convert.tree.nodes import Node

HEADLINES = frozenset({"kicker", "title", "subtitle"})
"""Elements that stand alone above a text, across all columns."""

_SHAPED = frozenset({"centre", "right"})
"""Lines that are not justified show where they are broken."""


def set_headline(leaf: Node, style: Style, depth: int, write: Print) -> Print:
    """What writes the runs of a leaf: `write` itself, or for a headline of several lines `write` with breaks.

    One with readings above its characters or with notes is left to Word.
    """
    if leaf.tag not in HEADLINES or next(leaf.iter("ruby", "ref"), None) is not None:
        return write
    return _write_lines(_find_lines(leaf.text_content, style, str(leaf.tag), depth), write)


def add_headline(parent: Element, text: str, style: Style, element: str) -> None:
    """The runs of a headline that is in no tree."""
    _write_lines(_find_lines(text, style, element, 1), add_text)(parent, text, PLAIN)


def _find_lines(text: str, style: Style, element: str, depth: int) -> list[Span]:
    settings = style.type_of(element, depth)
    if settings["shape"] == "plain" and settings["align"] not in _SHAPED:
        return [(0, len(text))]
    size = settings["size"].points()
    room = line_length(style) - settings["left"].points(size) - settings["right"].points(size)
    return find_lines(text, room / size, settings["shape"])


def _write_lines(lines: Sequence[Span], write: Print) -> Print:
    """Writes runs that come one after the other, with breaks between the lines.

    Blanks at a break are hidden: they would move a centred line, and the text would be another without them.
    """
    if len(lines) < 2:
        return write
    gaps = [(stop, start) for (_, stop), (start, _) in pairwise(lines)]
    at = 0

    def write_part(parent: Element, text: str, look: RunLook) -> None:
        nonlocal at
        first, at = at, at + len(text)
        done = 0
        for stop, start in gaps:
            if first < start <= at:
                ends = max(stop - first, done), start - first
                _write_some(text[done : ends[0]], parent, look, write)
                _write_some(text[slice(*ends)], parent, look._replace(hidden=True), write)
                write(parent, "\n", look)
                done = ends[1]
        _write_some(text[done:], parent, look, write)

    return write_part


def _write_some(text: str, parent: Element, look: RunLook, write: Print) -> None:
    if text:
        write(parent, text, look)
