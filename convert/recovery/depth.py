"""Depth: how deep each heading lies, from the series, marks and nesting of its whole work.

A series stands inside another where it begins anew between two members of it; where nothing tells, the rank of its
style decides. Unnumbered headings are one style of their own: they stand inside a series that goes on behind them, and
above one that begins anew after them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from convert.recovery.openers import rank_of


class Head(NamedTuple):
    """A heading as depth sees it."""

    style: str
    """Style of its number, h1 … h6 of its format, or plain, upper, top (of back matter), alone (前言: nothing stands
    under it) for those without."""
    value: int
    series: int


PLAIN, UPPER, TOP, ALONE, ROLL = "plain", "upper", "top", "alone", "roll"
_UNNUMBERED = {TOP: 0.0, ALONE: 0.0, UPPER: 97.0, PLAIN: 98.0, ROLL: 98.0}
"""Below every number, where nothing else tells: a phrase stands one level under its heading (GUIDE, rule 11)."""


def find_depths(heads: Sequence[Head]) -> list[int]:
    """The depth of each heading, 1 at the top."""
    inside = _count_containment(heads)
    depths: list[int] = []
    stack: list[Head] = []
    for head in heads:
        stack = _open(stack, head, inside)
        depths.append(len(stack))
    return depths


def _open(stack: list[Head], head: Head, inside: Counter[tuple[str, str]]) -> list[Head]:
    for depth, above in enumerate(stack):
        if above.style == head.style:
            return [*stack[:depth], head]
    kept = [above for above in stack if above.style != ALONE and _stands_above(above.style, head.style, inside)]
    return [*kept, head]


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


def _count_containment(heads: Sequence[Head]) -> Counter[tuple[str, str]]:
    """How often the first style was seen to stand inside the second; linear in headings × styles."""
    first: dict[int, int] = {}
    last: dict[int, int] = {}
    style: dict[int, str] = {}
    for place, head in enumerate(heads):
        if head.series >= 0:
            first.setdefault(head.series, place)
            last[head.series] = place
            style[head.series] = head.style
    inside: Counter[tuple[str, str]] = Counter()
    open_: dict[int, str] = {}
    plain_open = False
    for place, head in enumerate(heads):
        if head.series >= 0 and first[head.series] == place:
            inside.update((head.style, other) for number, other in open_.items() if other != head.style)
            if plain_open and head.value == 1:
                inside[head.style, PLAIN] += 1
        if head.style == PLAIN:
            plain_open = True
            inside.update((PLAIN, other) for other in open_.values())
        if head.series >= 0:
            if place < last[head.series]:
                open_[head.series] = head.style
            else:
                open_.pop(head.series, None)
    return inside
