"""Levels: how deep each heading lies, from the series of the whole article.

A series stands inside another where it begins anew between two members of it; where nothing tells, the rank of its
style decides. Unnumbered headings are one style of their own: they stand inside a series that goes on behind them, and
above one that begins anew after them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from convert.chinese.folding import bare
from convert.reading.openers import rank_of
from convert.reading.pieces import Piece


class Mark(NamedTuple):
    """A heading as levels see it: its style (`plain` for none), number and series."""

    style: str
    value: int
    series: int


PLAIN = "plain"
UPPER = "upper"
LOWER = "lower"
TOP = "top"
"""A heading of back matter: always of depth 1."""

ROLL = "roll"
"""出席者: in minutes nothing stands inside it but names."""

_UNNUMBERED = {TOP: 0.0, UPPER: 97.0, PLAIN: 98.0, ROLL: 98.0, LOWER: 99.0}
"""Below every number, where nothing else tells: a phrase stands one level under its heading (outline rule 11)."""


def find_levels(marks: Sequence[Mark]) -> list[int]:
    """The depth of each heading, 1 at the top."""
    inside = _containment(marks)
    levels: list[int] = []
    stack: list[Mark] = []
    for mark in marks:
        stack = _open(stack, mark, inside)
        levels.append(len(stack))
    return levels


def _open(stack: list[Mark], mark: Mark, inside: Counter[tuple[str, str]]) -> list[Mark]:
    for depth, above in enumerate(stack):
        if above.style == mark.style:
            return [*stack[:depth], mark]
    kept = [above for above in stack if _stands_above(above.style, mark.style, inside)]
    return [*kept, mark]


def _stands_above(upper: str, lower: str, inside: Counter[tuple[str, str]]) -> bool:
    within, around = inside[lower, upper], inside[upper, lower]
    if within != around:
        return within > around
    return _rank(upper) < _rank(lower)


def _rank(style: str) -> float:
    if style in _UNNUMBERED:
        return _UNNUMBERED[style]
    if style[0] == "h" and style[1:].isdigit():
        return float(style[1:])
    return float(rank_of(style))


def _containment(marks: Sequence[Mark]) -> Counter[tuple[str, str]]:
    """How often the first style was seen to stand inside the second."""
    bounds: dict[int, tuple[int, int]] = {}
    for position, mark in enumerate(marks):
        if mark.style not in _UNNUMBERED:
            bounds[mark.series] = (bounds.get(mark.series, (position, position))[0], position)
    style = {mark.series: mark.style for mark in marks}
    inside: Counter[tuple[str, str]] = Counter()
    for series, (low, _) in bounds.items():
        inside.update((style[series], style[other]) for other, (a, b) in bounds.items()
                      if a < low < b and style[other] != style[series])
    plains = [position for position, mark in enumerate(marks) if mark.style == PLAIN]
    for plain in plains:
        inside.update((PLAIN, style[series]) for series, (a, b) in bounds.items() if a < plain < b)
        end = _next_plain(plains, plain)
        inside.update((style[series], PLAIN) for series, (low, _) in bounds.items()
                      if plain < low < end and marks[low].value == 1)
    return inside


def _next_plain(plains: Sequence[int], plain: int) -> int:
    return next((p for p in plains if p > plain), 10**9)


def _bare(piece: Piece) -> str:
    """The letters of a piece without its number."""
    return bare(piece.plain[piece.opener.end if piece.opener is not None else 0 :])


def _second_entries(body: Sequence[Piece]) -> frozenset[str]:
    """What a numbered list of contents prints one level in: entries of a series that stands inside another."""
    entries = [piece for piece in body if piece.kind == "li" and piece.opener is not None]
    outer = entries[0].opener.style if entries and entries[0].opener is not None else ""
    return frozenset(_bare(piece) for piece in entries if piece.opener is not None and piece.opener.style != outer)


def mark_headings(body: Sequence[Piece]) -> Iterator[Mark]:
    """The headings as `find_levels` sees them; an unnumbered one stands above two or more that follow at once."""
    listed = _second_entries(body)
    plains = [i for i, piece in enumerate(body)
              if piece.kind == "heading" and piece.opener is None and piece.by != "heading/contents"]
    for index, piece in enumerate(body):
        if piece.kind != "heading":
            continue
        hint = piece.block.hint
        if piece.by in ("heading/back-matter", "heading/annex"):
            yield Mark(TOP, 0, -1)
        elif piece.by in ("heading/roll-call", "heading/contents"):
            yield Mark(ROLL, 0, -1)
        elif hint[:1] == "h":
            yield Mark(hint, 0, -1)
        elif piece.opener is not None:
            yield Mark(piece.opener.style, piece.opener.value, piece.series)
        else:
            below = [i for i in plains if i > index]
            labels = "heading/label" in (piece.by, body[index + 1].by if index + 1 < len(body) else "")
            over = len(below) > 1 and below[0] == index + 1 and not labels
            yield Mark(UPPER if over else LOWER if _bare(piece) in listed else PLAIN, 0, -1)
