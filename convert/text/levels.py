"""Levels: how deep each heading lies, from the series of the whole article.

A series stands inside another where it begins anew between two members of it; where nothing tells, the rank of its
style decides. Unnumbered headings are one style of their own: they stand inside a series that goes on behind them, and
above one that begins anew after them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from convert.text.openers import rank_of


class Mark(NamedTuple):
    """A heading as levels see it: its style (`plain` for none), number and series."""

    style: str
    value: int
    series: int


PLAIN = "plain"
UPPER = "upper"
LOWER = "lower"
_UNNUMBERED = {UPPER: 47.0, PLAIN: 48.0, LOWER: 49.0}
"""Between 一、 and （一）, where nothing else tells."""


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
