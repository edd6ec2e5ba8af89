"""Depth: how deep each heading lies, from the series, marks and nesting of its whole work.

A series stands inside another where it begins anew between two members of it; where nothing tells, the rank of its
style decides. Unnumbered headings are one style of their own: they stand inside a series that goes on behind them, and
above one that begins anew after them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from convert.recovery.openers import DIVISIONS, rank_of


class Head(NamedTuple):
    """A heading as depth sees it."""

    style: str
    """Style of its number, h1 … h6 of its format, or for those without plain, upper, again (its words recur),
    year and day of a diary, top (of back matter), alone (前言: nothing stands under it)."""
    value: int
    series: int
    fixed: int = 0
    """The depth that it was given beforehand; 0 where that is to be found."""
    under: str = ""
    """The style of the headings of which each has one of these words below it: 思考题 below each 第X讲."""

    def is_marked(self) -> bool:
        """Whether the format says how deep it is."""
        return is_level(self.style)


def is_level(style: str) -> bool:
    """Whether a style is a level of a format: h1 … h6."""
    return style[0] == "h" and style[1:].isdigit()


PLAIN, UPPER, TOP, ALONE, AGAIN, YEAR, DAY = "plain", "upper", "top", "alone", "again", "year", "day"
_UNNUMBERED = {TOP: 0.0, ALONE: 0.0, UPPER: 97.0, PLAIN: 98.0, AGAIN: 99.0, YEAR: 98.3, DAY: 98.6}
"""Below every number, where nothing else tells: a phrase stands one level under its heading (outline rule 11)."""

HIGH = 20
"""The rank up to which a style of numbers stands in unnumbered headings only where it begins anew: that of 第一章."""

LOW = 50
"""The rank from which a style of numbers mostly stands under another heading: that of （一）."""


CLAUSE = "clause"
"""The style of articles of law, whose numbers run on through its parts."""

BELOW = "below "
"""Before a style: it was seen to begin right below the last heading of another, which says less than one within it."""

SAID = 1_000_000
"""What a depth that was given counts for against all that is seen of two styles."""


def find_depths(heads: Sequence[Head]) -> list[int]:
    """The depth of each heading, 1 at the top; one that was given holds, with what it says of its style."""
    inside = _count_containment(heads)
    if any(head.fixed for head in heads):
        said, peers = _learn(heads, inside)
        inside.update(said)
        heads = [head._replace(style=peers.get(head.style, head.style)) for head in heads]
    depths: list[int] = []
    stack: list[Head] = []
    for head in heads:
        stack = _open(stack, head, inside)
        depths.append(len(stack))
    return depths


def _open(stack: list[Head], head: Head, inside: Counter[tuple[str, str]]) -> list[Head]:
    if head.fixed:
        return [*stack[: head.fixed - 1], head]
    if head.under:
        parents = [depth for depth, above in enumerate(stack, 1) if above.style == head.under]
        return [*stack[: parents[-1] if parents else len(stack)], head]
    for depth, above in enumerate(stack):
        if above.style == head.style:
            return [*stack[:depth], head]
    kept = [above for above in stack if above.style != ALONE and _stands_above(above.style, head.style, inside)]
    return [*kept, head]


def _learn(heads: Sequence[Head], inside: Counter[tuple[str, str]]
           ) -> tuple[Counter[tuple[str, str]], dict[str, str]]:
    """What the given depths say of styles: which of those that are open stand above, which below, which is a peer.

    A style is taken for its peer, unless it is that of headings without numbers, which may lie at any depth.
    """
    said: Counter[tuple[str, str]] = Counter()
    peers: dict[str, str] = {}
    stack: list[Head] = []
    for head in heads:
        for depth, above in enumerate(stack if head.fixed else (), 1):
            if above.style == head.style:
                continue
            if depth != head.fixed:
                said[(head.style, above.style) if depth < head.fixed else (above.style, head.style)] += SAID
            elif not {head.style, above.style} & set(_UNNUMBERED):
                peers.setdefault(head.style, above.style)
        stack = _open(stack, head, inside)
    return said, {style: peer for style, peer in peers.items() if peer not in peers}


def _stands_above(upper: str, lower: str, inside: Counter[tuple[str, str]]) -> bool:
    within, around = inside[lower, upper], inside[upper, lower]
    if within == around:
        within, around = inside[BELOW + lower, upper], inside[BELOW + upper, lower]
    if within != around:
        return within > around
    return _rank(upper) < _rank(lower)


def _rank(style: str) -> float:
    if style in _UNNUMBERED:
        return _UNNUMBERED[style]
    if is_level(style):
        return float(style[1:])
    return float(rank_of(style))


def _is_low(style: str) -> bool:
    """Whether numbers of a style mostly stand under another heading."""
    return not style.startswith("keyword") and rank_of(style) >= LOW


def _is_high(style: str) -> bool:
    """Whether numbers of a style head the parts of a book."""
    return not style.startswith("keyword") and rank_of(style) <= HIGH


def _may_hold(upper: str, lower: str) -> bool:
    """Whether a series may stand in another: no part of a law stands in an article."""
    return upper != lower and not (upper == CLAUSE and lower in DIVISIONS)


def _count_containment(heads: Sequence[Head]) -> Counter[tuple[str, str]]:
    """How often the first style was seen to stand inside the second; linear in headings × styles.

    A series stands inside unnumbered headings where it begins and ends between two of them, or begins anew below one;
    a style that is low by itself, such as （一）, below any.
    """
    last = {head.series: place for place, head in enumerate(heads) if head.series >= 0}
    inside: Counter[tuple[str, str]] = Counter()
    open_: dict[int, str] = {}
    begun: set[int] = set()
    styles: set[str] = set()
    between: set[int] = set()
    plain, around = "", set[int]()
    for place, head in enumerate(heads):
        if head.style in (PLAIN, UPPER):
            inside.update((heads[last[number]].style, plain) for number in between if last[number] < place)
            inside.update((head.style, other) for other in open_.values())
            between.clear()
            plain, around = head.style, set(open_)
        if head.series < 0:
            continue
        if head.series in around:  # what the unnumbered heading stood in goes on, so nothing more stands under that
            plain, around = "", set()
        if head.series not in begun:
            begun.add(head.series)
            inside.update((head.style, other) for other in open_.values() if _may_hold(other, head.style))
            before = heads[place - 1] if place else head
            if head.value == 1 and last.get(before.series) == place - 1 and not _is_high(head.style):
                inside[BELOW + head.style, before.style] += 1
            if plain and head.value == 1:
                if head.style in styles or not _is_high(head.style):
                    between.add(head.series)
                inside[head.style, plain] += head.style in styles or _is_low(head.style)
            styles.add(head.style)
        if place < last[head.series]:
            open_[head.series] = head.style
        else:
            open_.pop(head.series, None)
    return inside
