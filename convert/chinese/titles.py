"""Long titles in lines, broken between words only, in a trapezoid or a rhombus (GB/T 9704-2012, 7.3.1).

The standard asks of the lines of a title 词意完整、排列对称、长短适宜、间距恰当. So each place where a line may end has
a cost from the words that meet there (`opportunities`), each line has one for its length and one for its shape among
its neighbours (`Shape`), and the lines of least cost are taken. They are found in one walk over the places: the work
grows with the length of the title and no faster. Every writer asks here: a title is broken alike in all formats.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import pairwise
from math import ceil
from typing import NamedTuple

from convert.chinese.opportunities import GLUED, LEVELS, Opportunity, find_opportunities
from convert.chinese.widths import Extents

Span = tuple[int, int]
Fits = Callable[[int, int], bool]
"""Whether the characters between two places of a title go into one line."""


class Shape(NamedTuple):
    """What lines cost by length and form, in the unit of `opportunities`."""

    length: float = 60.0
    """Times the squared share by which a line is longer or shorter than the mean: 长短适宜. A tenth costs 0.6."""
    lone: float = 40.0
    """A line of one or two characters; less than breaking a word."""
    line: float = 4.0
    """Each line: one more than need be must pay by better places."""
    flat: float = 2.5
    """A line as long as the one above: a rectangle. About as much as lines a seventh off the mean."""
    valley: float = 8.0
    """A line shorter than both its neighbours: an hourglass. As much as parting words that belong together."""
    peak: float = 0.5
    """A line longer than both its neighbours: a rhombus is good, a trapezoid is plainer."""

    def is_formed(self) -> bool:
        """Whether a line costs more or less by those around it."""
        return bool(self.flat or self.valley or self.peak)


EVEN = Shape(length=40.0, flat=0.0, valley=0.0, peak=0.0)

SHAPES: Mapping[str, Shape] = {"trapezoid": Shape(), "plain": EVEN}
"""What a style sheet calls the shape of a title: a trapezoid or rhombus; lines as even as the words allow."""

ROUNDING = 0.001
"""Characters by which a line may be too long."""

EQUAL = 1e-9
"""Costs that differ by less are the same."""

LONE = 2.0
"""Characters of a line that counts as lone."""

STEP = 0.5
"""Lines that differ by less are equally long, in characters."""

MOST_FORMED = 6
"""In more lines than these nobody sees a shape."""


def break_title(title: str, measure: float, shape: str = "trapezoid", *, terms: Iterable[str] = (),
                solid: Iterable[Span] = (), fits: Fits | None = None) -> list[str]:
    """The lines of a title; the title itself where it fits one.

    `measure` is in full-width characters. Blanks at the ends of lines are left out, nothing else. `terms` are words,
    as names of bodies, that stay whole where they fit. No line ends inside the spans `solid`. `fits` may refuse lines
    that the measure takes, for whoever knows the widths of a face; a place between two characters that is all there
    is to break at is taken nevertheless.
    """
    spans = find_lines(title, measure, shape, terms=terms, solid=solid, fits=fits)
    return [title[start:stop] for start, stop in spans]


def find_lines(title: str, measure: float, shape: str = "trapezoid", *, terms: Iterable[str] = (),
               solid: Iterable[Span] = (), fits: Fits | None = None) -> list[Span]:
    """Where the lines of `break_title` begin and end."""
    extents = Extents(title)

    def suits(start: int, stop: int) -> bool:
        return extents.between(start, stop) <= measure + ROUNDING and (fits is None or fits(start, stop))

    if suits(0, len(title)):
        return [(0, len(title))]
    places = _settle(find_opportunities(title, terms, solid), suits)
    whole = extents.between(0, len(title))
    least = max(2, ceil(whole / max(measure, 1.0)))
    form, counts = (SHAPES[shape], (least, least + 1)) if least <= MOST_FORMED else (EVEN, (least,))
    ways = [_search(places, extents, suits, whole / count, form) for count in counts]
    return _trace(min(ways, key=lambda way: way.cost), places)


def find_widest(title: str) -> float:
    """The width of the widest part that no line should end in: a measure under it breaks a word."""
    extents = Extents(title)
    places = [place for place in find_opportunities(title) if place.cost < GLUED]
    return max((extents.between(left.start, right.stop) for left, right in pairwise(places)), default=0.0)


def _settle(places: Sequence[Opportunity], suits: Fits) -> list[Opportunity]:
    """The places where lines may end: those between words, and others only inside what is too wide for a line."""
    kept = [0, *(n for n in range(1, len(places) - 1) if places[n].cost < LEVELS[0]), len(places) - 1]
    for level in LEVELS[1:]:
        wide = [pair for pair in pairwise(kept) if not suits(places[pair[0]].start, places[pair[1]].stop)]
        inner = {n for first, last in wide for n in range(first + 1, last) if places[n].cost < level}
        kept = sorted({*kept, *inner})
    return [places[n] for n in kept]


class _Way(NamedTuple):
    """The last of the lines from the beginning of a title to a place."""

    cost: float
    """Of all these lines."""
    end: int
    """The number of the place."""
    length: float = 0.0
    falls: bool = False
    """Whether it is shorter than the line above."""
    above: _Way | None = None


def _search(places: Sequence[Opportunity], extents: Extents, suits: Fits, mean: float, shape: Shape) -> _Way:
    """The lines of least cost; where several cost the same, those whose upper lines are shorter.

    Of all ways to a place the cheapest is kept; where the shape counts, the cheapest for each length of the last line
    and each direction.
    """
    ways: list[dict[tuple[int, bool], _Way]] = [{} for _ in places]
    ways[0][0, False] = _Way(0.0, 0)
    for number, place in enumerate(places):
        for end in range(number + 1, len(places)):
            if end > number + 1 and not suits(place.start, places[end].stop):
                break
            length = extents.between(place.start, places[end].stop)
            cost = places[end].cost + _line_cost(length, mean, shape)
            for above in ways[number].values():
                falls = above.above is not None and length <= above.length - STEP
                way = _Way(above.cost + cost + _turn_cost(above, length, shape), end, length, falls, above)
                key = (number, falls) if shape.is_formed() else (0, False)
                known = ways[end].get(key)
                if known is None or way.cost < known.cost - EQUAL:
                    ways[end][key] = way
    return min(ways[-1].values(), key=lambda way: way.cost)


def _line_cost(length: float, mean: float, shape: Shape) -> float:
    return shape.line + shape.length * (length / mean - 1) ** 2 + (shape.lone if length <= LONE else 0.0)


def _turn_cost(above: _Way, length: float, shape: Shape) -> float:
    """What a line costs under those above it."""
    if above.above is None:
        return 0.0
    step = length - above.length
    if abs(step) < STEP:
        return shape.flat
    if above.falls:
        return shape.valley if step > 0 else 0.0
    return shape.peak if step < 0 and above.above.above is not None else 0.0


def _trace(way: _Way, places: Sequence[Opportunity]) -> list[Span]:
    lines = []
    while way.above is not None:
        lines.append((places[way.above.end].start, places[way.end].stop))
        way = way.above
    return lines[::-1]
